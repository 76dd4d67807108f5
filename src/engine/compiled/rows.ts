import { startOf } from '../../base/calendar.ts';
import type { Basis } from '../../model/earn.ts';
import type { Look } from './look.ts';
import { type Num, num } from './number.ts';
import type { Sheet } from './sheet.ts';

type InARow = Extract<Basis, { kind: 'in a row' }>;

const books = new WeakMap<Sheet, string[]>();

/** Variables of a row, by the gift that waits for it: the first day of its last period, occasions in it, how long it is. */
function rowOf(sheet: Sheet, key: string): { readonly from: string; readonly times: string; readonly length: string } {
    const known = books.get(sheet) ?? [];
    books.set(sheet, known);
    const n = known.includes(key) ? known.indexOf(key) : known.push(key) - 1;
    return {
        from: sheet.cold(`irf${n}`, 'NEVER'),
        times: sheet.cold(`irt${n}`, '0'),
        length: sheet.cold(`irl${n}`, '0'),
    };
}

/** An occasion on a day: code, and whether it makes a row of periods long enough, one or nothing. */
export function countedInRow(
    sheet: Sheet,
    key: string,
    { unit, each, step }: InARow,
    { day }: Pick<Look, 'day'>,
): { readonly lines: readonly string[]; readonly passed: Num } {
    const { from, times, length } = rowOf(sheet, key);
    const { turns, first } = sheet.calendar;
    const starts =
        unit === 'day' ? (at: string): string => at : sheet.byDay(`start of ${unit}`, at => startOf(at, unit, turns));
    const [start, before, passed] = [sheet.fresh('ir'), sheet.fresh('ir'), sheet.fresh('ps')];
    return {
        lines: [
            `const ${start} = ${starts(day)}, ${before} = ${start} - 1 < ${first} ? NEVER : ${starts(`(${start} - 1)`)};`,
            `if (${from} !== ${start}) { if (!(${from} === ${before} && ${times} >= ${each})) ${length} = 0; ${times} = 0; }`,
            `${from} = ${start}; ${times}++;`,
            `if (${times} === ${each}) ${length}++;`,
            `const ${passed} = ${times} === ${each} && ${length} % ${step} === 0 ? 1 : 0;`,
        ],
        passed: num(passed, 1, [0, 1]),
    };
}
