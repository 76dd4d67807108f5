import { apportion, spreadInOrder } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Remainder, Spread } from '../../model/price.ts';
import { divide } from './remainder.ts';
import { greater, totalUnits } from './share-out.ts';

/** A line that bears part of a discount on the order. */
export interface Bearer {
    /** Minor units that the discount was computed on, as it is spread; a line of zero gets zero. */
    readonly weight: Rational;
    /** Minor units that are still to be paid for it: it can't bear more. */
    readonly left: bigint;
    readonly quantity: Rational;
    /** Rate of tax, where lines are sorted by it. */
    readonly tax?: Rational | undefined;
}

/**
 * Row 2: the shares of a discount, by line. They add up to it, or to what all lines have left where that is less.
 * A discount below zero raises the order's price: one line after the other then goes by amount, as there is nothing to
 * use up.
 */
export function spreadOver(
    discount: bigint,
    spread: Spread,
    lines: readonly Bearer[],
    remainder: Remainder = 'largest fractions',
): bigint[] {
    const capacities = lines.map(line => greater(line.left, 0n));
    if (discount < 0n) return apportion(discount, weightsOf(spread, lines)) ?? lines.map(() => 0n);
    const order = orderOf(spread, lines);
    if (order !== undefined) {
        return spreadInOrder(
            discount,
            capacities.map((capacity, index) => (lines[index]?.weight.isZero() ? 0n : capacity)),
            order,
        );
    }
    return fill(discount, weightsOf(spread, lines), capacities, remainder);
}

/** Where one line after the other bears all it can: which comes when. Ties stay in the order of lines. */
function orderOf(spread: Spread, lines: readonly Bearer[]): readonly number[] | undefined {
    const indexes = [...lines.keys()];
    const ascending = (value: (line: Bearer) => Rational): number[] => {
        const values = lines.map(value);
        return indexes.toSorted((a, b) => (values[a] ?? Rational.ZERO).compare(values[b] ?? Rational.ZERO));
    };
    switch (spread) {
        case 'first to last':
            return indexes;
        case 'last to first':
            return indexes.toReversed();
        case 'cheapest first':
            return ascending(unitPrice);
        case 'dearest first':
            return ascending(line => unitPrice(line).neg());
        case 'lowest tax first':
            return ascending(taxOf);
        case 'highest tax first':
            return ascending(line => taxOf(line).neg());
        case 'by amount':
        case 'by gross':
        case 'by quantity':
        case 'evenly':
            return undefined;
    }
}

const unitPrice = ({ weight, quantity }: Bearer): Rational =>
    quantity.isZero() ? Rational.ZERO : weight.div(quantity);
const taxOf = ({ tax }: Bearer): Rational => tax ?? Rational.ZERO;

function weightsOf(spread: Spread, lines: readonly Bearer[]): Rational[] {
    return lines.map(line => (line.weight.sign() > 0 ? weightOf(spread, line) : Rational.ZERO));
}

function weightOf(spread: Spread, line: Bearer): Rational {
    switch (spread) {
        case 'by amount':
        case 'by gross':
        case 'first to last':
        case 'last to first':
        case 'cheapest first':
        case 'dearest first':
        case 'lowest tax first':
        case 'highest tax first':
            return line.weight;
        case 'by quantity':
            return line.quantity;
        case 'evenly':
            return Rational.ONE;
    }
}

/** Lines that would get more than they have get all of it, and the others share what is left. */
function fill(
    discount: bigint,
    weights: readonly Rational[],
    capacities: readonly bigint[],
    remainder: Remainder,
): bigint[] {
    const shares = capacities.map(() => 0n);
    let active = weights;
    for (;;) {
        const asked = divide(discount - totalUnits(shares), active, remainder);
        const full = asked.map((share, index) => share > (capacities[index] ?? 0n));
        if (!full.includes(true)) return shares.map((share, index) => share + (asked[index] ?? 0n));
        for (const [index, isFull] of full.entries()) if (isFull) shares[index] = capacities[index] ?? 0n;
        active = active.map((weight, index) => (full[index] ? Rational.ZERO : weight));
    }
}
