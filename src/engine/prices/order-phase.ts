import { Rational } from '../../base/rational.ts';
import type { Price, PriceAction, PriceRounding, PriceStep } from '../../model/price.ts';
import { type Scope, silent } from '../scope.ts';
import {
    type Brackets,
    flatFee,
    isForNothing,
    isNewlyReached,
    observeSteps,
    slicesOf,
    stepDiscount,
    stepReached,
    stepsBegun,
} from './brackets.ts';
import { chargedBefore, chargeWithin } from './charge.ts';
import { boundOf, floorOf } from './floor.ts';
import { type Goods, minor, sum } from './goods.ts';
import { type Counter, type Effect, goodsAt, lineEffects, matchingWhere, measuredGoods } from './line-effects.ts';
import { counterOf, matchingLines } from './matching.ts';
import { amountsLeft, lineScope, type OrderState, orderScope, postOnLines } from './order-state.ts';
import type { Claim, Phase, Room } from './phase.ts';
import { roundedOff, roundingOf } from './round-off.ts';
import { total, totalUnits } from './share-out.ts';
import { spreadOver } from './spread.ts';
import { isTaxIn, withoutTax, withTax } from './tax.ts';
import { replacedBy, takenOff } from './worth.ts';

/** Each discount is rounded once and spread over the lines that it was computed on. */
export function orderPhase(order: OrderState): Phase {
    return {
        name: 'order',
        places: 1,
        start: amountsLeft(order),
        standing: () => amountsLeft(order),
        goods: () => amountsLeft(order),
        claims: (rule, base, scope, isOpen) => [isOpen(0) ? claimOf(order, rule, base, scope) : undefined],
        room: (rule, _, scope) => roomOf(order, rule, scope),
        take: (rule, _, claim) => spread(order, rule, claim),
        close: () => {},
    };
}

function claimOf(order: OrderState, rule: Price, base: readonly Rational[], scope: Scope): Claim | undefined {
    const counter = counterOf(order, rule, base, scope, () => true);
    if (counter.matching.length === 0) return undefined;
    const bearing = new Set<number>();
    let [discount, units] = [Rational.ZERO, Rational.ZERO];
    let isPriced = false;
    for (const action of rule.actions) {
        if (action.kind === 'new price' && isPriced) continue;
        const effect = orderEffect(action, counter);
        if (action.kind === 'new price' && effect.on.length > 0) isPriced = true;
        for (const line of effect.on) bearing.add(line);
        discount = discount.add(effect.amount);
        units = units.max(effect.units);
    }
    if (rule.charge !== undefined || rule.actions.length === 0) for (const line of counter.matching) bearing.add(line);
    const bearers = base.map((amount, line) => (bearing.has(line) ? amount : Rational.ZERO));
    const most = discount.min(total(bearers));
    const matching = total(counter.matching.map(line => base[line] ?? Rational.ZERO));
    const before = chargedBefore(rule, scope, order);
    const off = matching.sub(chargeWithin(rule, matching.sub(most), order.decimals, before));
    const rounding = roundingOf(rule, order.request.program);
    if (rounding?.per === 'line') return lineByLine(rounding, off, bearers, units, order);
    const goods = { amount: matching, quantity: units };
    const amount =
        rounding === undefined ? off : roundedOff({ ...rounding, per: undefined }, off, goods, units, order.decimals);
    return { amount: Rational.of(amount.round('half up')), units, bearers };
}

/** Each line bears its part by amount, and that is rounded; what it comes to in all follows. */
function lineByLine(
    rounding: PriceRounding,
    off: Rational,
    bearers: readonly Rational[],
    units: Rational,
    { decimals }: OrderState,
): Claim {
    const all = total(bearers);
    const shares = bearers.map(amount => {
        if (amount.isZero() || all.isZero()) return 0n;
        const part = off.mul(amount).div(all);
        return roundedOff(
            { ...rounding, per: undefined },
            part,
            { amount, quantity: Rational.ONE },
            Rational.ONE,
            decimals,
        ).round('half up');
    });
    return { amount: Rational.of(totalUnits(shares)), units, bearers, shares };
}

interface OrderEffect extends Effect {
    /** The lines that it was computed on. */
    readonly on: readonly number[];
}

/** What an action takes off the goods together. */
function orderEffect(action: PriceAction, counter: Counter): OrderEffect {
    const on = matchingWhere(counter, 'condition' in action ? action.condition : undefined);
    const goods = sum(on.map(line => goodsAt(counter, line)));
    const whole = (amount: Rational): OrderEffect => ({ amount, units: goods.quantity, on });
    if (on.length === 0) return whole(Rational.ZERO);
    switch (action.kind) {
        case 'percent off':
        case 'amount off':
            return whole(
                takenOff(action, goods, counter.worth, counter.decimals, {
                    perUnit: false,
                    basis: amounts => counter.basis(on, amounts),
                }),
            );
        case 'new price':
            return whole(replacedBy(action, goods, counter.worth, counter.decimals, false));
        case 'brackets': {
            const lines = measuredGoods(action, counter, on);
            return whole(lines === undefined ? Rational.ZERO : bracketsOf(action, sum(lines), counter));
        }
        case 'buy pay':
        case 'buy get':
        case 'bundle': {
            const effects = lineEffects(action, counter);
            return {
                amount: total([...effects.values()].map(({ amount }) => amount)),
                units: total([...effects.values()].map(({ units }) => units)),
                on: [...effects.keys()],
            };
        }
    }
}

