import { Rational } from '../../base/rational.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { PricedLine, PricedOrder } from '../../model/outcome.ts';
import type { PricedResult } from '../prices/request.ts';
import type { Happening } from '../running.ts';
import type { Fold } from './fold.ts';
import { saidOf } from './lines.ts';
import { numberAt, textAt } from './members.ts';

/** Orders of a history as outcomes tell them. */
export class OrderReader {
    readonly #fold: Fold;
    readonly #columns: HistoryColumns;

    constructor(fold: Fold) {
        this.#fold = fold;
        this.#columns = fold.sheet.shape.columns;
    }

    event(row: number): string {
        return this.#fold.sheet.shape.events[this.#columns.source[row] ?? 0] ?? '';
    }

    order(row: number): string | undefined {
        return textAt(this.#columns.fields.get('order'), row);
    }

    /** `number` is that of an order that the interpreter's rules priced; -1 for one that no price touches. */
    purchase(row: number, count: number, number: number): Happening {
        const result = this.#fold.told.priced[number];
        if (result !== undefined) return { kind: 'purchase', order: this.order(row), ...ofPriced(result) };
        const lines = Array.from({ length: count }, (_, index) => this.#line(row + index, index));
        const gross = lines.reduce((sum, line) => sum + line.gross, 0n);
        const money = { gross, discount: 0n, paid: gross, net: gross, cost: this.#cost(row, count), tax: 0n };
        const rest = { shipping: undefined, total: gross, due: gross, discounts: [] };
        return { kind: 'purchase', order: this.order(row), lines, ...money, ...rest };
    }

    #line(row: number, index: number): PricedLine {
        const quantity = this.#quantity(row);
        const gross = this.#gross(row, quantity);
        const sku = textAt(this.#columns.fields.get('sku'), row);
        return { index, sku, quantity, gross, paid: gross, net: gross, tax: 0n, discounts: [] };
    }

    #gross(row: number, quantity: Rational): bigint {
        const { sheet } = this.#fold;
        const event = this.event(row);
        const said = saidOf(sheet, event);
        const amount = numberAt(sheet.shape.field(event, said), row) ?? Rational.ZERO;
        const total = said === 'price' ? amount.mul(quantity) : amount;
        return total.toUnits(sheet.program.currency.decimals, 'half up');
    }

    #quantity(row: number): Rational {
        const stated = numberAt(this.#fold.sheet.shape.field(this.event(row), 'quantity'), row) ?? Rational.ONE;
        return stated.isZero() ? Rational.ONE : stated;
    }

    #cost(row: number, count: number): bigint | undefined {
        let cost = Rational.ZERO;
        for (let each = row; each < row + count; each++) {
            const unit = numberAt(this.#columns.fields.get('cost'), each);
            if (unit === undefined) return undefined;
            cost = cost.add(unit.mul(this.#quantity(each)));
        }
        return cost.toUnits(this.#fold.sheet.program.currency.decimals, 'half up');
    }
}

/** As an order is announced that has been priced; nothing of it is paid with anything but money. */
function ofPriced(result: PricedResult): Omit<PricedOrder, 'kind' | 'order'> {
    const { gross, discount, paid, net, cost, tax, shipping, total, discounts } = result;
    const lines = result.lines.map(({ exactNet: _, rewarded: __, ...line }): PricedLine => line);
    const due = total ?? paid;
    return { lines, gross, discount, paid, net, cost, tax, shipping, total, due: due > 0n ? due : 0n, discounts };
}
