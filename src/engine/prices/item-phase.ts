import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { chargedBefore, chargedLines } from './charge.ts';
import { boundOf, floorOf } from './floor.ts';
import { type Counter, type Effect, goodsAt, lineEffects } from './line-effects.ts';
import { counterOf } from './matching.ts';
import { nthShares } from './nth.ts';
import { amountsLeft, lineScope, type OrderState, postOnLines } from './order-state.ts';
import type { Claim, Phase, Room } from './phase.ts';
import { roundedOff, roundingOf } from './round-off.ts';
import { shareOut, total } from './share-out.ts';

/** Discounts are exact until the phase closes; then each line is rounded once. */
export function itemPhase(order: OrderState): Phase {
    const start = amountsLeft(order);
    const taken = order.lines.map((): Map<string, Rational> => new Map());
    const takenFrom = (line: number): Rational => total([...(taken[line]?.values() ?? [])]);
    const standing = (): Rational[] => start.map((amount, line) => amount.sub(takenFrom(line)));
    return {
        name: 'item',
        places: order.lines.length,
        start,
        standing,
        goods: standing,
        claims: (rule, base, scope, isOpen) => claimsOf(order, rule, base, scope, isOpen),
        room: (rule, line, scope) => roomOn(order, rule, line, takenFrom(line), scope),
        headroom: (rule, line, scope) => headroomOn(order, rule, line, takenFrom(line), scope),
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
    const counter = counterOf(order, rule, base, scope, isOpen);
    const untouched = rule.actions.length > 0 || rule.charge !== undefined;
    const sums = new Map(
        counter.matching.map(line => {
            const units = untouched ? Rational.ZERO : goodsAt(counter, line).quantity;
            return [line, { amount: Rational.ZERO, units }];
        }),
    );
    const shareOf = nthShares(rule, counter, scope, order);
    const priced = new Set<number>();
    for (const action of rule.actions) {
        for (const [line, effect] of lineEffects(action, counter)) {
            if (action.kind === 'new price' && priced.has(line)) continue;
            if (action.kind === 'new price') priced.add(line);
            const sum = sums.get(line) ?? NO_EFFECT;
            const share = shareOf(line);
            const amount = sum.amount.add(effect.amount.mul(share));
            sums.set(line, { amount, units: sum.units.max(effect.units.mul(share)) });
        }
    }
    charge(rule, counter, sums, chargedBefore(rule, scope, order));
    const rounding = roundingOf(rule, order.request.program);
    return base.map((most, line) => {
        const sum = sums.get(line);
        if (sum === undefined) return undefined;
        const { units } = sum;
        const off = sum.amount.min(most);
        if (rounding === undefined) return { amount: off, units, bearers: [] };
        const amount = roundedOff(rounding, off, goodsAt(counter, line), units, counter.decimals);
        return { amount: amount.min(most), units, bearers: [] };
    });
}

/** Bounds on what all matching lines come to together. */
function charge(rule: Price, counter: Counter, sums: Map<number, Effect>, paidBefore: Rational): void {
    if (rule.charge === undefined) return;
    const lines = counter.matching;
    const before = lines.map(line => goodsAt(counter, line));
    const after = before.map(({ amount }, index) => {
        const off = sums.get(lines[index] ?? 0)?.amount ?? Rational.ZERO;
        return amount.sub(off).max(Rational.ZERO);
    });
    const quantities = before.map(({ quantity }) => quantity);
    const charged = chargedLines(rule, after, quantities, counter.decimals, paidBefore);
    if (charged === after) return;
    for (const [index, line] of lines.entries()) {
        const { amount, quantity } = before[index] ?? goodsAt(counter, line);
        sums.set(line, { amount: amount.sub(charged[index] ?? amount), units: quantity });
    }
}

const NO_EFFECT: Effect = { amount: Rational.ZERO, units: Rational.ZERO };

/** A floor is the lowest price of a unit; whole minor units, so that rounding can't pass it. */
function roomOn(order: OrderState, rule: Price, line: number, taken: Rational, scope: Scope): Room | undefined {
    const state = order.lines[line];
    if (rule.floor === undefined || state === undefined) return undefined;
    const floor = floorOf(rule.floor, lineScope(scope, state, order), order);
    if (floor.lowest === undefined) return { most: Rational.ZERO, why: floor.why };
    const least = floor.lowest.mul(state.line.quantity);
    const room = Rational.of(Rational.of(state.left).sub(least).floor()).sub(taken);
    return { most: room.max(Rational.ZERO), why: floor.why };
}

/** A ceiling is the highest price of a unit that the rule raises to; where it is not known, nothing is raised. */
function headroomOn(order: OrderState, rule: Price, line: number, taken: Rational, scope: Scope): Room | undefined {
    const state = order.lines[line];
    if (rule.ceiling === undefined || state === undefined) return undefined;
    const { value, why } = boundOf(rule.ceiling, 'ceiling', lineScope(scope, state, order), order);
    if (value === undefined) return { most: Rational.ZERO, why };
    const highest = Rational.of(value.mul(state.line.quantity).floor());
    const now = Rational.of(state.left).sub(taken);
    return { most: highest.sub(now).max(Rational.ZERO), why };
}

function post(order: OrderState, taken: readonly ReadonlyMap<string, Rational>[]): void {
    const shares = new Map<string, bigint[]>();
    for (const [line, parts] of taken.entries()) {
        if (parts.size === 0) continue;
        const amounts = shareOut([...parts.values()], order.lines[line]?.left ?? 0n);
        for (const [index, rule] of [...parts.keys()].entries()) {
            const byLine = shares.get(rule) ?? taken.map(() => 0n);
            byLine[line] = amounts[index] ?? 0n;
            shares.set(rule, byLine);
        }
    }
    for (const [rule, byLine] of shares) postOnLines(order, rule, 'item', byLine);
}
