import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import { minor } from './goods.ts';
import type { BudgetLeft } from './request.ts';

/** What a limit or a budget still allows while an order is priced: times, units, or whole minor units. */
export interface Allowance {
    readonly of: Limit['of'];
    readonly text: string;
    readonly excess: Limit['excess'];
    /** Of a budget, which rules share. */
    readonly isShared: boolean;
    left: Rational;
}

export interface BudgetAllowance extends Allowance {
    readonly covers: readonly string[];
}

export function budgetAllowances(budgets: readonly BudgetLeft[], decimals: number): BudgetAllowance[] {
    return budgets.map(({ name, covers, left }) => ({
        of: 'money',
        text: `budget ${name}`,
        excess: 'clip',
        isShared: true,
        covers,
        left: wholeMinor(left, decimals),
    }));
}

export const wholeMinor = (amount: Rational, decimals: number): Rational =>
    Rational.of(minor(amount, decimals).floor()).max(Rational.ZERO);
