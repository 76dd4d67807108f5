import { Rational } from '../../base/rational.ts';
import type { Earn, Give } from '../../model/earn.ts';
import type { RoundingMode } from '../../model/points.ts';
import type { Grant, Part } from '../limits.ts';
import type { Rulebook } from '../rulebook.ts';
import { giftKey } from '../rulebook.ts';

/**
 * The part of what a rule gives, after its limits, that comes from some lines: in the share of what it asks for
 * them. A running count can't be divided among lines and stays whole.
 */
export function portionOf(
    grants: readonly Grant[],
    rule: string,
    askedFor: ReadonlyMap<number, Rational>,
): readonly Grant[] {
    const asked = new Map([...askedFor].map(([index, amount]) => [giftKey(rule, index), amount]));
    return grants.map(grant => {
        const { kind } = grant.give.basis;
        if (kind === 'every' || kind === 'in a row' || grant.asked.isZero()) return grant;
        const part = asked.get(grant.key) ?? Rational.ZERO;
        return { ...grant, amount: grant.amount.mul(part).div(grant.asked) };
    });
}

/** Each gift in whole units of its points or money, as if the rule were posted by itself. */
export function roundedGrants(grants: readonly Grant[], round: RoundingMode | undefined, book: Rulebook): Grant[] {
    return grants.map(grant => ({ ...grant, amount: roundedAmount(grant.amount, grant.give, round, book) }));
}

export function roundedAmount(
    amount: Rational,
    { unit }: Pick<Give, 'unit'>,
    round: RoundingMode | undefined,
    book: Rulebook,
): Rational {
    const points = unit.kind === 'points' ? book.points.get(unit.points) : undefined;
    const decimals = unit.kind === 'points' ? (points?.decimals ?? 0) : book.program.currency.decimals;
    const mode = round ?? (unit.kind === 'points' ? (points?.round ?? 'down') : 'half up');
    return Rational.fromUnits(amount.toUnits(decimals, mode), decimals);
}

/** Whether each line is rounded by itself: as the rule says, else as its points do. */
export function roundsEach({ occasion, round, roundEach }: Earn, { unit }: Give, book: Rulebook): boolean {
    if (occasion.kind !== 'item') return false;
    if (round !== undefined || unit.kind !== 'points') return roundEach;
    return book.points.get(unit.points)?.roundEach ?? false;
}

/** One part where lines need not be told apart. */
export function merge(parts: readonly Part[], byLine: boolean): readonly Part[] {
    if (byLine || parts.length < 2) return parts;
    let [amount, units] = [Rational.ZERO, Rational.ZERO];
    for (const part of parts) {
        amount = amount.add(part.amount);
        units = units.add(part.units);
    }
    return [{ amount, units }];
}
