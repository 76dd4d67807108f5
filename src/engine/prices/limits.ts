import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import type { Price } from '../../model/price.ts';
import { minor } from './goods.ts';
import type { OrderState } from './order-state.ts';
import type { Claim } from './phase.ts';

/** What a limit still allows while an order is priced: times, units, or whole minor units. */
export interface Allowance {
    readonly limit: Limit;
    left: Rational;
}

export function allowancesOf(rule: Price, order: OrderState): Allowance[] {
    return rule.limits.map((limit, index) => {
        const left = (order.request.headroom?.(rule, index) ?? limit.amount).max(Rational.ZERO);
        return { limit, left: limit.of === 'money' ? Rational.of(minor(left, order.decimals).floor()) : left };
    });
}

/** The limit that stops the rule altogether: used up, or one that would be passed where it says `else reject`. */
export function forbidding(
    allowances: readonly Allowance[],
    claims: readonly (Claim | undefined)[],
): Limit | undefined {
    return allowances.find(({ limit, left }) => {
        if (limit.of === 'points') return false;
        if (limit.of === 'times') return left.lt(Rational.ONE);
        return left.isZero() || (limit.excess === 'reject' && askedOf(limit, claims).gt(left));
    })?.limit;
}

/**
 * Whether the whole minor units that the claims may be rounded to could pass a limit in money. Then each line is
 * rounded by itself, so that what is posted stays within the limit.
 */
export function mayPassMoney(allowances: readonly Allowance[], claims: readonly (Claim | undefined)[]): boolean {
    const most = claims.reduce((sum, claim) => sum + (claim?.amount.ceil() ?? 0n), 0n);
    return allowances.some(({ limit, left }) => limit.of === 'money' && left.lt(Rational.of(most)));
}

export const sayLimit = (limit: Limit): string => `limited by '${limit.text}'`;

/** Row 11, in the order written; also the limit that clipped it. */
export function clipByLimits(
    claim: Claim,
    allowances: readonly Allowance[],
): { claim: Claim; limit: Limit | undefined } {
    let { amount, units } = claim;
    let clippedBy: Limit | undefined;
    for (const { limit, left } of allowances) {
        if (limit.of === 'units' && units.gt(left)) {
            amount = amount.mul(left).div(units);
            units = left;
            clippedBy = limit;
        }
        if (limit.of === 'money' && amount.gt(left)) {
            amount = left;
            clippedBy = limit;
        }
    }
    return { claim: { ...claim, amount, units }, limit: clippedBy };
}

export function useUp(allowances: readonly Allowance[], money: Rational, units: Rational): void {
    for (const allowance of allowances) {
        if (allowance.limit.of === 'units') allowance.left = allowance.left.sub(units).max(Rational.ZERO);
        if (allowance.limit.of === 'money') allowance.left = allowance.left.sub(money).max(Rational.ZERO);
    }
}

function askedOf(limit: Limit, claims: readonly (Claim | undefined)[]): Rational {
    return claims.reduce((sum, claim) => {
        if (claim === undefined) return sum;
        return sum.add(limit.of === 'units' ? claim.units : claim.amount);
    }, Rational.ZERO);
}
