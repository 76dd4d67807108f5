import type { GiftLife } from '../../model/earn.ts';
import type { Points } from '../../model/points.ts';
import {
    availableAt,
    eachExpiring,
    eachGone,
    eachSpendable,
    expires,
    expiresAt,
    hasOwnLives,
    putApart,
} from './lives.ts';
import type { Sheet } from './sheet.ts';
import { tell } from './told.ts';
import { declareWarnings, warned } from './warning.ts';

/** When and for what something is posted, as code: `row` is the first row of its event, -1 where there is none. */
export interface Cause {
    readonly at: string;
    readonly day: string;
    readonly row: string;
}

/** Variables and arrays of one kind of points. Lots stand in the order in which they are earned, spent and expire. */
export function declareLedgers(sheet: Sheet, lotsPerRow: number, moreLots: number): void {
    for (const [p, points] of sheet.program.points.entries()) {
        sheet.local(`lt${p}`, '0', 'whole');
        for (const name of ['av', 'is']) sheet.local(`${name}${p}`, '0');
        for (const name of ['sp', 'ex', 'tb', 'sh']) sheet.cold(`${name}${p}`, '0');
        if (owes(sheet, p)) sheet.local(`de${p}`, '0');
        else sheet.cold(`de${p}`, '0');
        sheet.array(`le${p}`, 'double', lotsPerRow, moreLots);
        if (sheet.tells) sheet.array(`ru${p}`, 'whole', lotsPerRow, moreLots);
        if (mergesLots(sheet)) sheet.local(`nl${p}`, '0');
        if (isPending(points)) sheet.local(`pe${p}`, '0');
        else sheet.cold(`pe${p}`, '0');
        if (expires(sheet, p)) {
            sheet.local(`xh${p}`, '0', 'whole');
            sheet.array(`xa${p}`, 'double', lotsPerRow, moreLots);
        }
        if (hasOwnLives(sheet, p)) {
            for (const name of ['yh', 'yt']) sheet.cold(`${name}${p}`, '0');
            for (const name of ['yl', 'yz']) sheet.array(`${name}${p}`, 'whole', lotsPerRow, moreLots);
        }
        if (isPending(points)) {
            sheet.local(`rh${p}`, '0', 'whole');
            sheet.array(`ra${p}`, 'double', lotsPerRow, moreLots);
        }
    }
    declareWarnings(sheet, lotsPerRow, moreLots);
}

export const isPending = ({ pending }: Points): boolean => pending !== undefined;

/** Whether a member can come to owe points. */
export function owes(sheet: Sheet, p: number): boolean {
    const points = sheet.program.points[p];
    if (points === undefined || points.debt !== 'allowed') return false;
    const takes = sheet.program.triggers.some(({ actions }) =>
        actions.some(action => action.kind === 'take' && action.points === points.name),
    );
    return takes || (points.onReturn === 'take' && sheet.shape.hasEvent('return'));
}

/** Whether lots of these points may expire when something else happens: of several kinds, one is told after the other. */
export function expiresLate(sheet: Sheet, p: number): boolean {
    const late = [...sheet.program.points.entries()].filter(
        ([q, points]) => expires(sheet, q) && !isPending(points) && !hasOwnLives(sheet, q),
    );
    const all = sheet.program.points.filter((_, q) => expires(sheet, q));
    return late.some(([q]) => q === p) && (!sheet.tells || all.length === 1);
}

/** Where nobody hears of lots, those of one event are one. */
export const mergesLots = (sheet: Sheet): boolean =>
    !sheet.tells && !sheet.shape.hasEvent('return') && !sheet.program.points.some((_, p) => hasOwnLives(sheet, p));

/** What was issued since the last time becomes a lot: before lots are looked at, and at the end of an event. */
export function flushed(sheet: Sheet, cause: Cause): string[] {
    if (!mergesLots(sheet)) return [];
    return sheet.program.points.flatMap((points, p) => {
        const [available, until] = [
            availableAt(sheet, points, cause.at, cause.day),
            expiresAt(sheet, points, undefined, cause),
        ];
        return [
            `if (nl${p} > 0) {`,
            ...(until === undefined
                ? []
                : [`xa${p}[lt${p}] = ${until};`, ...warned(sheet, p, `xa${p}[lt${p}]`, cause.at)]),
            ...(available === undefined ? [] : [`ra${p}[lt${p}] = ${available};`]),
            `le${p}[lt${p}++] = nl${p}; nl${p} = 0;`,
            '}',
        ];
    });
}

/** A lot of so many points, which is more than none. Its number is `lt` afterwards. */
export function issued(
    sheet: Sheet,
    p: number,
    amount: string,
    rule: number,
    cause: Cause,
    life: GiftLife | undefined = undefined,
): string[] {
    const points = sheet.program.points[p];
    if (points === undefined) return [];
    const { at, day, row } = cause;
    const [lot, lines] = [`lt${p}`, [`is${p} += ${amount};`]];
    if (mergesLots(sheet)) {
        if (isPending(points)) return [...lines, `nl${p} += ${amount}; pe${p} += ${amount};`];
        if (!owes(sheet, p)) return [...lines, `nl${p} += ${amount}; av${p} += ${amount};`];
        return [
            ...lines,
            `{ const f = Math.min(de${p}, ${amount}); de${p} -= f; nl${p} += ${amount} - f; av${p} += ${amount} - f; }`,
        ];
    }
    const available = availableAt(sheet, points, at, day);
    const until = expiresAt(sheet, points, life, cause);
    if (sheet.tells) lines.push(`ru${p}[${lot}] = ${rule};`);
    if (expires(sheet, p)) lines.push(`xa${p}[${lot}] = ${until ?? 'Infinity'};`);
    if (life !== undefined) lines.push(...putApart(p, lot));
    else if (hasOwnLives(sheet, p)) lines.push(`yz${p}[${lot}] = 0;`);
    if (until !== undefined) lines.push(...warned(sheet, p, `xa${p}[${lot}]`, at));
    lines.push(`le${p}[${lot}] = ${amount};`);
    if (available !== undefined) lines.push(`ra${p}[${lot}] = ${available};`, `pe${p} += ${amount};`);
    else lines.push(...released(sheet, p, lot, amount));
    lines.push(`${lot}++;`);
    const [y, z] = [available ?? 'NaN', until === undefined ? 'NaN' : `xa${p}[${lot} - 1]`];
    return [...lines, ...tell(sheet, 'issued', { at, row, what: `${rule}`, points: `${p}`, lot, x: amount, y, z })];
}

