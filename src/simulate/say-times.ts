import { civil, MONTHS } from '../base/calendar.ts';
import type { During, MonthDay, Times } from '../model/expression.ts';

/** `from Monday to Friday, between 14:00 and 17:00`, and dates in words: when a clause holds. */
export function sayWhen(times: Times): string {
    return times.map(alternatives => joined(alternatives.map(sayTime), 'or')).join(', ');
}

/** One stretch of time. */
export function sayTime({ from, through, weekdays, hours, season }: During): string {
    const parts = [
        weekdays.length === 0 ? '' : sayWeekdays(weekdays),
        hours === undefined ? '' : `between ${clock(hours.start)} and ${clock(hours.end)}`,
        season === undefined ? '' : `each year from ${sayMonthDay(season.from)} to ${sayMonthDay(season.through)}`,
        sayPeriod(from, through),
    ];
    return parts.filter(part => part !== '').join(', ');
}

/** `on 1 June 2026`, `from 1 June 2026 to 31 August 2026`, `until 31 August 2026`. */
export function sayPeriod(from: number | undefined, through: number | undefined): string {
    if (from !== undefined && from === through) return `on ${sayDate(from)}`;
    if (from !== undefined && through !== undefined) return `from ${sayDate(from)} to ${sayDate(through)}`;
    if (from !== undefined) return `from ${sayDate(from)} on`;
    return through === undefined ? '' : `until ${sayDate(through)}`;
}

/** `2 March 2026`. */
export function sayDate(day: number): string {
    const { year, month, day: date } = civil(day);
    return `${date} ${MONTHS[month - 1] ?? month} ${year}`;
}

export const sayMonthDay = ({ month, day }: MonthDay): string => `${day} ${MONTHS[month - 1] ?? month}`;

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

function sayWeekdays(weekdays: readonly number[]): string {
    const sorted = weekdays.toSorted((a, b) => a - b);
    const [first = 1] = sorted;
    const last = sorted.at(-1) ?? first;
    const names = sorted.map(day => WEEKDAYS[day - 1] ?? String(day));
    if (sorted.length > 2 && last - first === sorted.length - 1) return `from ${names[0]} to ${names.at(-1)}`;
    return `on ${joined(
        names.map(name => `${name}s`),
        'and',
    )}`;
}

/** Minutes of the day: `14:00`. */
export const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** `a, b and c`. */
export function joined(items: readonly string[], conjunction: 'and' | 'or'): string {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}
