import type { CalendarUnit, Window } from '../../../model/expression.ts';
import { sayDuration } from './amounts.ts';

/** `over the last 12 months`, `in the calendar year`. */
export function sayWindow(window: Window): string {
    switch (window.kind) {
        case 'rolling':
            return `over the last ${sayDuration(window.duration)}`;
        case 'calendar':
            return calendar(window.unit, window.offset, window.count);
        case 'membership year':
            return window.previous === true ? 'in the membership year before' : 'in the membership year';
        case 'journey':
            return 'since this began';
        case 'lifetime':
            return 'since you joined';
    }
}

function calendar(unit: CalendarUnit, offset: 0 | -1, count: number | undefined): string {
    if (offset === 0) return unit === 'day' ? 'on the day' : `in the calendar ${unit}`;
    if (count !== undefined && count > 1) return `over the last ${count} whole calendar ${unit}s`;
    return `in the calendar ${unit} before`;
}

/** `a month`, `each calendar month`: of limits. */
export const perUnit = (unit: CalendarUnit): string => (unit === 'day' ? 'on one day' : `in one calendar ${unit}`);
