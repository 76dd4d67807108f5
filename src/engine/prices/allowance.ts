import { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import type { EachValue } from './each-value.ts';
import { minor } from './goods.ts';
import type { BudgetLeft } from './request.ts';

/** What a limit or a budget still allows while an order is priced: times, units, or whole minor units. */
export interface Allowance {
    readonly of: Limit['of'];
    readonly text: string;
    readonly excess: Limit['excess'];
    /** Of a budget, which rules share: what the order does to it. */
    readonly budget: BudgetTally | undefined;
    /** Of each line by itself: one line leaves the next all of it. */
    readonly perLine?: boolean;
    /** A limit of its own for each article, each category: `left` is then of no matter. */
    readonly each?: EachValue;
    left: Rational;
}

/** Whole minor units. */
export interface BudgetTally {
    /** Of a budget of the program; absent: rules of a group that share a ceiling of the order. */
    readonly name: string | undefined;
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
        budget: tallyOf(name, covers, beside),
        left: wholeMinor(left, decimals),
    }));
}

function tallyOf(name: string | undefined, covers: readonly string[], beside: Rational): BudgetTally {
    return { name, covers, beside, used: Rational.ZERO, refused: Rational.ZERO, isOver: false };
}

/** For trying out: what is done to it is done to nothing else. */
export const copyOf = (allowance: Allowance): Allowance => ({
    ...allowance,
    budget: allowance.budget && { ...allowance.budget },
    ...(allowance.each === undefined ? {} : { each: { ...allowance.each, used: new Map(allowance.each.used) } }),
});

/** What the rules of a group may take off an order together; `gross` is what its goods cost before any price. */
export function groupAllowances({ combinations, currency }: Program, gross: bigint): BudgetAllowance[] {
    return combinations.flatMap(({ kind, rules, atMost }) => {
        if (kind !== 'price' || atMost === undefined) return [];
        const most =
            'rate' in atMost
                ? Rational.of(Rational.of(gross).mul(atMost.rate).floor()).max(Rational.ZERO)
                : wholeMinor(atMost.amount, currency.decimals);
        const text = `at most for ${rules.join(', ')} together`;
        return [{ of: 'money', text, excess: 'clip', budget: tallyOf(undefined, rules, Rational.ZERO), left: most }];
    });
}

export const wholeMinor = (amount: Rational, decimals: number): Rational =>
    Rational.of(minor(amount, decimals).floor()).max(Rational.ZERO);
