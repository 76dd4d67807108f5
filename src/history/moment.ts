import { type Day, dayOf, daysInMonth } from '../base/calendar.ts';
import { type Instant, parseInstant, type Zone } from '../base/zone.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * As `parseInstant`, whose answer it always gives: only the common forms, `2026-03-02T14:05:09` alone, with `Z` or
 * with `+01:00`, are read digit by digit, since files have millions of them.
 */
export function readMoment(text: string, zone: Zone): Instant | undefined {
    const day = text.length >= 19 ? dayIn(text) : undefined;
    if (day === undefined || (text[10] !== 'T' && text[10] !== ' ')) return parseInstant(text, zone);
    const minute = minuteIn(text, 11);
    const second = twoDigits(text, 17);
    if (minute < 0 || text[16] !== ':' || second < 0 || second > 59) return parseInstant(text, zone);
    if (text.length === 19) return zone.toInstant(day, minute, second * 1000);
    const east = eastIn(text);
    return east === undefined ? parseInstant(text, zone) : day * DAY + (minute - east) * MINUTE + second * 1000;
}

/** The offset in minutes after the seconds. */
function eastIn(text: string): number | undefined {
    const sign = text[19];
    if (text.length === 20 && sign === 'Z') return 0;
    if (text.length !== 25 || (sign !== '+' && sign !== '-')) return undefined;
    const minutes = minuteIn(text, 20);
    if (minutes < 0) return undefined;
    return sign === '-' ? -minutes : minutes;
}

function dayIn(text: string): Day | undefined {
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const day = twoDigits(text, 8);
    const isDate = text[4] === '-' && text[7] === '-' && year > 0 && month >= 1 && month <= 12 && day >= 1;
    return isDate && twoDigits(text, 2) >= 0 && day <= daysInMonth(year, month) ? dayOf(year, month, day) : undefined;
}

/** `14:05` in minutes, or less than zero. */
function minuteIn(text: string, at: number): number {
    const hours = twoDigits(text, at);
    const minutes = twoDigits(text, at + 3);
    return hours >= 0 && hours < 24 && text[at + 2] === ':' && minutes >= 0 && minutes < 60 ? hours * 60 + minutes : -1;
}

/** Less than zero, by more than any two digits make up for, where they are none. */
function twoDigits(text: string, at: number): number {
    const tens = text.charCodeAt(at) - 48;
    const ones = text.charCodeAt(at + 1) - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}
