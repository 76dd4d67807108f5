import { columnWorth, quantityOf } from './fields.ts';
import { multiply, type Num, num, rounded } from './number.ts';
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
