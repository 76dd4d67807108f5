import type { Day } from '../../base/calendar.ts';
import type { Basis } from '../../model/earn.ts';
import type { Counter, Row } from '../state.ts';
import { type Place, periodStart } from '../windows.ts';

export type InARow = Extract<Basis, { kind: 'in a row' }>;

/**
 * Counts an occasion on a day. A period counts once it has had enough occasions; one that has not ends the row. A gift
 * is due each time the row is a multiple of the step long. What comes late, into a period before the last, counts for
 * nothing.
 */
export function countInRow(
    before: Counter,
    { step, unit, each }: InARow,
    day: Day,
    { turns }: Pick<Place, 'turns'>,
): { readonly count: Counter; readonly passed: bigint } {
    const from = periodStart(day, unit, turns);
    const row = before.row;
    if (row !== undefined && row.from > from) return { count: before, passed: 0n };
    const times = row?.from === from ? row.times + 1 : 1;
    const known = lengthBefore(row, from, periodStart(from - 1, unit, turns), each);
    const length = times === each ? known + 1 : known;
    const passed = times === each && length % step === 0 ? 1n : 0n;
    return { count: { ...before, gifts: before.gifts + passed, row: { from, times, length } }, passed };
}

/** How long the row is without this occasion. */
function lengthBefore(row: Row | undefined, from: Day, previous: Day, each: number): number {
    if (row === undefined) return 0;
    if (row.from === from) return row.length;
    return row.from === previous && row.times >= each ? row.length : 0;
}
