import type { HistoryColumns } from '../../model/columns.ts';
import { textAt } from './members.ts';

/** A return that names no order, and one that names an order which the member did not make before. */
export const UNNAMED = -2;
export const UNFOUND = -1;

const known = new WeakMap<HistoryColumns, Int32Array>();

/** By row of a return: the first row of the order that it names, the member's last one of that name before it. */
export function returnedOrders(columns: HistoryColumns, events: readonly string[]): Int32Array {
    const found = known.get(columns) ?? findAll(columns, events);
    known.set(columns, found);
    return found;
}

function findAll(columns: HistoryColumns, events: readonly string[]): Int32Array {
    const { begins, memberCount, source, continues, fields, rowCount } = columns;
    const named = new Int32Array(rowCount).fill(UNNAMED);
    const order = fields.get('return.order') ?? fields.get('order');
    const bought = fields.get('purchase.order') ?? fields.get('order');
    const isReturn = events.map(event => event === 'return');
    const isPurchase = events.map(event => event === 'purchase');
    for (let member = 0; member < memberCount; member++) {
        const [begin, end] = [begins[member] ?? 0, begins[member + 1] ?? 0];
        for (let row = begin; row < end; row++) {
            if (isReturn[source[row] ?? 0] !== true) continue;
            const name = textAt(order, row);
            if (name === undefined) continue;
            let at = row - 1;
            const isIt = (each: number): boolean =>
                isPurchase[source[each] ?? 0] === true && continues[each] === 0 && textAt(bought, each) === name;
            while (at >= begin && !isIt(at)) at--;
            named[row] = at < begin ? UNFOUND : at;
        }
    }
    return named;
}
