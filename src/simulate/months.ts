import { addMonths, type Day, formatDate, startOf } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';

/** The calendar months of a simulation, in the program's time zone, the first and the last perhaps in part. */
export interface Months {
    /** `2011-03`, first to last. */
    readonly names: readonly string[];
    /** Which month an instant lies in; what lies outside counts for the nearest one. */
    readonly indexOf: (at: Instant) => number;
    readonly indexOfDay: (day: Day) => number;
}

export function monthsOf(from: Day, to: Day, zone: Zone): Months {
    const starts: Day[] = [];
    for (let start = startOf(from, 'month'); start <= to; start = addMonths(start, 1)) starts.push(start);
    const instants = starts.map(start => zone.startOfDay(start));
    let last = 0;
    return {
        names: starts.map(start => formatDate(start).slice(0, 'yyyy-mm'.length)),
        indexOf(at) {
            // Events come nearly in order: mostly it is the month of the last one.
            if (!isWithin(instants, last, at)) last = latest(instants, at);
            return last;
        },
        indexOfDay: day => latest(starts, day),
    };
}

function isWithin(starts: readonly number[], index: number, value: number): boolean {
    return (
        value >= (starts[index] ?? Number.POSITIVE_INFINITY) && value < (starts[index + 1] ?? Number.POSITIVE_INFINITY)
    );
}

/** Index of the last start that is not after the value; 0 where all are. */
function latest(starts: readonly number[], value: number): number {
    let [low, high] = [0, starts.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((starts[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
        else high = middle;
    }
    return Math.max(0, low - 1);
}
