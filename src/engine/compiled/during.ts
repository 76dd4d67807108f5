import type { Times } from '../../model/expression.ts';
import { isDuring } from '../during.ts';
import type { Look } from './look.ts';
import type { Sheet } from './sheet.ts';

/** Code that is true while these times hold; '' where they always do. */
export function duringCode(sheet: Sheet, times: Times, { at, day, bits }: Pick<Look, 'at' | 'day' | 'bits'>): string {
    if (times.length === 0) return '';
    const hasHours = times.some(alternatives => alternatives.some(({ hours }) => hours !== undefined));
    if (hasHours) return `H.isDuring(${sheet.hours(times)}, ${at})`;
    const { zone } = sheet.calendar;
    const plain = times.map(alternatives => alternatives.map(({ span: _, ...each }) => each));
    const holds = (each: number): boolean => isDuring(times, zone.startOfDay(each), zone);
    const bit = bits === undefined ? undefined : sheet.bitByDay(JSON.stringify(plain), holds);
    if (bit !== undefined) return `(${bits} & ${1 << bit}) !== 0`;
    const table = sheet.byDay(`during ${JSON.stringify(plain)}`, each => (holds(each) ? 1 : 0));
    return `${table(day)} === 1`;
}

/** Code that is true while the program's rules are in force; '' where they always are. */
export function inForceCode(sheet: Sheet, { day }: Pick<Look, 'day'>): string {
    const { from, through } = sheet.program.valid;
    const parts = [
        ...(from === undefined ? [] : [`${day} >= ${from}`]),
        ...(through === undefined ? [] : [`${day} <= ${through}`]),
    ];
    return parts.join(' && ');
}

/** Several conditions in one, '' where there is none. */
export const allOf = (...conditions: readonly string[]): string => conditions.filter(each => each !== '').join(' && ');
