import { Rational } from '../../base/rational.ts';
import type { Package, PriceAction, PriceStep } from '../../model/price.ts';
import type { Observer } from '../observer.ts';
import { type Goods, minor, sum } from './goods.ts';
import { total } from './share-out.ts';

export type Brackets = Extract<PriceAction, { readonly kind: 'brackets' }>;

/** The part of a line that falls into a step. */
export interface Slice {
    readonly step: PriceStep;
    readonly goods: Goods;
    /** Units or minor units of the step before it. */
    readonly offset: Rational;
}

/**
 * What brackets take off each line, in exact minor units; below zero where a bracket's price is above the line's.
 * `per order` counts all lines together and applies the prices line by line in their order, after `start` units (or
 * minor units) that were bought before.
 */
export function bracketDiscounts(
    brackets: Brackets,
    lines: readonly Goods[],
    start: Rational,
    decimals: number,
): Rational[] {
    if (brackets.scope === 'line') return lines.flatMap(line => discountsTogether(brackets, [line], start, decimals));
    return discountsTogether(brackets, lines, start, decimals);
}

/** Shows what is held against the steps. */
export function observeSteps(
    observer: Observer | undefined,
    brackets: Brackets,
    goods: Goods,
    start: Rational,
    decimals: number,
): void {
    if (observer === undefined) return;
    const reached = start.add(measureOf(brackets, goods));
    for (const step of brackets.steps) observer.stepped(step, reached.compare(thresholdOf(brackets, step, decimals)));
}

/** The step that is reached by this number or amount; none below the first. Thresholds are half-open (row 6). */
export function stepReached(
    brackets: Brackets,
    goods: Goods,
    start: Rational,
    decimals: number,
): PriceStep | undefined {
    const reached = start.add(measureOf(brackets, goods));
    return brackets.steps.findLast(step => isReached(step, reached, thresholdOf(brackets, step, decimals)));
}

/**
 * The parts of a line, by the step that they fall into, where `before` units (or minor units) came earlier: the
 * slices of `graduated`.
 */
export function slicesOf(brackets: Brackets, line: Goods, before: Rational, decimals: number): Slice[] {
    const width = measureOf(brackets, line);
    if (width.sign() <= 0) return [];
    const end = before.add(width);
    return brackets.steps.flatMap((step, index): Slice[] => {
        const next = brackets.steps[index + 1];
        const edge = edgeOf(brackets, step, decimals);
        const from = before.max(edge);
        const to = next === undefined ? end : end.min(edgeOf(brackets, next, decimals));
        if (to.le(from)) return [];
        const share = to.sub(from).div(width);
        const goods = { amount: line.amount.mul(share), quantity: line.quantity.mul(share) };
        return [{ step, goods, offset: from.sub(edge) }];
    });
}

/** What a step takes off goods that fall into it; packages go on from the units before them. */
export function stepDiscount({ step, goods, offset }: Slice, decimals: number): Rational {
    switch (step.price.kind) {
        case 'unit price':
            return goods.amount.sub(minor(step.price.amount, decimals).mul(goods.quantity));
        case 'package price': {
            const { amount, package: each } = step.price;
            const isMoney = each.of === 'money';
            const size = isMoney ? minor(each.size, decimals) : each.size;
            const count = packages({ ...each, size }, offset, isMoney ? goods.amount : goods.quantity);
            return goods.amount.sub(minor(amount, decimals).mul(count));
        }
        case 'percent off':
            return goods.amount.mul(step.price.rate);
        case 'percent charged':
            return goods.amount.sub(goods.amount.mul(step.price.rate));
        case 'amount off':
            return minor(step.price.amount, decimals).mul(goods.quantity);
        case 'list price':
            return Rational.ZERO;
    }
}

/** Packages that are begun (or filled) by so many units after others. */
export function packages({ size, count }: Package, before: Rational, units: Rational): Rational {
    const whole = (quantity: Rational): bigint => {
        const exact = quantity.div(size);
        return count === 'started' ? exact.ceil() : exact.floor();
    };
    return Rational.of(whole(before.add(units)) - whole(before));
}

