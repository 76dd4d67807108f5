import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Budget } from '../model/trigger.ts';
import { isDuring } from './during.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { nextSerial, type Running } from './running.ts';

/** What may still be given under the budgets that cover a rule: `undefined` where none does. */
export interface Allowed {
    readonly amount: bigint;
    readonly limitedBy: string | undefined;
}

/**
 * Clips what a rule gives by the budgets that cover it on this day. `unitCost` says what one unit costs: of points
 * in whole currency units for budgets in money, else `undefined` where the unit does not fall under the budget.
 */
export function withinBudgets(
    running: Running,
    rule: string,
    amount: bigint,
    at: Instant,
    unitCost: (budget: Budget) => Rational | undefined,
): Allowed {
    let allowed: Allowed = { amount, limitedBy: undefined };
    for (const budget of budgetsFor(running, rule, at)) {
        const cost = unitCost(budget);
        if (cost === undefined || cost.isZero()) continue;
        const most = budgetLeft(running, budget, at).div(cost).floor();
        if (most < allowed.amount) allowed = { amount: most > 0n ? most : 0n, limitedBy: `budget ${budget.name}` };
    }
    return allowed;
}

export function useBudgets(
    running: Running,
    rule: string,
    amount: bigint,
    at: Instant,
    unitCost: (budget: Budget) => Rational | undefined,
): void {
    for (const budget of budgetsFor(running, rule, at)) {
        const cost = unitCost(budget);
        if (cost === undefined) continue;
        const spent = cost.mul(Rational.of(amount));
        running.shared.spendBudget(budget.name, spent, at);
        if (budget.per !== undefined) use(running, keyOf(budget), 0, budget.per, spent, at, nextSerial(running));
    }
}

/** What a unit of points costs of a budget. */
export function pointsCost(running: Running, points: string): (budget: Budget) => Rational | undefined {
    const unit = (amount: Rational): Rational => {
        const decimals = running.book.points.get(points)?.decimals ?? 0;
        return decimals === 0 ? amount : amount.div(Rational.of(10n ** BigInt(decimals)));
    };
    return ({ atMost }) => {
        if (atMost.kind === 'points') return atMost.points === points ? unit(Rational.ONE) : undefined;
        const worth = running.book.points.get(points)?.worth;
        return worth === undefined ? undefined : unit(worth.amount);
    };
}

/** What a minor unit of money costs of a budget. */
export function moneyCost({ program }: Running): (budget: Budget) => Rational | undefined {
    const minor = Rational.fromUnits(1n, program.currency.decimals);
    return ({ atMost }) => (atMost.kind === 'money' ? minor : undefined);
}

/** What may still be given; of a ceiling for each member or period, of this one. */
export function budgetLeft(running: Running, budget: Budget, at: Instant): Rational {
    const { name, atMost, per } = budget;
    const used =
        per === undefined
            ? running.shared.budgetUsed(name)
            : usedBefore(running, at, NOW, undefined)(keyOf(budget), per, 0);
    return atMost.amount.sub(used);
}

const keyOf = ({ name }: Budget): string => `budget ${name}`;

function budgetsFor({ book, place }: Running, rule: string, at: Instant): readonly Budget[] {
    const covering = book.budgetsOf.get(rule);
    return covering === undefined ? [] : covering.filter(({ during }) => isDuring(during, at, place.zone));
}
