import { Rational } from '../../base/rational.ts';
import type { Allowance, BudgetAllowance } from './allowance.ts';
import type { OrderState } from './order-state.ts';
import type { PricedResult } from './request.ts';

/** What a budget did not let through. */
export interface Refusal {
    readonly allowance: BudgetAllowance;
    /** Exact minor units. */
    readonly amount: Rational;
}

export const budgetsOf = (name: string, { budgets }: Pick<OrderState, 'budgets'>): BudgetAllowance[] =>
    budgets.filter(({ budget }) => budget.covers.includes(name));

export const isBudget = (allowance: Allowance): allowance is BudgetAllowance => allowance.budget !== undefined;

/** What is granted of a gift that does not fit into what is left. */
export function besides({ excess, left, budget }: BudgetAllowance, asked: Rational): Rational {
    const fitting = excess === 'reject' ? Rational.ZERO : left;
    return fitting.add(Rational.of(asked.sub(fitting).mul(budget.beside).floor()));
}

export function noteRefusals(refusals: readonly Refusal[]): void {
    for (const { allowance, amount } of refusals) {
        const { budget } = allowance;
        budget.isOver = true;
        budget.refused = budget.refused.add(amount);
        if (allowance.excess === 'reject') allowance.left = Rational.ZERO;
    }
}

/** A gift of an order, or a contract, that is one amount: what the budgets let through. Minor units. */
export function withinOrderBudgets(order: OrderState, name: string, asked: bigint): bigint {
    const amount = Rational.of(asked);
    const limiting = budgetsOf(name, order).filter(({ left }) => amount.gt(left));
    if (limiting.length === 0) return asked;
    const granted = limiting.reduce((least, allowance) => least.min(besides(allowance, amount)), amount);
    noteRefusals(limiting.map(allowance => ({ allowance, amount: amount.sub(granted) })));
    return granted.floor();
}

/** What the order did to budgets of the program; those that nobody asked are left out. */
export const budgetTallies = ({ budgets }: OrderState): PricedResult['budgets'] =>
    budgets.flatMap(({ budget: { name, used, refused, isOver } }) => {
        const isAsked = isOver || !used.isZero();
        return name === undefined || !isAsked ? [] : [{ name, used, refused, isOver }];
    });
