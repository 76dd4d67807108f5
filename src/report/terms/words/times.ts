import { sayWhich } from '../../../base/text.ts';
import type { DaysOfMonth, During, Times } from '../../../model/expression.ts';
import { listOf, ordinal, sayDay, sayMinute, sayMonthDay, sayWeekday } from './amounts.ts';

/** `from 1 June 2026 through 31 August 2026, Monday to Friday from 14:00 to 17:00`; empty where it always holds. */
export const sayTimes = (times: Times): string =>
    times.map(alternatives => alternatives.map(sayDuring).join(', or ')).join(', ');

function sayDuring({ from, through, weekdays, hours, season, ofMonth }: During): string {
    return [
        days(from, through),
        season === undefined ? '' : `each year from ${sayMonthDay(season.from)} through ${sayMonthDay(season.through)}`,
        week(weekdays),
        ofMonth === undefined ? '' : sayDaysOfMonth(ofMonth),
        hours === undefined ? '' : `from ${sayMinute(hours.start)} to ${sayMinute(hours.end)}`,
    ]
        .filter(part => part !== '')
        .join(' ');
}

function days(from: number | undefined, through: number | undefined): string {
    if (from !== undefined && through !== undefined)
        return from === through ? `on ${sayDay(from)}` : `from ${sayDay(from)} through ${sayDay(through)}`;
    if (from !== undefined) return `from ${sayDay(from)} on`;
    return through === undefined ? '' : `through ${sayDay(through)}`;
}

function sayDaysOfMonth(days: DaysOfMonth): string {
    switch (days.kind) {
        case 'last day':
            return 'on the last day of each month';
        case 'weekday': {
            const which = sayWhich(days.which);
            return `on the ${which} ${sayWeekday(days.weekday)} of each month`;
        }
        case 'days':
            return days.from === days.through
                ? `on the ${ordinal(days.from)} of each month`
                : `from the ${ordinal(days.from)} through the ${ordinal(days.through)} of each month`;
    }
}

function week(weekdays: readonly number[]): string {
    const text = weekdays.join();
    if (text === '') return '';
    if (text === '1,2,3,4,5') return 'from Monday to Friday';
    if (text === '6,7') return 'at weekends';
    return `on ${listOf(weekdays.map(day => `${sayWeekday(day)}s`))}`;
}
