import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
    addMonths,
    addYears,
    anniversaryIn,
    civil,
    type Day,
    dayOf,
    daysInMonth,
    endOf,
    formatDate,
    isLeap,
    MONTHS,
    nextAnnual,
    type Period,
    parseDate,
    startOf,
    type Weekday,
    weekday,
} from '../../src/base/calendar.ts';

const MILLISECONDS = 86_400_000;
const days = fc.integer({ min: dayOf(1, 1, 1), max: dayOf(9999, 12, 31) });
const date = (text: string): Day => parseDate(text) ?? expect.fail(`${text} is no date`);
const utc = (day: Day): Date => new Date(day * MILLISECONDS);

test('every day agrees with Date in UTC and survives all conversions', () => {
    fc.assert(
        fc.property(days, day => {
            const { year, month, day: dayOfMonth } = civil(day);
            const expected = utc(day);
            expect([year, month, dayOfMonth]).toEqual([
                expected.getUTCFullYear(),
                expected.getUTCMonth() + 1,
                expected.getUTCDate(),
            ]);
            expect(dayOf(year, month, dayOfMonth)).toBe(day);
            expect(formatDate(day)).toBe(expected.toISOString().slice(0, 10));
            expect(parseDate(formatDate(day))).toBe(day);
            expect(weekday(day)).toBe(expected.getUTCDay() || 7);
        }),
        { numRuns: 2000 },
    );
});

test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-04-31',
    '0000-01-01',
    '2026-1-5',
    ' 2026-01-05',
])("'%s' is no date", text => {
    expect(parseDate(text)).toBeUndefined();
});

test('leap years follow the centuries, and months have their days', () => {
    expect([1900, 2000, 2023, 2024].map(isLeap)).toEqual([false, true, false, true]);
    expect(MONTHS.map((_, index) => daysInMonth(2026, index + 1))).toEqual([
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect(daysInMonth(2024, 2)).toBe(29);
});

describe('adding', () => {
    test.each([
        ['2026-01-31', 1, '2026-02-28'],
        ['2024-01-31', 1, '2024-02-29'],
        ['2026-01-31', 2, '2026-03-31'],
        ['2026-03-31', -1, '2026-02-28'],
        ['2026-11-15', 3, '2027-02-15'],
        ['2026-01-15', -13, '2024-12-15'],
    ])('%s plus %i months is %s', (from, months, to) => {
        expect(formatDate(addMonths(date(from), months))).toBe(to);
    });

    test('29 February plus years is 28 February until the next leap year', () => {
        expect(formatDate(addYears(date('2024-02-29'), 1))).toBe('2025-02-28');
        expect(formatDate(addYears(date('2024-02-29'), 4))).toBe('2028-02-29');
    });

    test('the month is the one asked for, and the day moves only to stay within it', () => {
        fc.assert(
            fc.property(days, fc.integer({ min: -500, max: 500 }), (day, months) => {
                const [from, to] = [civil(day), civil(addMonths(day, months))];
                expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months);
                expect(to.day).toBe(Math.min(from.day, daysInMonth(to.year, to.month)));
            }),
        );
    });
});

describe('periods', () => {
    test.each<[Period, string, string]>([
        ['week', '2026-05-11', '2026-05-17'],
        ['month', '2026-05-01', '2026-05-31'],
        ['quarter', '2026-04-01', '2026-06-30'],
        ['year', '2026-01-01', '2026-12-31'],
    ])('the %s of 2026-05-14 is %s to %s', (period, first, last) => {
        const day = date('2026-05-14');
        expect([formatDate(startOf(day, period)), formatDate(endOf(day, period))]).toEqual([first, last]);
    });

    test('a period holds its day, and the next begins on the morrow of its end', () => {
        const periods = fc.constantFrom<Period>('week', 'month', 'quarter', 'half-year', 'year');
        const yearStarts = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
        const weekStarts = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
        fc.assert(
            fc.property(days, periods, weekStarts, yearStarts, (day, period, week, year) => {
                const turns = { week, year };
                const [first, last] = [startOf(day, period, turns), endOf(day, period, turns)];
                expect(first <= day && day <= last).toBe(true);
                expect(startOf(last + 1, period, turns)).toBe(last + 1);
                expect(endOf(first - 1, period, turns)).toBe(first - 1);
                if (period === 'week') expect([weekday(first), last - first]).toEqual([week, 6]);
                if (period === 'year') expect(civil(first)).toMatchObject(year);
            }),
        );
    });
});

describe('anniversaries', () => {
    test.each([
        [2, 29, '2026-01-01', '2026-02-28'],
        [2, 29, '2026-02-28', '2027-02-28'],
        [2, 29, '2027-02-28', '2028-02-29'],
        [2, 29, '2028-02-28', '2028-02-29'],
        [12, 31, '2026-12-31', '2027-12-31'],
        [5, 4, '2026-05-03', '2026-05-04'],
    ])('the next %i/%i after %s is %s', (month, day, after, next) => {
        expect(formatDate(nextAnnual(month, day, date(after)))).toBe(next);
    });

    test('one falls in every year, and the next is never more than a leap year and a day away', () => {
        fc.assert(
            fc.property(days, days, (birthday, after) => {
                const { month, day } = civil(birthday);
                const next = nextAnnual(month, day, after);
                expect(next > after && next - after <= 366).toBe(true);
                expect(anniversaryIn(civil(next).year, birthday)).toBe(next);
            }),
        );
    });
});
