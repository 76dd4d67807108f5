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
    { step, unit, each, missed: allowed = 0 }: InARow,
    day: Day,
    { turns }: Pick<Place, 'turns'>,
): { readonly count: Counter; readonly passed: bigint } {
    const from = periodStart(day, unit, turns);
    const row = before.row;
    if (row !== undefined && row.from > from) return { count: before, passed: 0n };
    const times = row?.from === from ? row.times + 1 : 1;
    const known = rowBefore(row, from, each, allowed, day => periodStart(day - 1, unit, turns));
    const length = times === each ? known.length + 1 : known.length;
    const passed = times === each && length % step === 0 ? 1n : 0n;
    const missed = passed > 0n ? 0 : known.missed;
    const next: Row = { from, times, length, ...(missed > 0 ? { missed } : {}) };
    return { count: { ...before, gifts: before.gifts + passed, row: next }, passed };
}

/** How long the row is without this occasion, and what of it was left out. */
function rowBefore(
    row: Row | undefined,
    from: Day,
    each: number,
    allowed: number,
    before: (day: Day) => Day,
): { readonly length: number; readonly missed: number } {
    if (row === undefined) return ANEW;
    const missed = row.missed ?? 0;
    if (row.from === from) return { length: row.length, missed };
    // Nothing has begun yet.
    if (row.length === 0) return ANEW;
    let gap = row.times >= each ? 0 : 1;
    for (let period = before(from); period > row.from && missed + gap <= allowed; period = before(period)) gap++;
    return missed + gap <= allowed ? { length: row.length, missed: missed + gap } : ANEW;
}

const ANEW = { length: 0, missed: 0 };
