import { Rational } from '../base/rational.ts';
import type { Span } from '../base/span.ts';
import { groupDigits, plural } from '../base/text.ts';
import type { Place } from '../model/documents/place.ts';
import type { Program } from '../model/program.ts';

export const sayPoints = (amount: Rational, name: string): string => `${groupDigits(amount.toDecimal())} ${name}`;

export function sayMinor(minor: bigint, { currency }: Pick<Program, 'currency'>): string {
    const { decimals, code } = currency;
    return `${groupDigits(Rational.fromUnits(minor, decimals).toFixed(decimals))} ${code}`;
}

export const sayTimes = (times: number): string => (times === 0 ? 'never' : plural(times, 'time'));

/** Commas in the amounts of sentences that the engine made: `16846.96 EUR`. */
export const grouped = (text: string): string => text.replace(/(?<![\d.])\d{4,}(?:\.\d+)?(?= [A-Z])/g, groupDigits);

/** For documents: lines count from 1. */
export const placeOf = ({ file, line }: Span): Place => ({ file, line: line + 1 });
