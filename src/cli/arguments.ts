import { InvalidArgumentError } from 'commander';
import { parseDate } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';

/* How values of options are read. The messages end the sentence `option '…' argument '…' is invalid.` */

export function date(text: string): number {
    const day = parseDate(text);
    if (day === undefined) throw new InvalidArgumentError('It must be a date such as 2026-03-31');
    return day;
}

export function wholeNumber(text: string): number {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number');
    return Number(text);
}

export function positiveNumber(text: string): number {
    const number = wholeNumber(text);
    if (number === 0) throw new InvalidArgumentError('It must be at least 1');
    return number;
}

/** `1%` or `0.01`, as a number from 0 to 1. */
export function share(text: string): number {
    const [, digits, percent] = text.match(/^(\d+(?:\.\d+)?)(%?)$/) ?? [];
    const value = Number(digits) / (percent === '%' ? 100 : 1);
    if (digits === undefined || value > 1) throw new InvalidArgumentError('It must be a share such as 1% or 0.01');
    return value;
}

/** The same, to be compared exactly. */
export function exactShare(text: string): Rational {
    share(text);
    const value = Rational.parse(text.replace('%', '')) ?? Rational.ZERO;
    return text.endsWith('%') ? value.div(Rational.of(100)) : value;
}

/** For options that may be given several times. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
];
