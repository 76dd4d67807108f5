import { Rational } from '../../base/rational.ts';
import type { Price } from '../../model/price.ts';
import { columnWorth, quantityOf } from './fields.ts';
import { multiply, type Num, num, rounded } from './number.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import type { Sheet } from './sheet.ts';

/** How the rows of an event say what they cost. */
export type Said = 'paid' | 'amount' | 'price' | 'nothing';

/** In the order in which a reader of histories asks. */
export function saidOf(sheet: Pick<Sheet, 'shape'>, event: string): Said {
    for (const name of ['paid', 'price', 'amount'] as const) {
        const column = sheet.shape.field(event, name);
        if (column === undefined) continue;
        const isKnown = sheet.shape.isKnownIn(column, event);
        if (isKnown) return name;
        if (sheet.shape.isSomewhereKnownIn(column, event)) refuse(`'${event}.${name}' is not known in every row`);
    }
    return event === 'return' || !sheet.shape.hasEvent(event)
        ? 'nothing'
        : refuse(`nothing says what a ${event} costs`);
}

/** What is paid for a row that has been priced, minor units. */
export function linePaid(sheet: Sheet, row: string): Num {
    const gross = lineGross(sheet, 'purchase', row);
    return isPriced(sheet) ? num(`pp[${row} - b]`, 1, [0, mostPaid(sheet, gross)]) : gross;
}

/** Prices may rise up to twice what is written anywhere in them; who prices looks that they do not rise more. */
export function mostPaid(sheet: Sheet, gross: Num): number {
    const { high, per } = quantityOf(sheet, 'purchase', '0');
    const most = greatestWritten(sheet.program.prices) * 10 ** sheet.program.currency.decimals * Math.ceil(high / per);
    return 2 * Math.max(1, gross.high, Math.ceil(most));
}

const written = new WeakMap<readonly Price[], number>();

/** It is asked for each line that code looks at. */
function greatestWritten(prices: readonly Price[]): number {
    const found = written.get(prices) ?? greatestIn(prices);
    written.set(prices, found);
    return found;
}

/** The greatest number that is written in rules: they are plain data. */
function greatestIn(node: unknown): number {
    if (node instanceof Rational) return Math.abs(Number(node.numerator) / Number(node.denominator));
    if (typeof node !== 'object' || node === null) return 0;
    return Math.max(0, ...Object.values(node).map(greatestIn));
}

/** What a row costs, minor units: rounded half up once. */
export function lineGross(sheet: Sheet, event: string, row: string): Num {
    const said = saidOf(sheet, event);
    if (said === 'nothing') return num('0', 1, [0, 0]);
    const worth = columnWorth(sheet, sheet.shape.field(event, said), row, { kind: 'number' }, said);
    if (worth.kind !== 'number') return refuse(`'${event}.${said}' is not a number`);
    const amount = { ...worth.num, unknown: '' };
    if (amount.low < 0) refuse(`'${event}.${said}' is below zero`);
    const minor = 10 ** sheet.program.currency.decimals;
    if (said !== 'price') return rounded(amount, 'half up', minor);
    return rounded(multiply(amount, { ...quantityOf(sheet, event, row), unknown: '' }), 'half up', minor);
}
