import { describe, expect, it } from 'vitest';
import { parseDate, USUAL_TURNS } from '../../src/base/calendar.ts';
import { formatInstant, parseInstant, zoneOf } from '../../src/base/zone.ts';
import { completeYears, type Place, rangeOf } from '../../src/engine/windows.ts';
import type { Window } from '../../src/model/expression.ts';

const zone = zoneOf('Europe/Berlin');
if (zone === undefined) throw new Error('no zone');
const place: Place = { zone, turns: USUAL_TURNS, joined: parseDate('2020-02-29') };

/** First instant and last minute of a window at a moment, in local time. */
function covers(window: Window, moment: string, where = place): string | undefined {
    const at = parseInstant(moment, where.zone);
    const range = at === undefined ? undefined : rangeOf(window, at, where);
    if (range === undefined) return undefined;
    const from = Number.isFinite(range.from) ? formatInstant(range.from, where.zone) : 'ever';
    return `${from} to ${formatInstant(range.until - 1, where.zone)}`;
}

const last = (count: number, unit: 'hours' | 'days' | 'weeks' | 'months' | 'years'): Window => ({
    kind: 'rolling',
    duration: { count, unit },
});
const calendar = (unit: 'day' | 'week' | 'month' | 'quarter' | 'year', offset: 0 | -1 = 0): Window => ({
    kind: 'calendar',
    unit,
    offset,
});

describe('windows at a moment on day D', () => {
    it.each([
        [
            'last 30 days: D and the 29 days before it',
            last(30, 'days'),
            '2026-03-30 15:00',
            '2026-03-01 00:00 to 2026-03-30 15:00',
        ],
        ['last 2 weeks', last(2, 'weeks'), '2026-03-30 15:00', '2026-03-17 00:00 to 2026-03-30 15:00'],
        [
            'last 12 months: the days after D - 12 months',
            last(12, 'months'),
            '2026-03-30 15:00',
            '2025-03-31 00:00 to 2026-03-30 15:00',
        ],
        ['last 1 month, clamped', last(1, 'months'), '2026-03-31 15:00', '2026-03-01 00:00 to 2026-03-31 15:00'],
        ['last year on 29 February', last(1, 'years'), '2028-02-29 15:00', '2027-03-01 00:00 to 2028-02-29 15:00'],
        ['last 36 hours', last(36, 'hours'), '2026-03-30 15:00', '2026-03-29 03:00 to 2026-03-30 15:00'],
        [
            'last 24 hours over a clock change',
            last(24, 'hours'),
            '2026-03-29 12:00',
            '2026-03-28 11:00 to 2026-03-29 12:00',
        ],
        ['calendar year', calendar('year'), '2026-03-30 15:00', '2026-01-01 00:00 to 2026-03-30 15:00'],
        ['calendar quarter', calendar('quarter'), '2026-06-30 15:00', '2026-04-01 00:00 to 2026-06-30 15:00'],
        ['calendar week', calendar('week'), '2026-03-29 15:00', '2026-03-23 00:00 to 2026-03-29 15:00'],
        [
            'last calendar year: the whole year before',
            calendar('year', -1),
            '2026-03-30 15:00',
            '2025-01-01 00:00 to 2025-12-31 23:59',
        ],
        ['last calendar month', calendar('month', -1), '2026-03-30 15:00', '2026-02-01 00:00 to 2026-02-28 23:59'],
        [
            'membership year of 29 February',
            { kind: 'membership year' },
            '2026-03-30 15:00',
            '2026-02-28 00:00 to 2026-03-30 15:00',
        ],
        [
            'membership year before its anniversary',
            { kind: 'membership year' },
            '2026-02-27 15:00',
            '2025-02-28 00:00 to 2026-02-27 15:00',
        ],
        ['lifetime', { kind: 'lifetime' }, '2026-03-30 15:00', 'ever to 2026-03-30 15:00'],
    ] as const)('%s', (_, window, moment, expected) => {
        expect(covers(window, moment)).toBe(expected);
    });

    it('a week may begin on another day', () => {
        expect(covers(calendar('week'), '2026-03-29 15:00', { ...place, turns: { ...USUAL_TURNS, week: 7 } })).toBe(
            '2026-03-29 00:00 to 2026-03-29 15:00',
        );
    });

    it('a membership year without a known day of joining is unknown', () => {
        expect(
            covers({ kind: 'membership year' }, '2026-03-30 15:00', { ...place, joined: undefined }),
        ).toBeUndefined();
    });
});

describe('complete years', () => {
    it.each([
        ['2020-02-29', '2021-02-27', 0],
        ['2020-02-29', '2021-02-28', 1],
        ['2020-02-29', '2024-02-28', 3],
        ['2020-02-29', '2024-02-29', 4],
        ['2020-03-01', '2019-03-02', -1],
    ])('from %s to %s: %i', (from, to, years) => {
        expect(completeYears(parseDate(from) ?? 0, parseDate(to) ?? 0)).toBe(years);
    });
});