function bracketsOf(brackets: Brackets, goods: Goods, { startOf, decimals, observer }: Counter): Rational {
    const start = startOf(brackets);
    if (start === undefined) return Rational.ZERO;
    observeSteps(observer, brackets, goods, start, decimals);
    return bracketsDiscount(brackets, goods, start, decimals);
}

/** An amount off is off the whole: once for the step reached, or for `graduated` once for each step begun. */
function bracketsDiscount(brackets: Brackets, goods: Goods, start: Rational, decimals: number): Rational {
    if (isForNothing(brackets, goods, start))
        return total(brackets.steps.slice(0, 1).map(step => flatFee(step, decimals))).neg();
    const isOnce = ({ price }: PriceStep): boolean => price.kind === 'amount off';
    if (brackets.mode === 'graduated') {
        const begun = stepsBegun(brackets, goods, start, decimals);
        const slices = slicesOf(brackets, goods, start, decimals).filter(({ step }) => !isOnce(step));
        const fees = total(begun.map(step => flatFee(step, decimals)));
        const once = total(begun.filter(isOnce).map(step => onceOff(step, decimals)));
        return total(slices.map(slice => stepDiscount(slice, decimals)))
            .add(once)
            .sub(fees);
    }
    const step = stepReached(brackets, goods, start, decimals);
    if (step === undefined) return Rational.ZERO;
    const isNew = isNewlyReached(brackets, step, start, decimals);
    const fee = isNew ? flatFee(step, decimals) : Rational.ZERO;
    if (!isOnce(step)) return stepDiscount({ step, goods, offset: start }, decimals).sub(fee);
    return onceOff(step, decimals).sub(fee);
}

const onceOff = ({ price }: PriceStep, decimals: number): Rational =>
    price.kind === 'amount off' ? minor(price.amount, decimals) : Rational.ZERO;

/** A floor is the lowest price of the order's goods; a line floor bounds what all lines together can bear. */
function roomOf(order: OrderState, rule: Price, scope: Scope): Room | undefined {
    const whole = orderRoom(order, rule, scope);
    if (rule.lineFloor === undefined) return whole;
    const lines = matchingLines(order, rule, scope);
    const most = lines.reduce((sum, line) => sum + bearable(order, rule, line, scope), 0n);
    const own = { most: Rational.of(most), why: `stopped by its line floor ${rule.lineFloor.text}` };
    return whole?.most.lt(own.most) ? whole : own;
}

function orderRoom(order: OrderState, rule: Price, scope: Scope): Room | undefined {
    if (rule.floor === undefined) return undefined;
    const floor = floorOf(rule.floor, scope, order);
    if (floor.lowest === undefined) return { most: Rational.ZERO, why: floor.why };
    const room = total(amountsLeft(order)).sub(floor.lowest).floor();
    return { most: Rational.of(room).max(Rational.ZERO), why: floor.why };
}

/** Minor units that a line can bear above its floor; none where that is not known. */
function bearable(order: OrderState, rule: Price, line: number, scope: Scope): bigint {
    const state = order.lines[line];
    if (!state?.open) return 0n;
    if (rule.lineFloor === undefined) return state.left;
    const { value } = boundOf(rule.lineFloor, 'line floor', lineScope(scope, state, order), order);
    if (value === undefined) return 0n;
    const least = value.mul(state.line.quantity).ceil();
    return state.left > least ? state.left - least : 0n;
}

function spread(order: OrderState, rule: Price, claim: Claim): Rational[] {
    const scope = silent(orderScope(order, amountsLeft(order)));
    const own = claim.shares;
    if (own !== undefined && rule.lineFloor === undefined && claim.amount.eq(Rational.of(totalUnits(own)))) {
        postOnLines(order, rule.name, 'order', own);
        return own.map(share => Rational.of(share));
    }
    const shares = spreadOver(
        claim.amount.round('half up'),
        rule.spread,
        order.lines.map(({ line, left }, index) => ({
            weight: weightOf(order, rule, index, claim.bearers[index] ?? Rational.ZERO),
            left: rule.lineFloor === undefined ? left : bearable(order, rule, index, scope),
            quantity: line.quantity,
            tax: line.tax,
        })),
        rule.remainder,
    );
    postOnLines(order, rule.name, 'order', shares);
    return shares.map(share => Rational.of(share));
}

/** What a line weighs when a discount is spread: what it costs, or cost before any price, with tax or without it. */
function weightOf(order: OrderState, { spread: how, spreadTax }: Price, line: number, bearer: Rational): Rational {
    const state = order.lines[line];
    if (state === undefined || bearer.isZero()) return Rational.ZERO;
    const amount = how === 'by gross' ? Rational.of(state.gross) : bearer;
    if (spreadTax === undefined) return amount;
    const isIn = isTaxIn(state.line, order.request.program);
    if (spreadTax === 'without tax') return withoutTax(amount, state.line.tax, isIn);
    return isIn ? amount : withTax(amount, state.line.tax);
}
