import type { Column } from '../../model/columns.ts';
import type { OrderField } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Worth } from './expression.ts';
import type { Look } from './look.ts';
import { add, type Num, num } from './number.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import { coded } from './shape.ts';
import { type Sheet, valuesOf } from './sheet.ts';

const MONEY: Type = { kind: 'number' };

/** More points than that a member does not have: what is proved of sums of them rests on it, and the fold looks. */
export const MOST_POINTS = 2 ** 44;

export function memberField(sheet: Sheet, field: string, look: Look): Worth {
    if (field === 'days') {
        if (sheet.shape.hasEvent('enrolment')) return refuse("'member.days' is not compiled beside enrolments");
        const joined = sheet.shape.columns.memberFields.get('joined');
        const worth = columnWorth(sheet, joined, 'm', { kind: 'date' }, 'member.joined');
        if (worth.kind !== 'number') return refuse("'member.joined' is not a day");
        const { first, last } = sheet.calendar;
        const range: [number, number] = [first - worth.num.high, last - worth.num.low];
        return { kind: 'number', num: num(`(${look.day} - ${worth.num.code})`, 1, range, worth.num.unknown) };
    }
    if (field === 'years' || field === 'age' || field === 'referrer' || field === 'timezone')
        return refuse(`'member.${field}' is not compiled`);
    const type = sheet.program.memberFields.find(({ name }) => name === field)?.type;
    return columnWorth(sheet, sheet.shape.columns.memberFields.get(field), 'm', type, `member.${field}`);
}

export function eventField(sheet: Sheet, event: string, field: string, look: Look): Worth {
    const { row } = look;
    if (event !== look.event || row === undefined) return refuse(`'${event}.${field}' is asked where there is none`);
    if (event === 'purchase') {
        const computed = orderField(sheet, field, look);
        if (computed !== undefined) return computed;
    }
    if (event === 'return') return refuse(`'return.${field}' is not compiled`);
    const type = sheet.program.events
        .find(({ name }) => name === event)
        ?.fields.find(({ name }) => name === field)?.type;
    const column = sheet.shape.field(event, field);
    // An event of several rows knows what any of them says.
    const { isKnownIn, isSameInRows } = sheet.shape;
    if (event === 'purchase' && column !== undefined && !isKnownIn(column, event) && !isSameInRows(column, event))
        return refuse(`'${event}.${field}' is not known in every row`);
    return columnWorth(sheet, column, row, type, `${event}.${field}`);
}

/** The order in question while it is priced: as it stands before any price, as code looks at it. */
export function standingOrder(field: OrderField, { order }: Look, decimals: number): Num | undefined {
    if (order === undefined) return undefined;
    switch (field) {
        case 'total':
        case 'gross':
        case 'net':
        case 'with_tax':
            return { ...order.gross, per: 10 ** decimals };
        case 'lines':
            return order.lines;
        case 'units':
        case 'shipping':
            return undefined;
    }
}

function orderField(sheet: Sheet, field: string, { order }: Look): Worth | undefined {
    if (order === undefined) return undefined;
    const per = 10 ** sheet.program.currency.decimals;
    switch (field) {
        case 'gross':
            return { kind: 'number', num: { ...order.gross, per } };
        case 'paid':
        case 'net':
        case 'total':
            return { kind: 'number', num: { ...order.paid, per } };
        case 'discount':
            return { kind: 'number', num: { ...takenOff(sheet, order), per } };
        case 'tax':
        case 'taxes':
        case 'gift_card':
        case 'credit':
            return { kind: 'number', num: num('0', 1, [0, 0]) };
        case 'units':
            sheet.asked.add('units');
            return { kind: 'number', num: order.units };
        case 'lines':
            return { kind: 'number', num: order.lines };
        case 'order':
            return refuse("'purchase.order' is not compiled");
        default:
            return undefined;
    }
}

/** What prices have taken off. */
const takenOff = (sheet: Sheet, { gross, paid }: { readonly gross: Num; readonly paid: Num }): Num =>
    isPriced(sheet) ? add(gross, paid, -1) : num('0', 1, [0, 0]);

