import { Rational } from '../../base/rational.ts';
import { toKey } from '../evaluate.ts';
import type { Allowance } from './allowance.ts';
import { fieldOf, type OrderState } from './order-state.ts';
import type { Claim } from './phase.ts';

/** What is used of a limit that is one for each value of a field of the item, or of the purchase. */
export interface EachValue {
    /** The value at a place: of the line, or of the purchase. */
    readonly valueAt: (place: number) => string;
    /** What is left of it before this order. */
    readonly before: (value: string) => Rational;
    /** By this order so far. */
    readonly used: Map<string, Rational>;
}

export function eachValue(order: OrderState, field: string, before: EachValue['before']): EachValue {
    return {
        valueAt(place) {
            const value = fieldOf(order, place, field) ?? order.request.scope.eventField('purchase', field);
            return value === undefined ? '' : toKey(value);
        },
        before,
        used: new Map(),
    };
}

/** What a limit leaves at a place. A time is the order, however many lines of it. */
export function leftAt({ each, left, of }: Allowance, place: number): Rational {
    if (each === undefined) return left;
    const value = each.valueAt(place);
    const before = each.before(value).max(Rational.ZERO);
    return of === 'times' ? before : before.sub(each.used.get(value) ?? Rational.ZERO).max(Rational.ZERO);
}

export function useAt({ of, each }: Allowance, place: number, amounts: { money: Rational; units: Rational }): void {
    if (each === undefined) return;
    const value = each.valueAt(place);
    const before = each.used.get(value) ?? Rational.ZERO;
    if (of === 'times') each.used.set(value, Rational.ONE);
    else each.used.set(value, before.add(of === 'units' ? amounts.units : amounts.money.max(Rational.ZERO)));
}

/** `else reject`: of what all lines of a value ask together, nothing is given where it is too much. */
export function withoutRejected(
    claims: readonly (Claim | undefined)[],
    allowances: readonly Allowance[],
): readonly (Claim | undefined)[] {
    let kept = claims;
    for (const allowance of allowances) {
        const { each, of, excess } = allowance;
        if (each === undefined || excess !== 'reject' || of === 'times') continue;
        const asked = new Map<string, Rational>();
        for (const [place, claim] of kept.entries()) {
            if (claim === undefined) continue;
            const value = each.valueAt(place);
            asked.set(value, (asked.get(value) ?? Rational.ZERO).add(of === 'units' ? claim.units : claim.amount));
        }
        kept = kept.map((claim, place) => {
            const all = asked.get(each.valueAt(place)) ?? Rational.ZERO;
            return claim !== undefined && all.gt(leftAt(allowance, place)) ? undefined : claim;
        });
    }
    return kept;
}
