import { Rational } from '../../base/rational.ts';
import type { PriceAction, PriceStep } from '../../model/price.ts';
import { type Goods, minor, sum } from './goods.ts';

export type Brackets = Extract<PriceAction, { readonly kind: 'brackets' }>;

/**
 * What brackets take off each line, in exact minor units; below zero where a bracket's price is above the line's.
 * `per order` counts all lines together and applies the prices line by line in their order.
 */
export function bracketDiscounts(brackets: Brackets, lines: readonly Goods[], decimals: number): Rational[] {
    if (brackets.scope === 'line') return lines.flatMap(line => discountsTogether(brackets, [line], decimals));
    return discountsTogether(brackets, lines, decimals);
}

/** The step that is reached by this number or amount; none below the first. Thresholds are half-open (row 6). */
export function stepReached(brackets: Brackets, goods: Goods, decimals: number): PriceStep | undefined {
    const reached = measureOf(brackets, goods);
    return brackets.steps.findLast(step => reached.ge(thresholdOf(brackets, step, decimals)));
}

/**
 * The parts of a line, by the step that they fall into, where `before` units (or minor units) of the order came
 * earlier: the slices of `graduated`.
 */
export function slicesOf(brackets: Brackets, line: Goods, before: Rational, decimals: number): [PriceStep, Goods][] {
    const width = measureOf(brackets, line);
    if (width.sign() <= 0) return [];
    const end = before.add(width);
    return brackets.steps.flatMap((step, index): [PriceStep, Goods][] => {
        const next = brackets.steps[index + 1];
        const from = before.max(edgeOf(brackets, step, decimals));
        const to = next === undefined ? end : end.min(edgeOf(brackets, next, decimals));
        if (to.le(from)) return [];
        const share = to.sub(from).div(width);
        return [[step, { amount: line.amount.mul(share), quantity: line.quantity.mul(share) }]];
    });
}

/** What a step takes off goods that fall into it. */
export function stepDiscount(step: PriceStep, goods: Goods, decimals: number): Rational {
    switch (step.price.kind) {
        case 'unit price':
            return goods.amount.sub(minor(step.price.amount, decimals).mul(goods.quantity));
        case 'percent off':
            return goods.amount.mul(step.price.rate);
        case 'amount off':
            return minor(step.price.amount, decimals).mul(goods.quantity);
        case 'list price':
            return Rational.ZERO;
    }
}

function discountsTogether(brackets: Brackets, lines: readonly Goods[], decimals: number): Rational[] {
    if (brackets.mode === 'all-units') {
        const step = stepReached(brackets, sum(lines), decimals);
        return lines.map(line => (step === undefined ? Rational.ZERO : stepDiscount(step, line, decimals)));
    }
    let before = Rational.ZERO;
    return lines.map(line => {
        const slices = slicesOf(brackets, line, before, decimals);
        before = before.add(measureOf(brackets, line));
        return slices.reduce((all, [step, part]) => all.add(stepDiscount(step, part, decimals)), Rational.ZERO);
    });
}

const measureOf = (brackets: Brackets, goods: Goods): Rational =>
    brackets.by === 'quantity' ? goods.quantity : goods.amount;

const thresholdOf = (brackets: Brackets, step: PriceStep, decimals: number): Rational =>
    brackets.by === 'quantity' ? step.from : minor(step.from, decimals);

/**
 * How much lies below a step. Units have numbers: `from 6 units` begins with the sixth, after five whole ones,
 * and a part of a unit is priced as the unit that it is part of. Amounts begin at the threshold itself.
 */
function edgeOf(brackets: Brackets, step: PriceStep, decimals: number): Rational {
    if (brackets.by === 'amount') return minor(step.from, decimals);
    return Rational.of(step.from.ceil() - 1n).max(Rational.ZERO);
}