export function itemField(sheet: Sheet, field: string, { line }: Look): Worth {
    if (line === undefined) return refuse(`'item.${field}' is asked where there is none`);
    const per = 10 ** sheet.program.currency.decimals;
    switch (field) {
        case 'amount':
        case 'gross':
            return { kind: 'number', num: { ...line.gross, per } };
        case 'paid':
        case 'net':
            return { kind: 'number', num: { ...line.paid, per } };
        case 'discount':
            return { kind: 'number', num: { ...takenOff(sheet, line), per } };
        case 'quantity':
            return { kind: 'number', num: line.quantity ?? quantityOf(sheet, 'purchase', line.row) };
        case 'cost':
            return columnWorth(sheet, sheet.shape.field('purchase', field), line.row, MONEY, `item.${field}`);
        case 'price':
        case 'list_price':
        case 'tax':
        case 'gift_card':
            return refuse(`'item.${field}' is not compiled`);
        default: {
            const type = sheet.program.itemFields.find(({ name }) => name === field)?.type;
            return columnWorth(sheet, sheet.shape.field('purchase', field), line.row, type, `item.${field}`);
        }
    }
}

/** How many units a row is for: one where nothing is said, or where none have an amount. */
export function quantityOf(sheet: Sheet, event: string, row: string): Num {
    const column = sheet.shape.field(event, 'quantity');
    if (column === undefined) return num('1', 1, [1, 1]);
    const worth = columnWorth(sheet, column, row, { kind: 'number' }, 'quantity');
    if (worth.kind !== 'number') return refuse("'quantity' is not a number");
    const { code, per, low, high, unknown } = worth.num;
    if (low < 0) return refuse('a quantity is below zero');
    const stated = low > 0 ? code : `(${code} === 0 ? ${per} : ${code})`;
    return num(unknown === '' ? stated : `(${unknown} ? ${per} : ${stated})`, per, [
        Math.min(low, per) || per,
        Math.max(high, per),
    ]);
}

export function accountField(sheet: Sheet, points: string, what: 'balance' | 'pending' | 'debt'): Num {
    const index = sheet.program.points.findIndex(({ name }) => name === points);
    const decimals = sheet.program.points[index]?.decimals;
    if (decimals === undefined) return refuse(`the balance of '${points}' is not compiled`);
    const per = 10 ** decimals;
    switch (what) {
        case 'balance':
            return num(`(av${index} - de${index})`, per, [-MOST_POINTS, MOST_POINTS]);
        case 'pending':
            return num(`pe${index}`, per, [0, MOST_POINTS]);
        case 'debt':
            return num(`de${index}`, per, [0, MOST_POINTS]);
    }
}

/** A value of a column; of a column that the data does not have, nothing is known. */
export function columnWorth(
    sheet: Sheet,
    column: Column | undefined,
    index: string,
    type: Type | undefined,
    name: string,
): Worth {
    if (column === undefined) return unknownWorth(type, name);
    const known = coded(column, name);
    const code = `${sheet.column(valuesOf(known))}[${index}]`;
    if (known.kind === 'code') return { kind: 'code', code, texts: known.texts, unknown: `${code} === 0` };
    const { unknown, per } = known;
    if (unknown === undefined) return { kind: 'number', num: num(code, per, sheet.shape.range(known)) };
    const isUnknown = Number.isNaN(unknown) ? `${code} !== ${code}` : `${code} === ${unknown}`;
    return { kind: 'number', num: num(code, per, sheet.shape.range(known), isUnknown) };
}

function unknownWorth(type: Type | undefined, name: string): Worth {
    switch (type?.kind) {
        case 'money':
        case 'points':
        case 'number':
        case 'percent':
        case 'duration':
        case 'date':
            return { kind: 'number', num: num('0', 1, [0, 0], 'true') };
        case 'text':
        case 'choice':
        case 'group':
            return { kind: 'code', code: '0', texts: [''], unknown: 'true' };
        case 'set':
        case 'tier':
        case 'truth':
        case undefined:
            return refuse(`'${name}' is not compiled`);
    }
}
