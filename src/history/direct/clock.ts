import type { Instant, Zone } from '../../base/zone.ts';
import { stepAside } from './aside.ts';

export type TimeType = 'local' | 'instant' | 'date';

export function timeType(type: string): TimeType {
    switch (type) {
        case 'TIMESTAMP':
            return 'local';
        case 'TIMESTAMP WITH TIME ZONE':
            return 'instant';
        case 'DATE':
            return 'date';
        default:
            return stepAside('a time is a text');
    }
}

const DAY = 86_400;
/** Seconds since 1970 of the years 1 and 10,000. */
const [EARLIEST, LATEST] = [-62_135_596_800, 253_402_300_800];

/** Makes instants of seconds since 1970, as the file has them. */
export type Clock = (seconds: number) => Instant;

export function clockOf(type: TimeType, zone: Zone): Clock {
    if (type === 'instant') return milliseconds;
    if (type === 'date') {
        const starts = new Map<number, Instant>();
        return seconds => {
            const day = milliseconds(seconds) / (1000 * DAY);
            const start = starts.get(day) ?? zone.startOfDay(day);
            starts.set(day, start);
            return start;
        };
    }
    return localClock(zone);
}

/** What is finer than a millisecond is said by a text, and cut. */
function milliseconds(seconds: number): Instant {
    if (!(seconds >= EARLIEST && seconds < LATEST)) stepAside('a time is unknown or far away');
    const found = Math.round(seconds * 1000);
    if (Math.abs(seconds * 1000 - found) > 1e-3) stepAside('a time is finer than a millisecond');
    return found;
}

/** Days on which clocks are not changed have one offset. */
function localClock(zone: Zone): Clock {
    const offsets = new Map<number, number | undefined>();
    let [lastDay, lastOffset]: [number, number | undefined] = [Number.NaN, undefined];
    return seconds => {
        const local = milliseconds(seconds);
        const day = Math.floor(seconds / DAY);
        if (day !== lastDay) {
            if (!offsets.has(day)) offsets.set(day, offsetOf(zone, day));
            [lastDay, lastOffset] = [day, offsets.get(day)];
        }
        if (lastOffset !== undefined) return local + lastOffset;
        const ofDay = local - day * 1000 * DAY;
        const minutes = Math.floor(ofDay / 60_000);
        return zone.toInstant(day, minutes, ofDay - minutes * 60_000);
    };
}

const QUARTERS = Array.from({ length: 97 }, (_, quarter) => quarter * 15);

/** What is to be added to all local times of a day; absent where that is not the same for all. */
function offsetOf(zone: Zone, day: number): number | undefined {
    const at = (minutes: number): number => zone.toInstant(day, minutes) - (day * 1000 * DAY + minutes * 60_000);
    const first = at(0);
    return QUARTERS.every(minutes => at(minutes) === first) ? first : undefined;
}
