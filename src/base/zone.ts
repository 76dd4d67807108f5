import { type Day, formatDate, parseDate } from './calendar.ts';
import { changeBetween, offsetsOf } from './zone-offsets.ts';

/** Whole milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A time zone of the IANA database: what clocks and calendars show at a place. */
export interface Zone {
    readonly name: string;

    /** The local date at an instant. */
    dayAt(instant: Instant): Day;

    /**
     * The first instant of a local date; not always 00:00, as some clocks are put forward at midnight. A date
     * that was skipped (Pacific/Apia, 2011-12-30) begins where the next begins: it is empty.
     */
    startOfDay(day: Day): Instant;

    /** Whole minutes that the local clock shows since 00:00: 0 to 1439. */
    minuteOfDay(instant: Instant): number;

    /**
     * The instant of a local time: `minutes` after 00:00 as the clock shows it, and milliseconds on top.
     * A time that does not exist moves forward by the gap (02:30 becomes 03:30); of one that exists twice, the first.
     */
    toInstant(day: Day, minutes: number, milliseconds?: number): Instant;

    /** Local time minus UTC in minutes, east positive; a fraction only in the local mean times of long ago. */
    offsetAt(instant: Instant): number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

const zones = new Map<string, Zone | undefined>();

/** The zone of an IANA name such as `Europe/Berlin` or `UTC`; `undefined` when Intl does not know it. */
export function zoneOf(name: string): Zone | undefined {
    if (!zones.has(name)) zones.set(name, createZone(name));
    return zones.get(name);
}

/** Whether `zoneOf` knows it. Where nothing more is asked, this takes a tenth of the time. */
export function isZone(name: string): boolean {
    known ??= new Set(Intl.supportedValuesOf('timeZone'));
    return known.has(name) || zoneOf(name) !== undefined;
}

let known: ReadonlySet<string> | undefined;

const DATE_TIME =
    /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|z|UTC|([+-])(\d{2}):?(\d{2})?))?)?$/;

/**
 * ISO 8601 date or date and time: `2026-03-02`, `2026-03-02 14:05`, `2026-03-02T14:05:09.123+01:00`, also with
 * `Z`, ` UTC`, `+0100` or `+01` at the end. Without an offset it is local to `zone`; a date alone is the day's start.
 * Digits below the millisecond are cut. `undefined` for anything else, also for hour 24 and second 60.
 */
export function parseInstant(text: string, zone: Zone): Instant | undefined {
    const match = DATE_TIME.exec(text);
    const day = parseDate(match?.[1] ?? '');
    if (match === null || day === undefined) return undefined;
    const [, , hours, minutes, seconds = '0', fraction = '', offset, sign, offsetHours = '0', offsetMinutes = '0'] =
        match;
    if (hours === undefined) return zone.startOfDay(day);
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
    const minute = Number(hours) * 60 + Number(minutes);
    const milliseconds = Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
    if (offset === undefined) return zone.toInstant(day, minute, milliseconds);
    if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
    const east = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
    return day * DAY + (minute - east) * MINUTE + milliseconds;
}

/** Local time to the minute: `2026-03-02 14:05`. */
export function formatInstant(instant: Instant, zone: Zone): string {
    const minutes = zone.minuteOfDay(instant);
    const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
    return `${formatDate(zone.dayAt(instant))} ${hour}:${String(minutes % 60).padStart(2, '0')}`;
}

function createZone(name: string): Zone | undefined {
    const format = formatOf(name);
    if (format === undefined) return undefined;
    const offsetAt = offsetsOf(format);
    return {
        name,
        dayAt: instant => Math.floor((instant + offsetAt(instant)) / DAY),
        startOfDay: day => resolve(day * DAY, offsetAt, changeBetween),
        minuteOfDay(instant) {
            const local = instant + offsetAt(instant);
            return Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE);
        },
        toInstant: (day, minutes, milliseconds = 0) =>
            resolve(day * DAY + minutes * MINUTE + milliseconds, offsetAt, (_, forward) => forward),
        offsetAt: instant => offsetAt(instant) / MINUTE,
    };
}

/**
 * The first instant whose local time is `local` (milliseconds, as if it were UTC). When there is none, `inGap`
 * chooses between an instant before the gap and the one that lies beyond it by what was missing.
 */
function resolve(
    local: number,
    offsetAt: (instant: Instant) => number,
    inGap: (before: Instant, forward: Instant, offsetAt: (instant: Instant) => number) => Instant,
): Instant {
    // Offsets stay below a day, so that a day to either side lies around every clock change that matters here.
    const offsetBefore = offsetAt(local - DAY);
    const offsetAfter = offsetAt(local + DAY);
    const first = local - Math.max(offsetBefore, offsetAfter);
    if (first + offsetAt(first) === local) return first;
    const second = local - Math.min(offsetBefore, offsetAfter);
    if (second + offsetAt(second) === local) return second;
    return inGap(first, second, offsetAt);
}

/** Intl takes names in any case, and offsets such as `+01:00`, which have no name and are refused. */
function formatOf(name: string): Intl.DateTimeFormat | undefined {
    if (!/^[A-Za-z]/.test(name)) return undefined;
    try {
        return new Intl.DateTimeFormat('en-US', {
            timeZone: name,
            calendar: 'gregory',
            numberingSystem: 'latn',
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
        });
    } catch {
        return undefined;
    }
}