/** Points become available; what is owed is filled first. */
function released(sheet: Sheet, p: number, lot: string, amount: string): string[] {
    if (!owes(sheet, p)) return [`av${p} += ${amount};`];
    return [
        `if (de${p} > 0) { const f = Math.min(de${p}, ${amount}); le${p}[${lot}] -= f; de${p} -= f; av${p} += ${amount} - f; }`,
        `else av${p} += ${amount};`,
    ];
}

/** What falls due for lots at the instant `t`: pending ones are released. */
export function releases(sheet: Sheet, p: number): string[] {
    const lot = `rh${p}`;
    return [
        `while (${lot} < lt${p} && ra${p}[${lot}] === t) {`,
        `const l = le${p}[${lot}];`,
        'if (l > 0) {',
        `pe${p} -= l;`,
        ...released(sheet, p, lot, 'l'),
        ...tell(sheet, 'released', {
            at: 't',
            row: '-1',
            what: `ru${p}[${lot}]`,
            points: `${p}`,
            lot: `${lot} + 1`,
            x: 'l',
            z: expiryCode(sheet, p, lot),
        }),
        '}',
        `${lot}++;`,
        '}',
    ];
}

/** … and those whose time is over expire. */
export const expiries = (sheet: Sheet, p: number): string[] => eachExpiring(sheet, p, expiring(sheet, p, 't'));

/**
 * Nobody sees when lots of plain points expire until something else happens to the member: then all do whose time was
 * over before (`<`), or is by now (`<=`), each as of its own instant.
 */
export const expiredBy = (sheet: Sheet, p: number, operator: '<' | '<=', at: string): string[] =>
    eachGone(p, `${operator} ${at}`, expiring(sheet, p, `xa${p}[x]`));

/** All points that expire late, up to an instant. */
export const expiredBefore = (sheet: Sheet, at: string): string[] =>
    [...sheet.program.points.keys()].flatMap(p => (expiresLate(sheet, p) ? expiredBy(sheet, p, '<=', at) : []));

function expiring(sheet: Sheet, p: number, at: string): string[] {
    const points = sheet.program.points[p];
    const gone =
        points !== undefined && isPending(points) ? `if (x < rh${p}) av${p} -= l; else pe${p} -= l;` : `av${p} -= l;`;
    return [
        `const l = le${p}[x];`,
        'if (l > 0) {',
        `le${p}[x] = 0;`,
        `ex${p} += l;`,
        gone,
        ...tell(sheet, 'expired', {
            at,
            row: '-1',
            what: `ru${p}[x]`,
            points: `${p}`,
            lot: 'x + 1',
            x: 'l',
            z: `xa${p}[x]`,
        }),
        '}',
    ];
}

export const expiryCode = (sheet: Sheet, p: number, lot: string): string =>
    expires(sheet, p) ? `xa${p}[${lot}]` : 'NaN';

/** Takes what is available from the lots that are spent first. `told` is the code for each part `c` of lot number `j`. */
export function takenInOrder(sheet: Sheet, p: number, amount: string, cause: Cause, told: readonly string[]): string[] {
    return [
        ...flushed(sheet, cause),
        '{',
        `av${p} -= ${amount};`,
        `let r = ${amount};`,
        ...eachSpendable(sheet, p, [
            `const l = le${p}[j];`,
            'if (l > 0) {',
            'const c = l < r ? l : r;',
            `le${p}[j] = l - c;`,
            'r -= c;',
            ...told,
            '}',
        ]),
        '}',
    ];
}

/** Takes points back that no lot is named for; what is not there becomes a debt or is forgiven. */
export function takenBack(sheet: Sheet, p: number, amount: string, rule: string, cause: Cause): string[] {
    const { at, row } = cause;
    const points = sheet.program.points[p];
    const isOwed = points?.debt === 'allowed';
    const terms = { at, row, what: rule, points: `${p}` };
    return [
        '{',
        `const free = Math.max(0, Math.min(${amount}, av${p} - de${p})), miss = ${amount} - free;`,
        ...takenInOrder(sheet, p, 'free', cause, tell(sheet, 'takenBack', { ...terms, lot: 'j + 1', x: 'c' })),
        isOwed ? `tb${p} += ${amount}; de${p} += miss;` : `tb${p} += free;`,
        ...(sheet.tells
            ? ['if (miss > 0)', ...tell(sheet, isOwed ? 'takenBack' : 'forgiven', { ...terms, lot: '0', x: 'miss' })]
            : []),
        '}',
    ];
}
