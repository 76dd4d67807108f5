import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import { type Giver, type Grant, measureOf, postedMeasure } from '../limits.ts';
import { declared, type Running } from '../running.ts';
import type { Share } from './round-off.ts';

/**
 * What a rule used of one of its limits for an occasion: those in points and money count what was posted, those in
 * times and units what it was given for.
 */
export function usedOf(
    running: Running,
    giver: Giver,
    limit: Limit,
    grants: readonly Grant[],
    shares: readonly Pick<Share, 'giver' | 'grants' | 'unit' | 'kind' | 'amount'>[],
): Rational {
    if (limit.of === 'times' && giver.countsFirings === true) return Rational.ZERO;
    const own = grants.filter(each => each.giver.name === giver.name);
    if (limit.of === 'times') return Rational.of(Math.max(0, ...own.map(({ times }) => times)));
    if (limit.of === 'units') return own.reduce((most, { units }) => most.max(units), Rational.ZERO);
    return shares.reduce((sum, share) => {
        if (share.giver.name !== giver.name) return sum;
        return sum.add(postedMeasure(wholeAmount(running, share), share.grants[0].give, limit, running.book));
    }, Rational.ZERO);
}

/**
 * The same of a limit that is one for each article, by article: what was asked for each and granted, before it was
 * rounded together.
 */
export function usedByValue(
    running: Running,
    giver: Giver,
    limit: Limit,
    grants: readonly Grant[],
): ReadonlyMap<string, Rational> {
    const uses = new Map<string, Rational>();
    const isSum = limit.of === 'points' || limit.of === 'money';
    for (const { give, parts = [] } of grants.filter(each => each.giver.name === giver.name)) {
        const own = new Map<string, Rational>();
        for (const part of parts) {
            const key = part.keys?.get(limit.each ?? '') ?? '';
            own.set(key, (own.get(key) ?? Rational.ZERO).add(measureOf(part, give, limit, running.book)));
        }
        for (const [key, amount] of own) {
            const before = uses.get(key) ?? Rational.ZERO;
            uses.set(key, isSum ? before.add(amount) : before.max(amount));
        }
    }
    return uses;
}

function wholeAmount(
    { book, program }: Running,
    { kind, unit, amount }: Pick<Share, 'unit' | 'kind' | 'amount'>,
): Rational {
    return Rational.fromUnits(
        amount,
        kind === 'points' ? declared(book.points, unit).decimals : program.currency.decimals,
    );
}
