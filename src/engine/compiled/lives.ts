import type { GiftLife } from '../../model/earn.ts';
import type { Points } from '../../model/points.ts';
import { expiryOf } from '../expiry.ts';
import { fallsDue, milliseconds } from '../moments.ts';
import type { Sheet } from './sheet.ts';

/** Gifts that live otherwise than their points: their lots do not expire in the order in which they are earned. */
export function hasOwnLives({ program }: Sheet, p: number): boolean {
    const name = program.points[p]?.name;
    const gives = [
        ...program.earns.flatMap(earn => earn.gives),
        ...program.triggers.flatMap(({ actions }) =>
            actions.flatMap(action => (action.kind === 'give' ? [action.give] : [])),
        ),
    ];
    return gives.some(({ expiring, unit }) => expiring !== undefined && unit.kind === 'points' && unit.points === name);
}

const isMortal = ({ expiry }: Points): boolean => expiry.kind !== 'never';

/** Whether lots of these points can expire. */
export function expires(sheet: Sheet, p: number): boolean {
    const points = sheet.program.points[p];
    return points !== undefined && (isMortal(points) || hasOwnLives(sheet, p));
}

/** When a lot of these points, or a gift with a life of its own, expires at first: code over the instant and the day. */
export function expiresAt(
    sheet: Sheet,
    { name, expiry }: Points,
    life: GiftLife | undefined,
    { at, day }: { readonly at: string; readonly day: string },
): string | undefined {
    const terms = life ?? expiry;
    const { zone, turns, step } = sheet.calendar;
    if (terms.kind === 'through') return `Math.max(${at}, ${zone.startOfDay(terms.day + 1) / step})`;
    if (terms.kind === 'never' || terms.kind === 'inactive' || terms.kind === 'through field') return undefined;
    const exact = terms.kind === 'after' && terms.endOf === undefined ? milliseconds(terms.after) : undefined;
    if (exact !== undefined) return `${at} + ${exact / step}`;
    const key = life === undefined ? `expiry ${name}` : `life ${JSON.stringify(life)}`;
    return sheet.instantByDay(
        key,
        each => expiryOf(terms, zone.startOfDay(each), zone, turns) ?? Number.POSITIVE_INFINITY,
    )(day);
}

export function availableAt(sheet: Sheet, { name, pending }: Points, at: string, day: string): string | undefined {
    if (pending === undefined) return undefined;
    const exact = milliseconds(pending);
    if (exact !== undefined) return `${at} + ${exact / sheet.calendar.step}`;
    const { zone } = sheet.calendar;
    return sheet.instantByDay(`pending ${name}`, each => fallsDue(zone.startOfDay(each), pending, zone))(day);
}

/** Puts the lot that is made among those with lives of their own, which stand in the order in which they expire. */
export const putApart = (p: number, lot: string): string[] => [
    `yz${p}[${lot}] = 1;`,
    `{ let q = yt${p}++; while (q > yh${p} && xa${p}[yl${p}[q - 1]] > xa${p}[${lot}]) { yl${p}[q] = yl${p}[q - 1]; q--; } yl${p}[q] = ${lot}; }`,
];

/** Moves on to the next lots that can expire. */
export function nextMortal(sheet: Sheet, p: number): string[] {
    if (!hasOwnLives(sheet, p)) return [`while (xh${p} < lt${p} && le${p}[xh${p}] === 0) xh${p}++;`];
    return [
        `while (xh${p} < lt${p} && (le${p}[xh${p}] === 0 || yz${p}[xh${p}] === 1)) xh${p}++;`,
        `while (yh${p} < yt${p} && le${p}[yl${p}[yh${p}]] === 0) yh${p}++;`,
    ];
}

/** The oldest lots as long as their ends are so: runs code with the lot `x`. */
export const eachGone = (p: number, isSo: string, body: readonly string[]): string[] => [
    `while (xh${p} < lt${p} && xa${p}[xh${p}] ${isSo}) {`,
    `const x = xh${p}++;`,
    ...body,
    '}',
];

/** The lots that expire at the instant `t`, by their numbers: runs code with the lot `x`. */
export function eachExpiring(sheet: Sheet, p: number, body: readonly string[]): string[] {
    if (!hasOwnLives(sheet, p)) return eachGone(p, '=== t', body);
    return [
        'for (;;) {',
        ...nextMortal(sheet, p),
        `const n = xh${p} < lt${p} && xa${p}[xh${p}] === t ? xh${p} : Infinity;`,
        `const o = yh${p} < yt${p} && xa${p}[yl${p}[yh${p}]] === t ? yl${p}[yh${p}] : Infinity;`,
        'if (n === Infinity && o === Infinity) break;',
        `const x = n < o ? n : o; if (n < o) xh${p}++; else yh${p}++;`,
        ...body,
        '}',
    ];
}

/** The lots that can be spent, those that expire soonest first, while `r` is left to be taken: runs code with the lot `j`. */
export function eachSpendable(sheet: Sheet, p: number, body: readonly string[]): string[] {
    const points = sheet.program.points[p];
    if (!hasOwnLives(sheet, p) || points?.spend !== 'soonest to expire')
        return [`for (let j = sh${p}; r > 0 && j < lt${p}; j++) {`, ...body, `sh${p} = j;`, '}'];
    const end = points.pending === undefined ? `lt${p}` : `rh${p}`;
    return [
        `for (let a = sh${p}, q = yh${p}; r > 0;) {`,
        `while (a < ${end} && (le${p}[a] === 0 || yz${p}[a] === 1)) a++;`,
        `while (q < yt${p} && (le${p}[yl${p}[q]] === 0 || yl${p}[q] >= ${end})) q++;`,
        `const n = a < ${end} ? a : -1, o = q < yt${p} ? yl${p}[q] : -1;`,
        'if (n < 0 && o < 0) break;',
        `const j = n < 0 || (o >= 0 && (xa${p}[o] < xa${p}[n] || (xa${p}[o] === xa${p}[n] && o < n))) ? o : n;`,
        `sh${p} = a;`,
        ...body,
        '}',
    ];
}
