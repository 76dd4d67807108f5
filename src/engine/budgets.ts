import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Budget } from '../model/budget.ts';
import { type BudgetUse, isCommon } from './budget-account.ts';
import { isDuring } from './during.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { nextSerial, type Running } from './running.ts';

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
        const { granted } = portion(budget, budgetLeft(running, budget, at).div(cost).floor(), asked);
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
        const left = budgetLeft(running, budget, at).div(cost).floor();
        const own = portion(budget, left, asked);
        if (own.granted < asked) running.observer?.keptBack(budget);
        noteBudget(running, budget, at, {
            used: cost.mul(Rational.of(own.fitting < granted ? own.fitting : granted)),
            refused: cost.mul(Rational.of(asked - own.granted)),
            isOver: own.fitting < asked,
        });
    }
}

/** When it is used up, the triggers that wait for that are looked at in the last step. */
export function noteBudget(running: Running, budget: Budget, at: Instant, done: BudgetUse): void {
    const { name, per } = budget;
    if (per === undefined || isCommon(budget)) {
        if (running.shared.noteBudget(name, done, at)) running.usedUp.push(name);
        return;
    }
    const left = budgetLeft(running, budget, at);
    // Once a gift did not fit, nothing fits any more: the rest goes with it.
    const taken = done.isOver ? left : done.used;
    use(running, keyOf(budget), 0, per, taken, at, nextSerial(running));
    const isOver = left.sign() > 0 && left.le(taken);
    running.shared.noteBudget(name, { ...done, isOver }, at);
    if (isOver) running.usedUp.push(name);
}

/** What may still be given; of a ceiling for each member or for rolling periods, of this one. */
export function budgetLeft(running: Running, budget: Budget, at: Instant): Rational {
    const { name, atMost, per } = budget;
    if (per === undefined || isCommon(budget)) return running.shared.budgetLeft(name, at);
    const used = usedBefore(running, at, NOW, undefined)(keyOf(budget), per, 0);
    return atMost.amount.sub(used).max(Rational.ZERO);
}

const isUsedUp = (running: Running, budget: Budget, at: Instant): boolean =>
    isCommon(budget) ? running.shared.isUsedUp(budget.name, at) : budgetLeft(running, budget, at).isZero();

const keyOf = ({ name }: Budget): string => `budget ${name}`;

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
    /** Of budgets as they were, for a purchase of the past. */
    wasUsedUp: ((budget: string) => boolean) | undefined = undefined,
): string | undefined {
    const budgets = running.book.awaited.get(rule);
    if (budgets === undefined) return undefined;
    const isOver = budgets.some(budget => {
        if (!isDuring(budget.during, at, running.place.zone)) return false;
        return wasUsedUp?.(budget.name) ?? isUsedUp(running, budget, at);
    });
    return isOver ? undefined : `it waits until the budget '${budgets[0]?.name}' is used up`;
}

/** Budgets that rules wait for and that are used up, for what must know later how things were. */
export function usedUpNow(running: Running, at: Instant): ReadonlySet<string> {
    const awaited = [...running.book.awaited.values()].flat();
    return new Set(awaited.flatMap(budget => (isUsedUp(running, budget, at) ? [budget.name] : [])));
}

function budgetsFor({ book, place, observer }: Running, rule: string, at: Instant): readonly Budget[] {
    const covering = book.budgetsOf.get(rule);
    return covering === undefined ? [] : covering.filter(({ during }) => isDuring(during, at, place.zone, observer));
}
