import { Rational } from '../../base/rational.ts';
import type { PriceAction } from '../../model/price.ts';
import type { Goods } from './goods.ts';

export type BuyPay = Extract<PriceAction, { readonly kind: 'buy pay' }>;

/** How many whole units of each line are free: of all units together, the cheapest or the dearest. */
export function freeUnits(action: BuyPay, lines: readonly Goods[]): bigint[] {
    const whole = lines.map(line => (line.quantity.isNegative() ? 0n : line.quantity.floor()));
    const count = whole.reduce((a, b) => a + b, 0n);
    const left = count === 0n ? 0n : (count / BigInt(action.buy)) * BigInt(Math.max(0, action.buy - action.pay));
    return takeUnits(
        Rational.of(left),
        lines,
        whole.map(units => Rational.of(units)),
        action.free,
    ).map(units => units.floor());
}

/**
 * Takes `count` units from the lines, at most `available` of each, the cheapest (or the dearest) first and of
 * equal ones those of the earlier line.
 */
export function takeUnits(
    count: Rational,
    lines: readonly Goods[],
    available: readonly Rational[],
    first: 'cheapest' | 'dearest',
): Rational[] {
    const taken = lines.map(() => Rational.ZERO);
    let left = count;
    for (const index of byUnitPrice(lines, first)) {
        const units = left.min(available[index] ?? Rational.ZERO);
        taken[index] = units;
        left = left.sub(units);
    }
    return taken;
}

/** Indexes of the lines that have units; the sort is stable, so that equal prices stay in the order of lines. */
function byUnitPrice(lines: readonly Goods[], first: 'cheapest' | 'dearest'): number[] {
    const direction = first === 'cheapest' ? 1 : -1;
    return lines
        .flatMap(({ amount, quantity }, index) => (quantity.sign() > 0 ? [{ index, price: amount.div(quantity) }] : []))
        .sort((a, b) => direction * a.price.compare(b.price))
        .map(({ index }) => index);
}
