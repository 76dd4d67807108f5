import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, dayOf, formatDate, parseDate } from '../../src/base/calendar.ts';
import { formatInstant, parseInstant, type Zone, zoneOf } from '../../src/base/zone.ts';

const NAMES = [
    'UTC',
    'Europe/Berlin',
    'Europe/London',
    'Europe/Dublin',
    'America/New_York',
    'America/Sao_Paulo',
    'America/St_Johns',
    'Africa/Casablanca',
    'Asia/Shanghai',
    'Asia/Kathmandu',
    'Asia/Gaza',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Kiritimati',
];

const zone = (name: string): Zone => zoneOf(name) ?? expect.fail(`${name} is no zone`);
const date = (text: string): Day => parseDate(text) ?? expect.fail(`${text} is no date`);
const iso = (instant: number | undefined): string | undefined =>
    instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z');

const names = fc.constantFrom(...NAMES);
const instants = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2099, 11, 31) });
const modernDays = fc.integer({ min: dayOf(1980, 1, 1), max: dayOf(2060, 1, 1) });

const formats = new Map(
    NAMES.map(timeZone => [
        timeZone,
        new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
    ]),
);

test('random instants read as Intl reads them', () => {
    fc.assert(
        fc.property(names, instants, (name, instant) => {
            expect(formatInstant(instant, zone(name))).toBe(formats.get(name)?.format(instant));
        }),
        { numRuns: 3000 },
    );
});

test('the minutes around every clock change of 30 years read as Intl reads them', () => {
    for (const name of NAMES) {
        const place = zone(name);
        for (let hour = Date.UTC(2000, 0, 1); hour < Date.UTC(2030, 0, 1); hour += 3_600_000) {
            if (place.offsetAt(hour) === place.offsetAt(hour + 3_600_000)) continue;
            for (let at = hour; at <= hour + 3_600_000; at += 60_000) {
                expect(formatInstant(at, place)).toBe(formats.get(name)?.format(at));
            }
        }
    }
});

test('a day begins where its date begins, or is empty', () => {
    fc.assert(
        fc.property(names, modernDays, (name, day) => {
            const place = zone(name);
            const start = place.startOfDay(day);
            expect(place.dayAt(start - 1)).toBeLessThan(day);
            expect(place.dayAt(start)).toBe(start === place.startOfDay(day + 1) ? day + 1 : day);
        }),
        { numRuns: 3000 },
    );
});

test('a local time that exists is found again, at its first occurrence', () => {
    fc.assert(
        fc.property(names, instants, (name, instant) => {
            const place = zone(name);
            const minute = Math.floor(instant / 60_000) * 60_000;
            fc.pre(Number.isInteger(place.offsetAt(minute)));
            const found = place.toInstant(place.dayAt(minute), place.minuteOfDay(minute));
            expect(formatInstant(found, place)).toBe(formatInstant(minute, place));
            expect(found).toBeLessThanOrEqual(minute);
        }),
        { numRuns: 3000 },
    );
});

describe('clock changes', () => {
    test.each([
        ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:30:00Z', 'does not exist: forward by the gap'],
        ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30:00Z', 'exists twice: the first'],
        ['Europe/London', '2026-03-29 01:15', '2026-03-29T01:15:00Z', 'does not exist'],
        ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00Z', 'exists twice'],
        ['America/New_York', '2026-07-04 12:00', '2026-07-04T16:00:00Z', 'is in summer'],
        ['Asia/Shanghai', '2026-07-04 12:00', '2026-07-04T04:00:00Z', 'is eight hours east'],
        ['Asia/Kathmandu', '2026-01-01 00:00', '2025-12-31T18:15:00Z', 'is 5:45 east'],
        ['America/Sao_Paulo', '2017-10-15 00:30', '2017-10-15T03:30:00Z', 'falls into a gap at midnight'],
        ['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T22:00:00Z', 'falls on a day that was skipped'],
        ['Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:40:00Z', 'falls into a gap of half an hour'],
    ])('%s %s is %s: it %s', (name, local, expected) => {
        expect(iso(parseInstant(local, zone(name)))).toBe(expected);
    });

    test('a day whose midnight does not exist begins at 01:00', () => {
        const place = zone('America/Sao_Paulo');
        expect(formatInstant(place.startOfDay(date('2017-10-15')), place)).toBe('2017-10-15 01:00');
    });

    test('a day whose clock was put forward from 23:30 to 00:30 begins at 00:30', () => {
        const place = zone('America/Toronto');
        expect(formatInstant(place.startOfDay(date('1919-03-31')), place)).toBe('1919-03-31 00:30');
    });

    test('the day that Samoa skipped is empty', () => {
        const place = zone('Pacific/Apia');
        expect(place.startOfDay(date('2011-12-30'))).toBe(place.startOfDay(date('2011-12-31')));
        expect(place.startOfDay(date('2011-12-30')) - place.startOfDay(date('2011-12-29'))).toBe(86_400_000);
    });

    test('days of 23 and 25 hours', () => {
        const place = zone('Europe/Berlin');
        const hours = (text: string): number =>
            (place.startOfDay(date(text) + 1) - place.startOfDay(date(text))) / 3_600_000;
        expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
    });
});

describe('reading instants', () => {
    test.each([
        ['2026-03-02', '2026-03-01T23:00:00Z'],
        ['2026-03-02 14:05', '2026-03-02T13:05:00Z'],
        ['2026-03-02T14:05:09', '2026-03-02T13:05:09Z'],
        ['2026-03-02T14:05:09.1239', '2026-03-02T13:05:09.123Z'],
        ['2026-03-02T14:05:09,5Z', '2026-03-02T14:05:09.500Z'],
        ['2026-03-02 14:05 UTC', '2026-03-02T14:05:00Z'],
        ['2026-03-02T14:05+0530', '2026-03-02T08:35:00Z'],
        ['2026-03-02T14:05:09-08:00', '2026-03-02T22:05:09Z'],
        ['2026-03-02 14:05:09+00', '2026-03-02T14:05:09Z'],
    ])('%s in Berlin is %s', (text, expected) => {
        expect(iso(parseInstant(text, zone('Europe/Berlin')))).toBe(expected);
    });

    test.each(['', '2026-02-30', '2026-03-02T24:00', '2026-03-02 14:60', '2026-03-02 14:05:60', '02.03.2026', '14:05'])(
        "'%s' is no instant",
        text => {
            expect(parseInstant(text, zone('UTC'))).toBeUndefined();
        },
    );
});

test('unknown zones are undefined, known ones are made once', () => {
    expect(['Europe/Atlantis', '', '+01:00', 'Berlin'].map(zoneOf)).toEqual(Array(4).fill(undefined));
    expect(zoneOf('Europe/Berlin')).toBe(zoneOf('Europe/Berlin'));
});

test('dates of the far past and future still have a day', () => {
    const place = zone('Europe/Berlin');
    for (const text of ['0001-01-01', '1700-06-15', '9999-12-31']) {
        expect(formatDate(place.dayAt(place.startOfDay(date(text))))).toBe(text);
    }
    expect(() => place.dayAt(Number.NaN)).toThrow('finite');
});
