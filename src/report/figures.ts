import { dayOf, daysInMonth, MONTHS, parseDate } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import { groupDigits } from '../base/text.ts';
import type { Money } from '../model/documents/simulation.ts';

/*
 * How the figures of documents are written for people. The documents hold decimal text; a text that is no number
 * (which only a bug or a foreign document has) is shown as it is and counts as zero in charts.
 */

/** `8,300,065.81 GBP`. */
export const money = (value: Money): string => `${groupDigits(value.amount)} ${value.currency}`;

/** `8,300,066 GBP`: an estimate does not know cents, unless it is small. */
export function estimate({ amount, currency }: Money): string {
    const value = decimal(amount);
    const isLarge = value.abs().ge(Rational.of(100));
    return money({ amount: isLarge ? value.toFixed(0) : amount, currency });
}

/** `12,000`. */
export const count = (value: number | string): string => groupDigits(String(value));

/** `1,234 Star`. */
export const points = (amount: string, name: string): string => `${groupDigits(amount)} ${name}`;

export const decimal = (text: string): Rational => Rational.parse(text) ?? Rational.ZERO;

/** `65.1%` of the exact decimal `0.6512`. */
export const percent = (share: string): string => `${groupDigits(percentage(decimal(share)))}%`;

/** The share of a part in a whole, `3.1%`; a dash where the whole is nothing. */
export function shareOf(part: Rational, whole: Rational): string {
    return whole.isZero() ? '–' : `${groupDigits(percentage(part.div(whole)))}%`;
}

/** One digit; two where the first would be a zero that says nothing. */
function percentage(share: Rational): string {
    if (share.isZero()) return '0';
    const hundredfold = share.mul(Rational.of(100));
    const small = hundredfold.abs().lt(Rational.of(1, 10));
    return hundredfold.toFixed(small ? 2 : 1);
}

/** `March 2011` of `2011-03`. */
export function monthName(month: string): string {
    const [year, number] = month.split('-');
    return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
}

/** `Mar 11` of `2011-03`, for axes. */
export function monthLabel(month: string): string {
    const [year = '', number] = month.split('-');
    return `${MONTHS[Number(number) - 1]?.slice(0, 3) ?? number} ${year.slice(-2)}`;
}

/** Days of this month that lie before `from` or after `to`: the month is not whole. */
export function isPartial(month: string, from: string | undefined, to: string | undefined): boolean {
    const [year, number] = month.split('-').map(Number);
    if (year === undefined || number === undefined || from === undefined || to === undefined) return false;
    const [first, last] = [parseDate(from), parseDate(to)];
    if (first === undefined || last === undefined) return false;
    return first > dayOf(year, number, 1) || last < dayOf(year, number, daysInMonth(year, number));
}
