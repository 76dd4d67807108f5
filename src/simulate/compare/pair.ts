import type { Account } from './account.ts';
import type { Scales } from './scales.ts';

export type Verdict = 'same' | 'better' | 'worse' | 'mixed';

/** One member in both versions. Points in units of the common decimals. */
export interface Difference {
    readonly verdict: Verdict;
    /** What the member holds and was given is worth so much more; in parts of the scales. */
    readonly gain: bigint;
    readonly points: ReadonlyMap<string, bigint>;
}

/**
 * Better or worse in three respects, each by itself: points and what they bought, at their worth; what is paid and
 * credited; tiers at the end. Points without a worth count by number.
 */
export function differenceOf(before: Account, after: Account, scales: Scales): Difference {
    const [held, holds] = [scales.worthHeld(before, 'old'), scales.worthHeld(after, 'new')];
    const money = scales.money(after.money + after.rewards - before.money - before.rewards);
    const rewards = scales.money(after.rewards - before.rewards);
    return {
        verdict: verdictOf([
            sign(scales.comparableWorth(after, 'new') + rewards - scales.comparableWorth(before, 'old')),
            sign(after.money - before.money),
            ...scales.numberChanges(before, after),
            ...scales.tierChanges(before.tiers, after.tiers),
        ]),
        gain: holds - held + money,
        points: scales.pointsOf(before, after),
    };
}

export function verdictOf(respects: readonly number[]): Verdict {
    const better = respects.some(respect => respect > 0);
    const worse = respects.some(respect => respect < 0);
    if (better && worse) return 'mixed';
    return better ? 'better' : worse ? 'worse' : 'same';
}

export const sign = (amount: bigint): number => (amount > 0n ? 1 : amount < 0n ? -1 : 0);
