import { Rational } from '../../../base/rational.ts';
import type { Program } from '../../../model/program.ts';

/** What a condition compares with. */
export interface Limit {
    /** Of a share, 1% is 1/100. */
    readonly amount: Rational;
    readonly isShare: boolean;
    /** A currency or a kind of points, where one is written. */
    readonly unit: string | undefined;
}

export interface Comparison {
    readonly holds: (left: Rational, right: Rational) => boolean;
}

export const comparisons: ReadonlyMap<string, Comparison> = new Map(
    Object.entries({
        '>': { holds: (left: Rational, right: Rational) => left.gt(right) },
        '>=': { holds: (left: Rational, right: Rational) => left.ge(right) },
        '<': { holds: (left: Rational, right: Rational) => left.lt(right) },
        '<=': { holds: (left: Rational, right: Rational) => left.le(right) },
    }),
);

/** `1%`, `-0.5%`, `100 EUR`, `1_000 Star`, `10`; a sentence where it is none of them. */
export function parseLimit(text: string, { currencies, points }: Program): Limit | string {
    const [, digits = '', percent, unit] = /^([+-]?[\d_,.]+) ?(%)?(?: ?([\p{L}\p{N}_]+))?$/u.exec(text) ?? [];
    const amount = Rational.parse(digits.replaceAll(',', ''));
    if (amount === undefined)
        return `'${text}' must be a share such as 1%, an amount such as 100 ${currencies[0]?.code ?? 'EUR'}, or a number.`;
    if (percent !== undefined) return { amount: amount.div(Rational.of(100)), isShare: true, unit };
    const known = [...currencies.map(({ code }) => code), ...points.map(({ name }) => name)];
    if (unit !== undefined && !known.includes(unit))
        return `'${unit}' must be a unit of the program: ${known.join(', ')}.`;
    return { amount, isShare: false, unit };
}
