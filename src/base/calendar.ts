/**
 * Civil dates of the proleptic Gregorian calendar as whole numbers: days since 1970-01-01.
 * Comparing, subtracting and adding days is plain arithmetic.
 *
 * The two conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
 * (https://howardhinnant.github.io/date_algorithms.html).
 */
export type Day = number;

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A calendar period; quarters start in January, April, July and October. */
export type Period = 'week' | 'month' | 'quarter' | 'half-year' | 'year';

/** Where weeks and years begin. A year begins on a day that every year has; quarters and half-years are parts of it. */
export interface Turns {
    readonly week: Weekday;
    readonly year: { readonly month: number; readonly day: number };
}

export const USUAL_TURNS: Turns = { week: 1, year: { month: 1, day: 1 } };

/** Month is 1 to 12, day 1 to 31. */
export interface Civil {
    readonly year: number;
    readonly month: number;
    readonly day: number;
}

export const MONTHS = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
] as const;

const DAYS_PER_ERA = 146_097;
const EPOCH_IN_ERAS = 719_468;

/** Month must be 1 to 12; a day beyond the month's end counts on into the next month. */
export function dayOf(year: number, month: number, day: number): Day {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
    const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - EPOCH_IN_ERAS;
}

export function civil(day: Day): Civil {
    const shifted = day + EPOCH_IN_ERAS;
    const era = Math.floor(shifted / DAYS_PER_ERA);
    const dayOfEra = shifted - era * DAYS_PER_ERA;
    const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
    const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
    const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

/** `2026-01-05` and nothing else: four, two and two digits of a date that exists, from year 1 on. */
export function parseDate(text: string): Day | undefined {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (match === null) return undefined;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
    return dayOf(year, month, day);
}

export function formatDate(date: Day): string {
    const { year, month, day } = civil(date);
    return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysInMonth(year: number, month: number): number {
    if (month === 2) return isLeap(year) ? 29 : 28;
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function weekday(day: Day): Weekday {
    // The remainder is 0 to 6 for every whole day, which the type system cannot see. 1970-01-01 was a Thursday.
    return (remainder(day + 3, 7) + 1) as Weekday;
}

/** The same day of the month `months` later, or that month's last day: 31 January plus 1 is 28 or 29 February. */
export function addMonths(date: Day, months: number): Day {
    const { year, month, day } = civil(date);
    const index = year * 12 + month - 1 + months;
    return clamped(Math.floor(index / 12), remainder(index, 12) + 1, day);
}

/** 29 February plus a year is 28 February in common years. */
export const addYears = (day: Day, years: number): Day => addMonths(day, years * 12);

/** The first day of the period that holds `day`. Weeks begin on Monday and years on 1 January unless told otherwise. */
export function startOf(day: Day, period: Period, turns: Turns = USUAL_TURNS): Day {
    switch (period) {
        case 'week':
            return day - remainder(weekday(day) - turns.week, 7);
        case 'month':
            return startOfMonth(day);
        case 'quarter':
            return startOfPart(day, 3, turns);
        case 'half-year':
            return startOfPart(day, 6, turns);
        case 'year':
            return startOfPart(day, 12, turns);
    }
}

function startOfMonth(day: Day): Day {
    const { year, month } = civil(day);
    return dayOf(year, month, 1);
}

/** Parts of so many months, counted from the first day of the year. */
function startOfPart(day: Day, months: number, { year: first }: Turns): Day {
    const { year, month, day: dayOfMonth } = civil(day);
    const since = month - first.month - (dayOfMonth < first.day ? 1 : 0);
    return addMonths(dayOf(year, first.month, first.day), since - remainder(since, months));
}

/** The last day of the period that holds `day`, itself included in the period. */
export function endOf(day: Day, period: Period, turns: Turns = USUAL_TURNS): Day {
    const start = startOf(day, period, turns);
    switch (period) {
        case 'week':
            return start + 6;
        case 'month':
            return addMonths(start, 1) - 1;
        case 'quarter':
            return addMonths(start, 3) - 1;
        case 'half-year':
            return addMonths(start, 6) - 1;
        case 'year':
            return addMonths(start, 12) - 1;
    }
}

/** The first such date strictly after `after`; 29 February is 28 February in common years. */
export function nextAnnual(month: number, dayOfMonth: number, after: Day): Day {
    const { year } = civil(after);
    const thisYear = clamped(year, month, dayOfMonth);
    return thisYear > after ? thisYear : clamped(year + 1, month, dayOfMonth);
}

/** The date in `year` with the month and day of `date`; 29 February is 28 February in common years. */
export function anniversaryIn(year: number, date: Day): Day {
    const { month, day } = civil(date);
    return clamped(year, month, day);
}

function clamped(year: number, month: number, day: number): Day {
    return dayOf(year, month, Math.min(day, daysInMonth(year, month)));
}

/** Never negative, unlike `%`. */
function remainder(value: number, divisor: number): number {
    return value - Math.floor(value / divisor) * divisor;
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));
