import { addYears, type Day, endOf, startOf } from '../base/calendar.ts';
import type { Rebate } from '../model/rebate.ts';

import { completeYears, membershipYear, type Place } from './windows.ts';

type Period = Pick<Rebate, 'period'>;

/** Of the period of a rebate that holds a day; nothing where years of membership are meant of somebody who has not joined. */
export function firstDay({ joined, turns }: Place, { period }: Period, day: Day): Day | undefined {
    return period === 'membership year' ? membershipYear(day, joined) : startOf(day, period, turns);
}

/** Of the period that begins on a day. */
export function lastDay({ joined = 0, turns }: Place, { period }: Period, first: Day): Day {
    if (period !== 'membership year') return endOf(first, period, turns);
    return addYears(joined, completeYears(joined, first) + 1) - 1;
}
