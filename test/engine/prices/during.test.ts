import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../src/base/calendar.ts';
import { parseInstant, zoneOf } from '../../../src/base/zone.ts';
import { isDuring } from '../../../src/engine/during.ts';
import type { During } from '../../../src/model/expression.ts';
import { span } from './counter.ts';

const zone = zoneOf('Europe/Berlin');

/** One clause with its alternatives. */
const holds = (alternatives: Partial<During>[], text: string): boolean => allHold([alternatives], text);

function allHold(clauses: Partial<During>[][], text: string): boolean {
    const at = zone === undefined ? undefined : parseInstant(text, zone);
    if (zone === undefined || at === undefined) throw new Error(`'${text}' is no time in Berlin`);
    const empty = { from: undefined, through: undefined, weekdays: [], hours: undefined, season: undefined, span };
    const times = clauses.map(alternatives => alternatives.map(each => ({ ...empty, ...each })));
    return isDuring(times, at, zone);
}

const hour = (start: number, end: number) => ({ start: start * 60, end: end * 60 });

describe('when a clause holds', () => {
    test('always, where nothing is written', () => {
        expect(allHold([], '2026-03-02 12:00')).toBe(true);
        expect(holds([{}], '2026-03-02 12:00')).toBe(true);
    });

    test.each([
        ['2026-05-31 23:59', false],
        ['2026-06-01 00:00', true],
        ['2026-08-31 23:59', true],
        ['2026-09-01 00:00', false],
        ['2026-05-31 22:30Z', true],
    ])('June through August: %s %s', (at, expected) => {
        expect(holds([{ from: parseDate('2026-06-01'), through: parseDate('2026-08-31') }], at)).toBe(expected);
    });

    test('on weekdays', () => {
        expect(holds([{ weekdays: [1, 2] }], '2026-03-02')).toBe(true);
        expect(holds([{ weekdays: [1, 2] }], '2026-03-04')).toBe(false);
    });

    test('between hours, the end excluded', () => {
        expect(
            ['13:59', '14:00', '16:59', '17:00'].map(time => holds([{ hours: hour(14, 17) }], `2026-03-02 ${time}`)),
        ).toEqual([false, true, true, false]);
        expect(holds([{ hours: hour(22, 24) }], '2026-03-02 23:59')).toBe(true);
        expect(holds([{ hours: hour(14, 14) }], '2026-03-02 14:00')).toBe(false);
    });

    test('hours over midnight belong to the day on which they begin', () => {
        const fridayNight = [{ weekdays: [5], hours: hour(22, 2) }];
        expect(holds(fridayNight, '2026-03-06 22:00')).toBe(true);
        expect(holds(fridayNight, '2026-03-07 01:59')).toBe(true);
        expect(holds(fridayNight, '2026-03-07 02:00')).toBe(false);
        expect(holds(fridayNight, '2026-03-06 01:00')).toBe(false);
        expect(holds(fridayNight, '2026-03-07 22:00')).toBe(false);
    });

    test.each([
        ['2026-10-31', false],
        ['2026-11-01', true],
        ['2027-01-01', true],
        ['2027-03-31 23:59', true],
        ['2027-04-01', false],
    ])('every winter, 1 November through 31 March: %s %s', (at, expected) => {
        expect(holds([{ season: { from: { month: 11, day: 1 }, through: { month: 3, day: 31 } } }], at)).toBe(expected);
    });

    test('29 February is 28 February in common years', () => {
        const season = { from: { month: 2, day: 29 }, through: { month: 3, day: 1 } };
        expect(holds([{ season }], '2026-02-28')).toBe(true);
        expect(holds([{ season }], '2028-02-28')).toBe(false);
        expect(holds([{ season }], '2028-02-29')).toBe(true);
    });

    test('one of several alternatives is enough', () => {
        expect(holds([{ weekdays: [7] }, { hours: hour(12, 13) }], '2026-03-02 12:30')).toBe(true);
        expect(holds([{ weekdays: [7] }, { hours: hour(12, 13) }], '2026-03-02 13:30')).toBe(false);
    });

    test('several clauses must all hold, while alternatives of one clause need not', () => {
        const monday = { weekdays: [1] };
        const afternoon = { hours: hour(14, 17) };
        expect(allHold([[monday], [afternoon]], '2026-03-02 10:00')).toBe(false);
        expect(allHold([[monday, afternoon]], '2026-03-02 10:00')).toBe(true);
    });

    test('every clause must hold: weekdays from 14:00 to 17:00, in the summer of 2026', () => {
        const summer = { from: parseDate('2026-06-01'), through: parseDate('2026-08-31') };
        const clauses = [[{ weekdays: [1, 2, 3, 4, 5], hours: hour(14, 17) }], [summer]];
        expect(allHold(clauses, '2026-06-01 15:00')).toBe(true);
        expect(allHold(clauses, '2026-06-01 17:00')).toBe(false);
        expect(allHold(clauses, '2026-06-06 15:00')).toBe(false);
        expect(allHold(clauses, '2026-09-01 15:00')).toBe(false);
    });
});
