import { Rational } from '../../base/rational.ts';
import type { Price, PriceAction } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { bracketDiscounts } from './brackets.ts';
import { freeUnits } from './buy-pay.ts';
import { floorOf } from './floor.ts';
import { type Goods, minor } from './goods.ts';
import { linesWhere, matchingLines } from './matching.ts';
import { amountsLeft, type LineState, lineScope, type OrderState, postOnLines } from './order-state.ts';
import type { Claim, Phase, Room } from './phase.ts';
import { shareOut, total } from './share-out.ts';

/** Discounts are exact until the phase closes; then each line is rounded once. */
export function itemPhase(order: OrderState): Phase {
    const start = amountsLeft(order);
    const taken = order.lines.map((): Map<string, Rational> => new Map());
    const takenFrom = (line: number): Rational => total([...(taken[line]?.values() ?? [])]);
    return {
        name: 'item',
        places: order.lines.length,
        start,
        goods: () => start.map((amount, line) => amount.sub(takenFrom(line))),
        claims: (rule, base, scope, isOpen) => claimsOf(order, rule, base, scope, isOpen),
        room: (rule, line, scope) => roomOn(order, rule, line, takenFrom(line), scope),
        take(rule, line, { amount }) {
            const rules = taken[line];
            rules?.set(rule.name, (rules.get(rule.name) ?? Rational.ZERO).add(amount));
            return start.map((_, index) => (index === line ? amount : Rational.ZERO));
        },
        close: () => post(order, taken),
    };
}

function claimsOf(
    order: OrderState,
    rule: Price,
    base: readonly Rational[],
    scope: Scope,
    isOpen: (line: number) => boolean,
): (Claim | undefined)[] {
    const lines = matchingLines(order, rule, scope).filter(
        line => isOpenToItemRules(order.lines[line]) && isOpen(line),
    );
    const sums = new Map(lines.map(line => [line, { amount: Rational.ZERO, units: Rational.ZERO }]));
    for (const action of rule.actions) {
        const condition = 'condition' in action ? action.condition : undefined;
        const on = linesWhere(order, lines, condition, scope);
        const effects = effectsOf(
            action,
            on.map(line => goodsOf(order, base, line)),
            order.decimals,
        );
        for (const [index, line] of on.entries()) {
            const [sum, effect] = [sums.get(line), effects[index]];
            if (sum === undefined || effect === undefined) continue;
            sums.set(line, { amount: sum.amount.add(effect.amount), units: sum.units.max(effect.units) });
        }
    }
    return base.map((most, line) => {
        const sum = sums.get(line);
        return sum === undefined ? undefined : { amount: sum.amount.min(most), units: sum.units, bearers: [] };
    });
}

const isOpenToItemRules = (line: LineState | undefined): boolean => line?.open === true && line.promotions === 'all';

const goodsOf = (order: OrderState, base: readonly Rational[], line: number): Goods => ({
    amount: base[line] ?? Rational.ZERO,
    quantity: order.lines[line]?.line.quantity ?? Rational.ZERO,
});

/** What an action takes off each of these lines, and of how many units. */
function effectsOf(
    action: PriceAction,
    lines: readonly Goods[],
    decimals: number,
): { readonly amount: Rational; readonly units: Rational }[] {
    switch (action.kind) {
        case 'percent off':
            return lines.map(({ amount, quantity }) => ({ amount: amount.mul(action.rate), units: quantity }));
        case 'amount off':
            return lines.map(({ quantity }) => ({
                amount: minor(action.amount, decimals).mul(quantity),
                units: quantity,
            }));
        case 'new price':
            return lines.map(({ amount, quantity }) => ({
                amount: amount.sub(minor(action.amount, decimals).mul(quantity)),
                units: quantity,
            }));
        case 'brackets': {
            const discounts = bracketDiscounts(action, lines, decimals);
            return lines.map(({ quantity }, index) => ({ amount: discounts[index] ?? Rational.ZERO, units: quantity }));
        }
        case 'buy pay': {
            const free = freeUnits(action, lines);
            return lines.map(({ amount, quantity }, index) => {
                const units = Rational.of(free[index] ?? 0n);
                return { amount: amount.mul(units).div(quantity), units };
            });
        }
    }
}

/** A floor is the lowest price of a unit; whole minor units, so that rounding can't pass it. */
function roomOn(order: OrderState, rule: Price, line: number, taken: Rational, scope: Scope): Room | undefined {
    const state = order.lines[line];
    if (rule.floor === undefined || state === undefined) return undefined;
    const floor = floorOf(rule.floor, lineScope(scope, state, order.decimals), order);
    if (floor.lowest === undefined) return { most: Rational.ZERO, why: floor.why };
    const least = floor.lowest.mul(state.line.quantity);
    const room = Rational.of(Rational.of(state.left).sub(least).floor()).sub(taken);
    return { most: room.max(Rational.ZERO), why: floor.why };
}

function post(order: OrderState, taken: readonly ReadonlyMap<string, Rational>[]): void {
    const shares = new Map<string, bigint[]>();
    for (const [line, parts] of taken.entries()) {
        const amounts = shareOut([...parts.values()], order.lines[line]?.left ?? 0n);
        for (const [index, rule] of [...parts.keys()].entries()) {
            const byLine = shares.get(rule) ?? taken.map(() => 0n);
            byLine[line] = amounts[index] ?? 0n;
            shares.set(rule, byLine);
        }
    }
    for (const [rule, byLine] of shares) postOnLines(order, rule, 'item', byLine);
}
