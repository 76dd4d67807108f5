import { civil, type Day, daysInMonth, weekday } from '../../base/calendar.ts';
import type { Random } from '../../base/random.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import { weighted } from './catalogue.ts';
import type { Profile } from './profile.ts';

/** A calendar month of the data with the weight of each of its days. */
export interface Month {
    readonly first: Day;
    readonly days: readonly number[];
    /** How much happens in it, where an average month of all days has 1. */
    readonly factor: number;
}

/** The calendar months from the one of `start` on. Days before `start` have no weight. */
export function monthsFrom(start: Day, count: number, profile: Profile): Month[] {
    const months: Month[] = [];
    const week = profile.weekdays.reduce((a, b) => a + b, 0) / 7;
    for (let first = start - civil(start).day + 1; months.length < count; ) {
        const { year, month } = civil(first);
        const length = daysInMonth(year, month);
        const days = Array.from({ length }, (_, index) => {
            const day = first + index;
            const christmas = month === 12 && index < 24 ? profile.christmas : 1;
            return day < start ? 0 : ((profile.weekdays[weekday(day) - 1] ?? 1) / week) * christmas;
        });
        const share = days.reduce((a, b) => a + b, 0) / length;
        months.push({ first, days, factor: (profile.seasons[month - 1] ?? 1) * share });
        first += length;
    }
    return months;
}

/** A moment of the month within opening hours, to the second. */
export function momentIn(month: Month, profile: Profile, zone: Zone, random: Random): { day: Day; at: Instant } {
    const day = month.first + weighted(random, month.days);
    const [open, close] = profile.hours;
    const minute = open * 60 + random.int((close - open) * 60);
    return { day, at: zone.toInstant(day, minute, random.int(60) * 1000) };
}

/** ISO 8601 with the zone's offset, so that nothing is ambiguous when clocks go back. */
export function isoTime(at: Instant, zone: Zone): string {
    const offset = Math.round(zone.offsetAt(at));
    const local = new Date(at + offset * 60_000).toISOString().slice(0, 19);
    const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}
