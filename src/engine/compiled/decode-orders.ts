import { Rational } from '../../base/rational.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Outcome, PricedLine, PricedOrder } from '../../model/outcome.ts';
import type { PricedResult } from '../prices/request.ts';
import type { Detail } from './decode.ts';
import type { Fold } from './fold.ts';
import { saidOf } from './lines.ts';
import { numberAt, textAt } from './members.ts';

/** What every outcome says. */
export type About = Pick<Outcome, 'member' | 'at' | 'cause'>;

/** Orders of a history as outcomes tell them. */
export class OrderReader {
    readonly #fold: Fold;
    readonly #columns: HistoryColumns;

    readonly #detail: Detail;

    constructor(fold: Fold, detail: Detail) {
        this.#fold = fold;
        this.#detail = detail;
        this.#columns = fold.sheet.shape.columns;
    }

    event(row: number): string {
        return this.#fold.sheet.shape.events[this.#columns.source[row] ?? 0] ?? '';
    }

    order(row: number): string | undefined {
        return textAt(this.#columns.fields.get('order'), row);
    }

    purchase(row: number, told: ToldOrder, discounts: readonly LineDiscount[], about: About): Outcome {
        const order = this.#detail === 'all' ? this.order(row) : undefined;
        const result = this.#fold.told.priced[told.number];
        if (result !== undefined) return { ...about, kind: 'purchase', order, ...ofPriced(result) };
        if (this.#detail === 'figures') {
            const lines = discounts.map(each => discounted(each, row));
            return { ...about, kind: 'purchase', order, lines, ...amountsOf(BigInt(told.gross), undefined, discounts) };
        }
        const lines = Array.from({ length: told.count }, (_, index) => this.#line(row + index, index, discounts));
        const gross = lines.reduce((sum, line) => sum + line.gross, 0n);
        return {
            ...about,
            kind: 'purchase',
            order,
            lines,
            ...amountsOf(gross, this.#cost(row, told.count), discounts),
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

/** What one plain price takes off a line. */
export interface LineDiscount {
    readonly row: number;
    readonly rule: string;
    readonly amount: bigint;
    /** What the line costs before it. */
    readonly gross: bigint;
}

/** What code says of an order: how many lines it has, and what they cost. */
export interface ToldOrder {
    readonly count: number;
    /** Of an order that the interpreter's rules priced; -1 for one that at most one plain price touches. */
    readonly number: number;
    readonly gross: number;
}

/** As far as a return undoes it. */
function discounted({ row, rule, amount, gross }: LineDiscount, first: number): PricedLine {
    const paid = gross - amount;
    const index = row - first;
    return {
        index,
        sku: undefined,
        quantity: Rational.ONE,
        gross,
        paid,
        net: paid,
        tax: 0n,
        discounts: [{ rule, amount }],
    };
}

function amountsOf(
    gross: bigint,
    cost: bigint | undefined,
    discounts: readonly LineDiscount[],
): Omit<PricedOrder, 'kind' | 'order' | 'lines'> {
    const discount = discounts.reduce((sum, { amount }) => sum + amount, 0n);
    const paid = gross - discount;
    const [first] = discounts;
    const rest = { shipping: undefined, total: paid, due: paid };
    const own = first === undefined ? [] : [{ rule: first.rule, phase: 'item' as const, amount: discount }];
    return { gross, discount, paid, net: paid, cost, tax: 0n, ...rest, discounts: own };
}

/** As an order is announced that has been priced; nothing of it is paid with anything but money. */
function ofPriced(result: PricedResult): Omit<PricedOrder, 'kind' | 'order'> {
    const { gross, discount, paid, net, cost, tax, shipping, total, discounts } = result;
    const lines = result.lines.map(({ exactNet: _, rewarded: __, ...line }): PricedLine => line);
    const due = total ?? paid;
    return { lines, gross, discount, paid, net, cost, tax, shipping, total, due: due > 0n ? due : 0n, discounts };
}
