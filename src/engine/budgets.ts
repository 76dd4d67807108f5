import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Budget } from '../model/budget.ts';
import type { BudgetUse } from './budget-account.ts';
import { isDuring } from './during.ts';
import type { Running } from './running.ts';

/** What may still be given under the budgets that cover a rule: `undefined` where none does. */
export interface Allowed {
    readonly amount: bigint;
    readonly limitedBy: string | undefined;
}

/** What one unit of a gift costs of a budget; `undefined` where it does not fall under it. */
export type UnitCost = (budget: Budget) => Rational | undefined;

/** What a rule may give of all that it asks for, by the budgets that cover it on this day. Changes nothing. */
export function withinBudgets(running: Running, rule: string, asked: bigint, at: Instant, unitCost: UnitCost): Allowed {
    let allowed: Allowed = { amount: asked, limitedBy: undefined };
    for (const budget of budgetsFor(running, rule, at)) {
        const cost = unitCost(budget);
        if (cost === undefined || cost.isZero()) continue;
        const { granted } = portion(budget, running.shared.budgetLeft(budget.name, at).div(cost).floor(), asked);
        if (granted < allowed.amount) allowed = { amount: granted, limitedBy: `budget ${budget.name}` };
    }
    return allowed;
}

/** Notes what a rule asked and was granted. */
export function useBudgets(
    running: Running,
    rule: string,
    { asked, granted }: { readonly asked: bigint; readonly granted: bigint },
    at: Instant,
    unitCost: UnitCost,
): void {
    for (const budget of budgetsFor(running, rule, at)) {
        const cost = unitCost(budget);
        if (cost === undefined || cost.isZero() || asked <= 0n) continue;
        const left = running.shared.budgetLeft(budget.name, at).div(cost).floor();
        const { fitting } = portion(budget, left, asked);
        const isOver = fitting < asked;
        noteBudget(running, budget.name, at, {
            used: cost.mul(Rational.of(fitting < granted ? fitting : granted)),
            refused: isOver ? cost.mul(Rational.of(asked - granted)) : Rational.ZERO,
            isOver,
        });
    }
}

/** When it is used up, the triggers that wait for that are looked at in the last step. */
export function noteBudget(running: Running, name: string, at: Instant, use: BudgetUse): void {
    if (running.shared.noteBudget(name, use, at)) running.usedUp.push(name);
}

/** What of a gift fits into what is left of a budget, and what is given with the share that is given beside it. */
export function portion(
    { excess, afterwards }: Pick<Budget, 'excess' | 'afterwards'>,
    left: bigint,
    asked: bigint,
): { readonly fitting: bigint; readonly granted: bigint } {
    if (asked <= left) return { fitting: asked, granted: asked };
    const fitting = excess === 'reject' || left < 0n ? 0n : left;
    const beside = afterwards.kind === 'share' ? afterwards.share.mul(Rational.of(asked - fitting)).floor() : 0n;
    return { fitting, granted: fitting + beside };
}

/** What a unit of points costs of a budget. */
export function pointsCost(running: Running, points: string): UnitCost {
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
export function moneyCost({ program }: Running): UnitCost {
    const minor = Rational.fromUnits(1n, program.currency.decimals);
    return ({ atMost }) => (atMost.kind === 'money' ? minor : undefined);
}

/** Money that a rule gives to a member: what the budgets let through, which use it up. What is taken back passes. */
export function grantMoney(running: Running, rule: string, asked: bigint, at: Instant): bigint {
    if (asked <= 0n) return asked;
    const cost = moneyCost(running);
    const { amount } = withinBudgets(running, rule, asked, at, cost);
    useBudgets(running, rule, { asked, granted: amount }, at, cost);
    return amount;
}

/** Why a rule that waits for the end of a budget does not look yet; `undefined` where it looks. */
export function whyWaiting(
    running: Running,
    rule: string,
    at: Instant,
    isUsedUp: (budget: string) => boolean = name => running.shared.isUsedUp(name, at),
): string | undefined {
    const budgets = running.book.awaited.get(rule);
    if (budgets === undefined) return undefined;
    const isOver = budgets.some(({ name, during }) => isDuring(during, at, running.place.zone) && isUsedUp(name));
    return isOver ? undefined : `it waits until the budget '${budgets[0]?.name}' is used up`;
}

/** Budgets that rules wait for and that are used up, for what must know later how things were. */
export function usedUpNow({ book, shared }: Running, at: Instant): ReadonlySet<string> {
    const awaited = [...book.awaited.values()].flat();
    return new Set(awaited.flatMap(({ name }) => (shared.isUsedUp(name, at) ? [name] : [])));
}

function budgetsFor({ book, place }: Running, rule: string, at: Instant): readonly Budget[] {
    const covering = book.budgetsOf.get(rule);
    return covering === undefined ? [] : covering.filter(({ during }) => isDuring(during, at, place.zone));
}
