import { Rational } from '../../base/rational.ts';
import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { PricedLine } from '../../model/outcome.ts';
import type { Happening } from '../running.ts';
import { saidOf } from './lines.ts';
import { textAt } from './members.ts';
import type { Sheet } from './sheet.ts';

/** Orders of a history as they were bought: no program that is compiled has a part in their prices. */
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

    /** `gross`: what its lines come to, minor units. Lines and cost are only made when somebody asks for them. */
    purchase(row: number, count: number, gross: number): Happening {
        const linesOf = (): readonly PricedLine[] =>
            Array.from({ length: count }, (_, index) => this.#line(row + index, index));
        const costOf = (): bigint | undefined => this.#cost(row, count);
        const total = BigInt(gross);
        const money = { gross: total, discount: 0n, paid: total, net: total, tax: 0n };
        const rest = { shipping: undefined, total, due: total, discounts: [] };
        let lines: readonly PricedLine[] | undefined;
        return {
            kind: 'purchase',
            order: textAt(this.#columns.fields.get('order'), row),
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

    #line(row: number, index: number): PricedLine {
        const quantity = this.#quantity(row);
        const gross = this.#gross(row, quantity);
        const sku = textAt(this.#columns.fields.get('sku'), row);
        return { index, sku, quantity, gross, paid: gross, net: gross, tax: 0n, discounts: [] };
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

function numberAt(column: Column | undefined, row: number): Rational | undefined {
    if (column?.kind !== 'number' || column.values[row] === column.unknown) return undefined;
    return Rational.of(column.values[row] ?? 0, column.per);
}
