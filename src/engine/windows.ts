import { addYears, civil, type Day, startOf, type Turns, USUAL_TURNS, type Weekday } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import type { CalendarUnit, Window } from '../model/expression.ts';
import type { Program } from '../model/program.ts';
import { milliseconds, movedDay } from './moments.ts';

/** What turns instants into local dates and periods for one member. */
export interface Place {
    readonly zone: Zone;
    readonly turns: Turns;
    readonly joined: Day | undefined;
}

export function turnsOf({ weekStart, yearStart }: Pick<Program, 'weekStart' | 'yearStart'>): Turns {
    // The model says 1 to 7, Monday first, as `Weekday` does.
    return { week: weekStart as Weekday, year: yearStart ?? USUAL_TURNS.year };
}

/** Instants, half-open. */
export interface Range {
    readonly from: Instant;
    readonly until: Instant;
}

/** What a window covers at a moment, the moment included; `undefined` when it hangs on a date of joining that is not known. */
export function rangeOf(window: Window, at: Instant, place: Place): Range | undefined {
    const until = at + 1;
    switch (window.kind) {
        case 'lifetime':
            return { from: Number.NEGATIVE_INFINITY, until };
        case 'rolling': {
            const exact = milliseconds(window.duration);
            if (exact !== undefined) return { from: until - exact, until };
            const first = movedDay(place.zone.dayAt(at), window.duration, -1) + 1;
            return { from: place.zone.startOfDay(first), until };
        }
        case 'calendar':
            return calendarRange(window.unit, window.offset, window.count ?? 1, at, place);
        // What began it is known to the one who asks.
        case 'journey':
            return undefined;
        case 'membership year': {
            const first = membershipYear(place.zone.dayAt(at), place.joined);
            if (first === undefined || place.joined === undefined) return undefined;
            if (window.previous) return wholeYearBefore(first, place.joined, place.zone);
            return { from: place.zone.startOfDay(first), until };
        }
    }
}

/** The first day of the calendar period that holds a day. */
export function periodStart(day: Day, unit: CalendarUnit, turns: Turns): Day {
    return unit === 'day' ? day : startOf(day, unit, turns);
}

/** The last anniversary of joining on or before a day; the day of joining itself in the first year and before. */
export function membershipYear(day: Day, joined: Day | undefined): Day | undefined {
    if (joined === undefined) return undefined;
    return addYears(joined, Math.max(0, completeYears(joined, day)));
}

/** The year of membership that ended on an anniversary; nothing in the first. */
function wholeYearBefore(anniversary: Day, joined: Day, zone: Zone): Range {
    const years = completeYears(joined, anniversary);
    const first = years < 1 ? anniversary : addYears(joined, years - 1);
    return { from: zone.startOfDay(first), until: zone.startOfDay(anniversary) };
}

/** Complete years from one date to another, 29 February counting as 28 February in common years; negative backwards. */
export function completeYears(from: Day, to: Day): number {
    const years = civil(to).year - civil(from).year;
    return addYears(from, years) > to ? years - 1 : years;
}

function calendarRange(unit: CalendarUnit, offset: 0 | -1, count: number, at: Instant, { zone, turns }: Place): Range {
    const start = periodStart(zone.dayAt(at), unit, turns);
    const from = zone.startOfDay(start);
    if (offset === 0) return { from, until: at + 1 };
    let first = start;
    for (let each = 0; each < count; each++) first = periodStart(first - 1, unit, turns);
    return { from: zone.startOfDay(first), until: from };
}
