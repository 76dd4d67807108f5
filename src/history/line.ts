import { Rational } from '../base/rational.ts';
import type { Line } from '../model/occurrence.ts';
import type { Value } from '../model/value.ts';

/** What a row says of one line of an order. */
export interface LineCells {
    readonly sku: Value;
    readonly quantity: Value;
    readonly price: Value;
    readonly amount: Value;
    /** True: `price` is what was paid. An amount: this was paid for the line. */
    readonly paid: Value;
    readonly cost: Value;
    readonly tax: Value;
    /** True: stored value is sold. */
    readonly giftCard: Value;
    readonly fields: ReadonlyMap<string, Value>;
}

/**
 * A line as the engine takes it. The unit price is, in this order: the column of prices, the amount divided by the
 * quantity (exactly), the list price. What was paid for the line comes before all of them, and the price that goes
 * with it is then the list price. No quantity is one unit, as is a quantity of zero that has an amount.
 */
export function lineOf(index: number, cells: LineCells, quotients: Quotients): Line {
    const paid = rational(cells.paid);
    const total = paid ?? (cells.price === undefined ? rational(cells.amount) : undefined);
    const stated = rational(cells.quantity) ?? Rational.ONE;
    const quantity = total !== undefined && stated.isZero() ? Rational.ONE : stated;
    const listed = rational(cells.price) ?? rational(cells.fields.get('list_price'));
    const isUnpriced = total === undefined && listed === undefined;
    return {
        index,
        ...(isUnpriced ? { atListPrice: true } : {}),
        sku: typeof cells.sku === 'string' ? cells.sku : undefined,
        quantity,
        price: total === undefined ? (listed ?? Rational.ZERO) : quotients.of(total, quantity),
        paid: paid !== undefined || cells.paid === true,
        cost: rational(cells.cost),
        tax: rational(cells.tax),
        giftCard: cells.giftCard === true,
        fields: paid === undefined ? cells.fields : withListPrice(cells.fields, rational(cells.price)),
    };
}

const MOST_QUOTIENTS = 100_000;

/** Exact quotients are dear, and the same few objects are divided again and again. */
export class Quotients {
    readonly #known = new Map<Rational, Map<Rational, Rational>>();
    #count = 0;

    /** The divisor is not zero. */
    of(dividend: Rational, divisor: Rational): Rational {
        if (divisor === Rational.ONE) return dividend;
        const known = this.#known.get(dividend)?.get(divisor);
        return known ?? this.#remember(dividend, divisor);
    }

    #remember(dividend: Rational, divisor: Rational): Rational {
        const quotient = dividend.div(divisor);
        if (this.#count === MOST_QUOTIENTS) return quotient;
        this.#count++;
        const row = this.#known.get(dividend) ?? new Map<Rational, Rational>();
        this.#known.set(dividend, row.set(divisor, quotient));
        return quotient;
    }
}

function withListPrice(fields: ReadonlyMap<string, Value>, price: Rational | undefined): ReadonlyMap<string, Value> {
    if (price === undefined || fields.has('list_price')) return fields;
    return new Map(fields).set('list_price', price);
}

const rational = (value: Value): Rational | undefined => (value instanceof Rational ? value : undefined);
