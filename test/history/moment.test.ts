import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant, zoneOf } from '../../src/base/zone.ts';
import { readMoment } from '../../src/history/moment.ts';

test('the fast way to read a time gives the answer of the slow one, for any text', () => {
    const zone = zoneOf('Europe/Berlin');
    if (zone === undefined) throw new Error('no zone');
    const two = (max: number) => fc.nat({ max }).map(value => String(value).padStart(2, '0'));
    const time = fc.tuple(
        fc.constantFrom('2026', '0000', '0001', '2024', '9999', '20x6', '2-26'),
        fc.constantFrom('-', '-', '-', '/'),
        two(13),
        two(32),
        fc.constantFrom('T', ' ', 't', 'x'),
        two(25),
        two(61),
        fc.constantFrom(':', ':', ':', '-'),
        two(61),
        fc.constantFrom(
            '',
            'Z',
            'z',
            '+01:00',
            '-05:30',
            '+24:00',
            '+1:00',
            '.5',
            '.123Z',
            ' UTC',
            '+0100',
            '-0a:00',
            '+-1:00',
        ),
    );
    const text = time.map(
        ([y, dash, mo, d, t, h, mi, colon, s, end]) => `${y}-${mo}${dash}${d}${t}${h}:${mi}${colon}${s}${end}`,
    );
    fc.assert(
        fc.property(fc.oneof(text, fc.string({ minLength: 15, maxLength: 30 })), it => {
            expect(readMoment(it, zone)).toBe(parseInstant(it, zone));
        }),
        { numRuns: 5000 },
    );
    expect(readMoment('2026-03-29 02:30:00', zone)).toBe(Date.UTC(2026, 2, 29, 1, 30));
});
