import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import { minor } from './goods.ts';
import type { BudgetLeft } from './request.ts';

/** What a limit or a budget still allows while an order is priced: times, units, or whole minor units. */
export interface Allowance {
    readonly of: Limit['of'];
    readonly text: string;
    readonly excess: Limit['excess'];
    /** Of a budget, which rules share. */
    readonly isShared: boolean;
    /** Of each line by itself: one line leaves the next all of it. */
    readonly perLine?: boolean;
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

/** What the rules of a group may take off an order together; `gross` is what its goods cost before any price. */
export function groupAllowances({ combinations, currency }: Program, gross: bigint): BudgetAllowance[] {
    return combinations.flatMap(({ kind, rules, atMost }) => {
        if (kind !== 'price' || atMost === undefined) return [];
        const most =
            'rate' in atMost
                ? Rational.of(Rational.of(gross).mul(atMost.rate).floor()).max(Rational.ZERO)
                : wholeMinor(atMost.amount, currency.decimals);
        const text = `at most for ${rules.join(', ')} together`;
        return [{ of: 'money', text, excess: 'clip', isShared: true, covers: rules, left: most }];
    });
}

export const wholeMinor = (amount: Rational, decimals: number): Rational =>
    Rational.of(minor(amount, decimals).floor()).max(Rational.ZERO);
