import type { Trigger } from '../../model/trigger.ts';
import { milliseconds, movedDay, startAt } from '../moments.ts';
import { MOST_POINTS } from './fields.ts';
import { hasOwnLives } from './lives.ts';
import type { Look } from './look.ts';
import { num } from './number.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';

/** Triggers before points expire, by their numbers. */
function warningsOf({ program }: Sheet, p: number): [number, Trigger][] {
    const name = program.points[p]?.name;
    return [...program.triggers.entries()].filter(
        ([, { occasion }]) => occasion.kind === 'before expiry' && occasion.points === name,
    );
}

/** A queue for each: when it falls due, and when the points expire that it is about. */
export function declareWarnings(sheet: Sheet, lotsPerRow: number, moreLots: number): void {
    for (const p of sheet.program.points.keys()) {
        for (const [k] of warningsOf(sheet, p)) {
            sheet.local(`bh${k}`, '0', 'whole');
            sheet.local(`bt${k}`, '0', 'whole');
            for (const name of ['bq', 'be']) sheet.array(`${name}${k}`, 'double', lotsPerRow, moreLots);
        }
    }
}

/** A lot is made that expires at an instant: whom that concerns is warned, once for all that expires then. */
export function warned(sheet: Sheet, p: number, until: string, at: string): string[] {
    const { step } = sheet.calendar;
    return warningsOf(sheet, p).flatMap(([k, { occasion }]) => {
        if (occasion.kind !== 'before expiry') return [];
        const exact = milliseconds(occasion.lead);
        const wait = sheet.fresh('w');
        const due = exact === undefined ? `H.warnedAt(${k}, ${wait})` : `${wait} - ${exact / step}`;
        return [
            `const ${wait} = ${until};`,
            `if (${wait} !== Infinity && (bt${k} === 0 || be${k}[bt${k} - 1] !== ${wait})) {`,
            `const w = ${due};`,
            `let q = bt${k}; while (q > bh${k} && bq${k}[q - 1] > w) q--;`,
            `let known = w <= ${at}; for (let r = q; r > bh${k} && bq${k}[r - 1] === w; r--) if (be${k}[r - 1] === ${wait}) known = true;`,
            `if (!known) { for (let r = bt${k}++; r > q; r--) { bq${k}[r] = bq${k}[r - 1]; be${k}[r] = be${k}[r - 1]; } bq${k}[q] = w; be${k}[q] = ${wait}; }`,
            '}',
        ];
    });
}

/** When a trigger before expiry falls due for points that expire at an instant; steps. */
export function warnedAt({ program, calendar }: Sheet, k: number, expires: number): number {
    const { zone, step } = calendar;
    const { occasion, atMinute } = program.triggers[k] ?? {};
    if (occasion?.kind !== 'before expiry') return Number.NEGATIVE_INFINITY;
    const day = zone.dayAt(expires * step - 1);
    return startAt(movedDay(day, occasion.lead, -1), atMinute ?? 0, zone) / step;
}

export const nextWarning = (k: number): string[] => [
    `if (bh${k} < bt${k} && bq${k}[bh${k}] < due) due = bq${k}[bh${k}];`,
];

/** Code for the warnings that fall due at the instant `t`. */
export function warnings(
    sheet: Sheet,
    code: Code,
    k: number,
    { occasion, name, watch }: Trigger,
    look: Look,
    fire: (look: Look) => void,
): void {
    if (occasion.kind !== 'before expiry') return;
    if (watch !== undefined) refuse(`what '${name}' watches is not compiled`);
    const p = sheet.program.points.findIndex(each => each.name === occasion.points);
    const per = 10 ** (sheet.program.points[p]?.decimals ?? 0);
    const amount = sheet.fresh('bx');
    const own = hasOwnLives(sheet, p);
    code.block(`while (bh${k} < bt${k} && bq${k}[bh${k}] === t)`, () => {
        code.line(
            `const until = be${k}[bh${k}++];`,
            `let ${amount} = 0;`,
            own
                ? `for (let j = xh${p}; j < lt${p} && (yz${p}[j] === 1 || xa${p}[j] <= until); j++) if (xa${p}[j] === until && yz${p}[j] === 0) ${amount} += le${p}[j];`
                : `for (let j = xh${p}; j < lt${p} && xa${p}[j] <= until; j++) if (xa${p}[j] === until) ${amount} += le${p}[j];`,
            ...(own
                ? [
                      `for (let q = yh${p}; q < yt${p}; q++) if (xa${p}[yl${p}[q]] === until) ${amount} += le${p}[yl${p}[q]];`,
                  ]
                : []),
        );
        code.block(`if (${amount} > 0)`, () =>
            fire({
                ...look,
                given: [...(look.given ?? []), 'until', amount],
                expiring: points =>
                    points === p
                        ? num(amount, per, [0, MOST_POINTS])
                        : refuse(`what of other points expires is not compiled in '${name}'`),
            }),
        );
    });
}
