import { civil, type Day, daysInMonth, isLeap, weekday } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import type { DaysOfMonth, During, MonthDay, Times } from '../model/expression.ts';
import type { Observer } from './observer.ts';

/** Whether these times hold at an instant of local clocks: of each clause one alternative; always where none is written. */
export function isDuring(during: Times, at: Instant, zone: Zone, observer?: Observer): boolean {
    if (during.length === 0) return true;
    const day = zone.dayAt(at);
    const minute = zone.minuteOfDay(at);
    return during.every(alternatives =>
        alternatives.some(each => {
            const isTime = holdsAt(each, day, minute);
            observer?.timed(each, isTime);
            return isTime;
        }),
    );
}

/** Hours that run over midnight belong to the day on which they begin: Friday 22:00 to 02:00 ends on Saturday. */
function holdsAt(during: During, today: Day, minute: number): boolean {
    const { hours } = during;
    if (hours === undefined) return holdsOn(during, today);
    if (hours.start <= hours.end) return minute >= hours.start && minute < hours.end && holdsOn(during, today);
    if (minute >= hours.start) return holdsOn(during, today);
    return minute < hours.end && holdsOn(during, today - 1);
}

function holdsOn(during: During, day: Day): boolean {
    if (during.from !== undefined && day < during.from) return false;
    if (during.through !== undefined && day > during.through) return false;
    if (during.weekdays.length > 0 && !during.weekdays.includes(weekday(day))) return false;
    if (during.ofMonth !== undefined && !isOfMonth(during.ofMonth, day)) return false;
    return during.season === undefined || inSeason(during.season, day);
}

function isOfMonth(days: DaysOfMonth, today: Day): boolean {
    const { year, month, day } = civil(today);
    const last = daysInMonth(year, month);
    switch (days.kind) {
        case 'days':
            return day >= days.from && day <= days.through;
        case 'last day':
            return day === last;
        case 'weekday': {
            if (weekday(today) !== days.weekday) return false;
            return days.which === 'last' ? day + 7 > last : Math.ceil(day / 7) === days.which;
        }
    }
}

/** Both ends included; a season may run over the turn of the year. */
function inSeason(season: { readonly from: MonthDay; readonly through: MonthDay }, day: Day): boolean {
    const { year, month, day: dayOfMonth } = civil(day);
    const today = ordinal({ month, day: dayOfMonth }, year);
    const from = ordinal(season.from, year);
    const through = ordinal(season.through, year);
    return from <= through ? today >= from && today <= through : today >= from || today <= through;
}

/** Orders the days of a year; 29 February is 28 February in common years. */
function ordinal({ month, day }: MonthDay, year: number): number {
    return month * 100 + (month === 2 && day === 29 && !isLeap(year) ? 28 : day);
}
