import { Rational } from '../../base/rational.ts';
import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction, PriceStep } from '../../model/price.ts';
import type { Scope } from '../scope.ts';
import { type Brackets, flatFee, observeSteps, slicesOf, stepDiscount, stepReached, stepsBegun } from './brackets.ts';
import { chargeWithin } from './charge.ts';
import { floorOf } from './floor.ts';
import { type Goods, minor, sum } from './goods.ts';
import { linesWhere, matchingLines, worthOf } from './matching.ts';
import { amountsLeft, type OrderState } from './order-state.ts';
import type { Claim, Phase, Room } from './phase.ts';
import { roundedOff, roundingOf } from './round-off.ts';
import { shareOut, total, totalUnits } from './share-out.ts';
import { basisOf } from './tax.ts';
import { packagesIn, replacedBy, takenOff } from './worth.ts';

/** Rules on what is charged for shipping; conditions and brackets look at the goods as they are paid. */
export function shippingPhase(order: OrderState, charged: bigint): Phase {
    const fee = Rational.of(charged);
    const taken = new Map<string, Rational>();
    return {
        name: 'shipping',
        places: 1,
        start: [fee],
        standing: () => [fee.sub(total([...taken.values()]))],
        goods: () => amountsLeft(order),
        claims: (rule, base, scope, isOpen) => [isOpen(0) ? claimOf(order, rule, base[0] ?? fee, scope) : undefined],
        room: (rule, _, scope) => roomOf(order, rule, fee.sub(total([...taken.values()])), scope),
        take(rule, _, { amount }) {
            taken.set(rule.name, (taken.get(rule.name) ?? Rational.ZERO).add(amount));
            return [amount];
        },
        close() {
            const shares = shareOut([...taken.values()], charged);
            for (const [index, rule] of [...taken.keys()].entries()) {
                const amount = shares[index] ?? 0n;
                if (amount !== 0n) order.discounts.push({ rule, phase: 'shipping', amount });
            }
            order.shipping = charged - totalUnits(shares);
        },
    };
}

function claimOf(order: OrderState, rule: Price, fee: Rational, scope: Scope): Claim | undefined {
    const lines = matchingLines(order, rule, scope);
    if (rule.where.length > 0 && lines.length === 0) return undefined;
    const amounts = amountsLeft(order);
    const goods = sum(
        lines.map(line => ({
            amount: amounts[line] ?? Rational.ZERO,
            quantity: order.lines[line]?.line.quantity ?? Rational.ZERO,
        })),
    );
    const context: Context = { order, scope, fee, goods, lines };
    const holding = rule.actions.filter(action => {
        const condition = 'condition' in action ? action.condition : undefined;
        return condition === undefined || linesWhere(order, lines, condition, scope).length > 0;
    });
    const price = holding.find(({ kind }) => kind === 'new price');
    const valid = holding.filter(action => action.kind !== 'new price' || action === price);
    const discounts = valid.map(action => discountOf(action, context));
    const charged = chargeWithin(rule, fee.sub(total(discounts).min(fee)), order.decimals);
    const off = fee.sub(charged);
    const rounding = roundingOf(rule, order.request.program);
    if (rounding === undefined) return { amount: off, units: Rational.ONE, bearers: [] };
    const whole = { amount: fee, quantity: Rational.ONE };
    return { amount: roundedOff(rounding, off, whole, Rational.ONE, order.decimals), units: Rational.ONE, bearers: [] };
}

interface Context {
    readonly order: OrderState;
    readonly scope: Scope;
    readonly fee: Rational;
    /** What is shipped, all matching lines together. */
    readonly goods: Goods;
    readonly lines: readonly number[];
}

/** Discounts are off the fee; packages, steps and brackets count the goods. */
function discountOf(action: PriceAction, context: Context): Rational {
    const { order, scope, fee, goods } = context;
    const { decimals } = order;
    const formula = (each: Expression): Rational | undefined => worthOf(each, undefined, scope, order);
    const whole: Goods = { amount: fee, quantity: Rational.ONE };
    switch (action.kind) {
        case 'percent off':
        case 'amount off':
            return takenOff(action, whole, formula, decimals, {
                perUnit: false,
                basis: amounts => {
                    const { shippingTax: rate, program } = order.request;
                    return basisOf([{ amount: fee, rate, isTaxIn: program.pricesInclude === 'tax' }], amounts);
                },
                counted: goods,
            });
        case 'new price':
            return replacedBy(action, whole, formula, decimals, false, goods);
        case 'brackets': {
            const counted = countedGoods(action, context);
            if (counted === undefined) return Rational.ZERO;
            observeSteps(context.scope.observer, action, counted, Rational.ZERO, decimals);
            return bracketsOff(action, fee, counted, decimals);
        }
        case 'buy pay':
        case 'buy get':
        case 'bundle':
            return Rational.ZERO;
    }
}

/** What brackets count: units, or something of each unit; undefined where that is not known of a line. */
function countedGoods({ measure }: Brackets, { order, scope, goods, lines }: Context): Goods | undefined {
    if (measure === undefined) return goods;
    let quantity = Rational.ZERO;
    for (const line of lines) {
        const each = worthOf(measure, line, scope, order);
        if (each === undefined) return undefined;
        quantity = quantity.add(each.mul(order.lines[line]?.line.quantity ?? Rational.ZERO));
    }
    return { ...goods, quantity };
}

/**
 * `all-units`: the price of the bracket is what shipping costs, or what comes off it. `graduated`: each unit (or each
 * part of the amount) costs what its bracket says.
 */
function bracketsOff(brackets: Brackets, fee: Rational, goods: Goods, decimals: number): Rational {
    if (brackets.mode === 'graduated') {
        const slices = slicesOf(brackets, goods, Rational.ZERO, decimals);
        const kept = total(slices.map(slice => stepDiscount(slice, decimals)));
        const flat = total(stepsBegun(brackets, goods, Rational.ZERO, decimals).map(step => flatFee(step, decimals)));
        return fee.sub(goods.amount.sub(kept)).sub(flat);
    }
    const step = stepReached(brackets, goods, Rational.ZERO, decimals);
    return step === undefined ? Rational.ZERO : stepOff(step, fee, goods, decimals).sub(flatFee(step, decimals));
}

function stepOff({ price }: PriceStep, fee: Rational, goods: Goods, decimals: number): Rational {
    switch (price.kind) {
        case 'percent off':
            return fee.mul(price.rate);
        case 'percent charged':
            return fee.sub(goods.amount.mul(price.rate));
        case 'amount off':
            return minor(price.amount, decimals);
        case 'unit price':
            return fee.sub(minor(price.amount, decimals));
        case 'package price':
            return fee.sub(minor(price.amount, decimals).mul(packagesIn(price.package, goods, decimals)));
        case 'list price':
            return Rational.ZERO;
    }
}

function roomOf(order: OrderState, rule: Price, left: Rational, scope: Scope): Room | undefined {
    if (rule.floor === undefined) return undefined;
    const floor = floorOf(rule.floor, scope, order);
    if (floor.lowest === undefined) return { most: Rational.ZERO, why: floor.why };
    const lowest = Rational.of(floor.lowest.ceil());
    return { most: left.sub(lowest).max(Rational.ZERO), why: floor.why };
}