export const flatFee = ({ flat }: PriceStep, decimals: number): Rational =>
    flat === undefined ? Rational.ZERO : minor(flat, decimals);

/** The steps of `graduated` that goods begin which come after `before` units (or minor units). */
export function stepsBegun(brackets: Brackets, goods: Goods, before: Rational, decimals: number): PriceStep[] {
    const width = measureOf(brackets, goods);
    if (width.sign() <= 0) return [];
    const end = before.add(width);
    return brackets.steps.filter(step => {
        if (brackets.by === 'quantity') {
            const edge = edgeOf(brackets, step, decimals);
            return before.le(edge) && edge.lt(end);
        }
        const threshold = thresholdOf(brackets, step, decimals);
        return isReached(step, end, threshold) && (before.isZero() || !isReached(step, before, threshold));
    });
}

/** Whether what was bought before has not come to the step yet. */
export const isNewlyReached = (brackets: Brackets, step: PriceStep, start: Rational, decimals: number): boolean =>
    start.isZero() || !isReached(step, start, thresholdOf(brackets, step, decimals));

function discountsTogether(brackets: Brackets, lines: readonly Goods[], start: Rational, decimals: number): Rational[] {
    let before = start;
    const whole = sum(lines);
    const reached = brackets.mode === 'all-units' ? stepReached(brackets, whole, start, decimals) : undefined;
    const isBought = measureOf(brackets, whole).sign() > 0;
    if (isForNothing(brackets, whole, start)) {
        const due = total(brackets.steps.slice(0, 1).map(step => flatFee(step, decimals)));
        return lines.map((_, index) => (index === 0 ? due.neg() : Rational.ZERO));
    }
    let fee =
        reached !== undefined && isBought && isNewlyReached(brackets, reached, start, decimals)
            ? flatFee(reached, decimals)
            : Rational.ZERO;
    return lines.map(line => {
        const slices = slicesOf(brackets, line, before, decimals);
        const begun = stepsBegun(brackets, line, before, decimals);
        const offset = before;
        before = before.add(measureOf(brackets, line));
        if (brackets.mode === 'graduated') {
            const fees = total(begun.map(step => flatFee(step, decimals)));
            return total(slices.map(slice => stepDiscount(slice, decimals))).sub(fees);
        }
        if (reached === undefined) return Rational.ZERO;
        const discount = stepDiscount({ step: reached, goods: line, offset }, decimals).sub(fee);
        fee = Rational.ZERO;
        return discount;
    });
}

/** Nothing is bought, now or before in the period, and that has a price. */
export const isForNothing = (brackets: Brackets, goods: Goods, start: Rational): boolean =>
    brackets.zeroUnits === true && start.isZero() && measureOf(brackets, goods).isZero();

/** `from` holds its limit, `above` does not (row 6). */
const isReached = ({ above }: PriceStep, reached: Rational, threshold: Rational): boolean =>
    above === true ? reached.gt(threshold) : reached.ge(threshold);

const measureOf = (brackets: Brackets, goods: Goods): Rational =>
    brackets.by === 'quantity' ? goods.quantity : goods.amount;

const thresholdOf = (brackets: Brackets, step: PriceStep, decimals: number): Rational =>
    brackets.by === 'quantity' ? step.from : minor(step.from, decimals);

/**
 * How much lies below a step. Units have numbers: `from 6 units` begins with the sixth, after five whole ones,
 * and a part of a unit is priced as the unit that it is part of. Amounts, weights and `above` begin at the threshold.
 */
function edgeOf(brackets: Brackets, step: PriceStep, decimals: number): Rational {
    if (brackets.by === 'amount') return minor(step.from, decimals);
    if (step.above === true || brackets.measure !== undefined) return step.from;
    return Rational.of(step.from.ceil() - 1n).max(Rational.ZERO);
}
