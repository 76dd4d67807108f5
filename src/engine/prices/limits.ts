import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import type { Price } from '../../model/price.ts';
import { type Allowance, wholeMinor } from './allowance.ts';
import { eachValue, leftAt, useAt } from './each-value.ts';
import { besides, budgetsOf, isBudget, noteRefusals, type Refusal } from './order-budgets.ts';
import type { OrderState } from './order-state.ts';
import type { Claim } from './phase.ts';

/** The limits of a rule in the order written, then the budgets that cover it. */
export function allowancesOf(rule: Price, order: OrderState): Allowance[] {
    const own = rule.limits.map((limit, index): Allowance => {
        const { of, text, excess, perLine = false } = limit;
        const leftOf = (value?: string): Rational => {
            const left = (order.request.headroom?.(rule, index, value) ?? limit.amount).max(Rational.ZERO);
            return of === 'money' ? wholeMinor(left, order.decimals) : left;
        };
        const terms = { of, text, excess, budget: undefined, perLine } as const;
        if (limit.each === undefined) return { ...terms, left: leftOf() };
        return { ...terms, left: limit.amount, each: eachValue(order, limit.each, leftOf) };
    });
    return [...own, ...budgetsOf(rule.name, order)];
}

export const sayLimit = ({ text }: Allowance): string => `limited by '${text}'`;

/** What stops the rule altogether: a limit used up, or one that would be passed where it says `else reject`. */
export function forbidding(
    allowances: readonly Allowance[],
    claims: readonly (Claim | undefined)[],
    /** What the rule's own limits leave, of which budgets are asked. */
    within: readonly (Claim | undefined)[] = claims,
): Allowance | undefined {
    return allowances.find(({ of, excess, left, budget, perLine, each }) => {
        if (each !== undefined) return false;
        if (budget !== undefined && !budget.beside.isZero()) return false;
        if (of === 'points') return false;
        if (of === 'times') return left.lt(Rational.ONE);
        if (left.isZero()) return true;
        if (excess !== 'reject') return false;
        return perLine === true
            ? claims.some(claim => askedOf(of, [claim]).gt(left))
            : askedOf(of, budget === undefined ? claims : within).gt(left);
    });
}

/**
 * Whether the whole minor units that the claims may be rounded to could pass a limit in money, or a budget. Then
 * each place is rounded by itself, so that what is posted stays within it.
 */
export function mayPassMoney(allowances: readonly Allowance[], claims: readonly (Claim | undefined)[]): boolean {
    const most = claims.reduce((sum, claim) => sum + (claim?.amount.ceil() ?? 0n), 0n);
    return allowances.some(
        ({ of, budget, left, each }) =>
            budget !== undefined || (of === 'money' && (each !== undefined || left.lt(Rational.of(most)))),
    );
}

/** A budget whose last gift is refused whole: the gift is what a rule takes off the order, on all its lines. */
export function closeBudgets(allowances: readonly Allowance[], claims: readonly (Claim | undefined)[]): void {
    for (const allowance of allowances.filter(isBudget)) {
        if (allowance.excess !== 'reject' || askedOf('money', claims).le(allowance.left)) continue;
        allowance.left = Rational.ZERO;
        allowance.budget.isOver = true;
    }
}

/** A rule that is stopped altogether by a budget: all that it asked is refused. */
export function refuseWhole(allowance: Allowance, claims: readonly (Claim | undefined)[]): void {
    const asked = Rational.of(askedOf('money', claims).round('half up'));
    if (isBudget(allowance) && asked.sign() > 0) noteRefusals([{ allowance, amount: asked }]);
}

export interface Clipped {
    readonly claim: Claim;
    readonly by: Allowance | undefined;
    readonly refusals: readonly Refusal[];
}

/** Row 11, in the order written; also what clipped it. */
export function clipByLimits(claim: Claim, allowances: readonly Allowance[], place: number): Clipped {
    let { amount, units } = claim;
    let by: Allowance | undefined;
    const refusals: Refusal[] = [];
    for (const allowance of allowances) {
        const { of } = allowance;
        const left = leftAt(allowance, place);
        if (allowance.each !== undefined && of === 'times' && left.lt(Rational.ONE)) {
            [amount, units, by] = [Rational.ZERO, Rational.ZERO, allowance];
        }
        if (of === 'units' && units.gt(left)) {
            amount = amount.mul(left).div(units);
            units = left;
            by = allowance;
        }
        if (of === 'money' && amount.gt(left)) {
            const within = isBudget(allowance) ? besides(allowance, amount) : left;
            if (isBudget(allowance)) refusals.push({ allowance, amount: amount.sub(within) });
            amount = within;
            by = allowance;
        }
    }
    return { claim: { ...claim, amount, units }, by, refusals };
}

/** A raised price gives no money back to a limit. */
export function useUp(
    allowances: readonly Allowance[],
    { money, units }: { readonly money: Rational; readonly units: Rational },
    place: number,
): void {
    for (const allowance of allowances) {
        if (allowance.each !== undefined) useAt(allowance, place, { money, units });
        if (allowance.perLine === true || allowance.each !== undefined) continue;
        const used = allowance.of === 'units' ? units : money.max(Rational.ZERO);
        if (allowance.of !== 'units' && allowance.of !== 'money') continue;
        const { budget, left } = allowance;
        if (budget !== undefined) budget.used = budget.used.add(used.min(left));
        allowance.left = left.sub(used).max(Rational.ZERO);
    }
}

function askedOf(of: Limit['of'], claims: readonly (Claim | undefined)[]): Rational {
    return claims.reduce((sum, claim) => {
        if (claim === undefined) return sum;
        return sum.add(of === 'units' ? claim.units : claim.amount);
    }, Rational.ZERO);
}
