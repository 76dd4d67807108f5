import { Rational } from '../../base/rational.ts';
import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { PricedLine, PricedOrder } from '../../model/outcome.ts';
import type { PricedResult } from '../prices/request.ts';
import type { Happening } from '../running.ts';
import { saidOf } from './lines.ts';
import { numberAt, textAt } from './members.ts';
import type { Sheet } from './sheet.ts';

/** What one plain price takes off a line. */
export interface LineDiscount {
    readonly row: number;
    readonly rule: string;
    readonly amount: bigint;
}

/** What code says of an order: how many lines it has, what they cost, and what it came to by the interpreter's rules. */
export interface ToldOrder {
    readonly count: number;
    readonly gross: number;
    /** Absent: at most one plain price touched it. */
    readonly priced: PricedResult | undefined;
}

/** Orders of a history as they were bought. */
export class OrderReader {
    readonly #columns: HistoryColumns;
    readonly #decimals: number;
    readonly #said: ReturnType<typeof saidOf> | undefined;
    readonly #fields: { readonly amount: Column | undefined; readonly quantity: Column | undefined };

    constructor({ shape, program }: Sheet) {
        const hasPurchases = shape.hasEvent('purchase');
        this.#columns = shape.columns;
        this.#decimals = program.currency.decimals;
        this.#said = hasPurchases ? saidOf({ shape }, 'purchase') : undefined;
        this.#fields = {
            amount: this.#said && shape.field('purchase', this.#said),
            quantity: shape.field('purchase', 'quantity'),
        };
    }

    /** Lines and cost are only made when somebody asks for them. */
    purchase(row: number, { count, gross, priced }: ToldOrder, discounts: readonly LineDiscount[]): Happening {
        const order = textAt(this.#columns.fields.get('order'), row);
        if (priced !== undefined) return { kind: 'purchase', order, ...ofPriced(priced) };
        const linesOf = (): readonly PricedLine[] =>
            Array.from({ length: count }, (_, index) => this.#line(row + index, index, discounts));
        const costOf = (): bigint | undefined => this.#cost(row, count);
        const [first] = discounts;
        const discount = discounts.reduce((sum, { amount }) => sum + amount, 0n);
        const paid = BigInt(gross) - discount;
        const money = { gross: BigInt(gross), discount, paid, net: paid, tax: 0n };
        const own = first === undefined ? [] : [{ rule: first.rule, phase: 'item' as const, amount: discount }];
        const rest = { shipping: undefined, total: paid, due: paid, discounts: own };
        let lines: readonly PricedLine[] | undefined;
        return {
            kind: 'purchase',
            order,
            ...money,
            ...rest,
            get lines() {
                lines ??= linesOf();
                return lines;
            },
            get cost() {
                return costOf();
            },
        };
    }

    #line(row: number, index: number, discounts: readonly LineDiscount[]): PricedLine {
        const quantity = this.#quantity(row);
        const gross = this.#gross(row, quantity);
        const sku = textAt(this.#columns.fields.get('sku'), row);
        const own = discounts.filter(each => each.row === row).map(({ rule, amount }) => ({ rule, amount }));
        const paid = own.reduce((left, { amount }) => left - amount, gross);
        return { index, sku, quantity, gross, paid, net: paid, tax: 0n, discounts: own };
    }

    #gross(row: number, quantity: Rational): bigint {
        const amount = numberAt(this.#fields.amount, row) ?? Rational.ZERO;
        const total = this.#said === 'price' ? amount.mul(quantity) : amount;
        return total.toUnits(this.#decimals, 'half up');
    }

    #quantity(row: number): Rational {
        const stated = numberAt(this.#fields.quantity, row) ?? Rational.ONE;
        return stated.isZero() ? Rational.ONE : stated;
    }

    #cost(row: number, count: number): bigint | undefined {
        let cost = Rational.ZERO;
        for (let each = row; each < row + count; each++) {
            const unit = numberAt(this.#columns.fields.get('cost'), each);
            if (unit === undefined) return undefined;
            cost = cost.add(unit.mul(this.#quantity(each)));
        }
        return cost.toUnits(this.#decimals, 'half up');
    }
}

/** As an order is announced that has been priced; nothing of it is paid with anything but money. */
function ofPriced(result: PricedResult): Omit<PricedOrder, 'kind' | 'order'> {
    const { gross, discount, paid, net, cost, tax, shipping, total, discounts } = result;
    const lines = result.lines.map(({ exactNet: _, rewarded: __, freed: ___, ...line }): PricedLine => line);
    const due = total ?? paid;
    return { lines, gross, discount, paid, net, cost, tax, shipping, total, due: due > 0n ? due : 0n, discounts };
}
