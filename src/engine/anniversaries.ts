import { anniversaryIn, civil, type Day, endOf, startOf, type Turns } from '../base/calendar.ts';
import type { Near } from '../model/expression.ts';

/** Whether a date comes back in a calendar period, or at most so many days before or after today. */
export function comesBack(date: Day, near: Near, today: Day, turns: Turns): boolean {
    const [first, last] = daysOf(near, today, turns);
    const years = [civil(first).year, civil(last).year];
    return years.some(year => {
        const day = anniversaryIn(year, date);
        return day >= first && day <= last;
    });
}

function daysOf(near: Near, today: Day, turns: Turns): readonly [Day, Day] {
    if (near.kind === 'within') return [today - near.days, today + near.days];
    const { unit } = near;
    return unit === 'day' ? [today, today] : [startOf(today, unit, turns), endOf(today, unit, turns)];
}
