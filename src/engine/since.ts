import { addMonths, civil, type Day } from '../base/calendar.ts';
import type { Instant } from '../base/zone.ts';
import type { DurationUnit } from '../model/type.ts';
import { completeYears } from './windows.ts';

/** Whole units of time between two instants, days and longer by local days. */
export function completeUnits(
    from: Instant,
    to: Instant,
    unit: DurationUnit,
    dayAt: (instant: Instant) => Day,
): number {
    const [first, last] = [dayAt(from), dayAt(to)];
    switch (unit) {
        case 'minutes':
            return Math.floor((to - from) / 60_000);
        case 'hours':
            return Math.floor((to - from) / 3_600_000);
        case 'days':
            return last - first;
        case 'weeks':
            return Math.floor((last - first) / 7);
        case 'months':
            return completeMonths(first, last);
        case 'years':
            return completeYears(first, last);
    }
}

function completeMonths(from: Day, to: Day): number {
    const [a, b] = [civil(from), civil(to)];
    const months = (b.year - a.year) * 12 + b.month - a.month;
    return addMonths(from, months) > to ? months - 1 : months;
}
