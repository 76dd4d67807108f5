import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import { minor } from './goods.ts';
import type { BudgetLeft } from './request.ts';

/** What a limit or a budget still allows while an order is priced: times, units, or whole minor units. */
export interface Allowance {
    readonly of: Limit['of'];
    readonly text: string;
    readonly excess: Limit['excess'];
    /** Of a budget, which rules share: what the order does to it. */
    readonly budget: BudgetTally | undefined;
    left: Rational;
}

/** Whole minor units. */
export interface BudgetTally {
    readonly name: string;
    readonly covers: readonly string[];
    /** Of what does not fit, the share that is given beside the budget. */
    readonly beside: Rational;
    used: Rational;
    refused: Rational;
    isOver: boolean;
}

export interface BudgetAllowance extends Allowance {
    readonly budget: BudgetTally;
}

export function budgetAllowances(budgets: readonly BudgetLeft[], decimals: number): BudgetAllowance[] {
    return budgets.map(({ name, covers, left, excess = 'clip', beside = Rational.ZERO }) => ({
        of: 'money',
        text: `budget ${name}`,
        excess,
        budget: { name, covers, beside, used: Rational.ZERO, refused: Rational.ZERO, isOver: false },
        left: wholeMinor(left, decimals),
    }));
}

/** For trying out: what is done to it is done to nothing else. */
export const copyOf = (allowance: Allowance): Allowance => ({
    ...allowance,
    budget: allowance.budget && { ...allowance.budget },
});

export const wholeMinor = (amount: Rational, decimals: number): Rational =>
    Rational.of(minor(amount, decimals).floor()).max(Rational.ZERO);
