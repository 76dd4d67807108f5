import { addMonths, addYears, type Day } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import type { Duration } from '../model/type.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/**
 * The instant a duration after another: hours and minutes move the instant, all other units move the local date
 * and fall due at the start of that day.
 */
export function fallsDue(at: Instant, duration: Duration, zone: Zone): Instant {
    const exact = milliseconds(duration);
    return exact === undefined ? zone.startOfDay(movedDay(zone.dayAt(at), duration)) : at + exact;
}

/** The first instant at which something that is valid for a duration is no longer valid: through the end of a day (row 19). */
export function endOfValidity(at: Instant, duration: Duration, zone: Zone): Instant {
    const exact = milliseconds(duration);
    return exact === undefined ? zone.startOfDay(movedDay(zone.dayAt(at), duration) + 1) : at + exact;
}

/** As `fallsDue`, at a minute of that day instead of its start. */
export function fallsDueAt(at: Instant, duration: Duration, minute: number, zone: Zone): Instant {
    const exact = milliseconds(duration);
    return exact === undefined ? startAt(movedDay(zone.dayAt(at), duration), minute, zone) : at + exact;
}

export const startAt = (day: Day, minute: number, zone: Zone): Instant =>
    minute === 0 ? zone.startOfDay(day) : zone.toInstant(day, minute);

/** A local date moved by a duration, clamped to the month's end (row 20); hours and minutes move no date. */
export function movedDay(day: Day, { count, unit }: Duration, times = 1): Day {
    switch (unit) {
        case 'days':
            return day + count * times;
        case 'weeks':
            return day + 7 * count * times;
        case 'months':
            return addMonths(day, count * times);
        case 'years':
            return addYears(day, count * times);
        case 'hours':
        case 'minutes':
            return day;
    }
}

/** The length of exact durations; `undefined` for those of the calendar. */
export function milliseconds({ count, unit }: Duration): number | undefined {
    if (unit === 'hours') return count * HOUR;
    return unit === 'minutes' ? count * MINUTE : undefined;
}
