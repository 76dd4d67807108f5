import type { Rational } from '../../base/rational.ts';
import type { Account } from './account.ts';
import type { Scales } from './scales.ts';

export type Verdict = 'same' | 'better' | 'worse' | 'mixed';

/** One member in both versions. Money in whole currency units, exact; points in units of the common decimals. */
export interface Difference {
    readonly verdict: Verdict;
    /** What the member holds and was given is worth so much more. */
    readonly gain: Rational;
    readonly revenue: bigint;
    readonly margin: Rational;
    readonly points: ReadonlyMap<string, bigint>;
}

/**
 * Better or worse in three respects, each by itself: points and what they bought, at their worth; what is paid and
 * credited; tiers at the end. Points without a worth count by number.
 */
export function differenceOf(before: Account, after: Account, scales: Scales): Difference {
    const [held, holds] = [scales.worthHeld(before, 'old'), scales.worthHeld(after, 'new')];
    const money = scales.money(after.money + after.rewards - before.money - before.rewards);
    const points = scales.pointsOf(before, after);
    const margins = [scales.margin(after, holds), scales.margin(before, held)] as const;
    return {
        verdict: verdictOf([
            scales
                .comparableWorth(after, 'new')
                .add(scales.money(after.rewards))
                .compare(scales.comparableWorth(before, 'old').add(scales.money(before.rewards))),
            sign(after.money - before.money),
            ...scales.numberChanges(before, after),
            ...scales.tierChanges(before.tiers, after.tiers),
        ]),
        gain: holds.sub(held).add(money),
        revenue: after.revenue - before.revenue,
        margin: margins[0].sub(margins[1]),
        points,
    };
}

export function verdictOf(respects: readonly number[]): Verdict {
    const better = respects.some(respect => respect > 0);
    const worse = respects.some(respect => respect < 0);
    if (better && worse) return 'mixed';
    return better ? 'better' : worse ? 'worse' : 'same';
}

export const sign = (amount: bigint): number => (amount > 0n ? 1 : amount < 0n ? -1 : 0);
