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
export function lineOf(index: number, cells: LineCells): Line {
    const paid = rational(cells.paid);
    const total = paid ?? (cells.price === undefined ? rational(cells.amount) : undefined);
    const stated = rational(cells.quantity) ?? Rational.ONE;
    const quantity = total !== undefined && stated.isZero() ? Rational.ONE : stated;
    const listed = rational(cells.price) ?? rational(cells.fields.get('list_price'));
    return {
        index,
        sku: typeof cells.sku === 'string' ? cells.sku : undefined,
        quantity,
        price: total === undefined ? (listed ?? Rational.ZERO) : total.div(quantity),
        paid: paid !== undefined || cells.paid === true,
        cost: rational(cells.cost),
        tax: rational(cells.tax),
        giftCard: cells.giftCard === true,
        fields: paid === undefined ? cells.fields : withListPrice(cells.fields, rational(cells.price)),
    };
}

function withListPrice(fields: ReadonlyMap<string, Value>, price: Rational | undefined): ReadonlyMap<string, Value> {
    if (price === undefined || fields.has('list_price')) return fields;
    return new Map(fields).set('list_price', price);
}

const rational = (value: Value): Rational | undefined => (value instanceof Rational ? value : undefined);
