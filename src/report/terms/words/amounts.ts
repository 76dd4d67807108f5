import { civil, type Day, MONTHS } from '../../../base/calendar.ts';
import type { Rational } from '../../../base/rational.ts';
import { Rational as Exact } from '../../../base/rational.ts';
import { groupDigits, plural } from '../../../base/text.ts';
import type { MonthDay } from '../../../model/expression.ts';
import type { Program } from '../../../model/program.ts';
import type { Duration } from '../../../model/type.ts';

/** `300 EUR`, `4.50 EUR`: cents only where there are any; more digits than the currency has are kept. */
export function sayMoney(amount: Rational, currency: string, { currencies }: Pick<Program, 'currencies'>): string {
    const decimals = currencies.find(({ code }) => code === currency)?.decimals ?? 2;
    if (amount.isInteger()) return `${groupDigits(amount.toFixed(0))} ${currency}`;
    const rounded = amount.roundTo(decimals, 'half up');
    return `${groupDigits(rounded.eq(amount) ? amount.toFixed(decimals) : sayNumber(amount))} ${currency}`;
}

export const sayPoints = (amount: Rational, points: string): string => `${sayNumber(amount)} ${points}`;

/** Exact: a decimal where there is one, else a fraction. */
export const sayNumber = (amount: Rational): string => groupDigits(amount.toDecimal(9));

/** `10%` of 1/10. */
export const sayPercent = (share: Rational): string => `${sayNumber(share.mul(Exact.of(100)))}%`;

export const sayDuration = ({ count, unit }: Duration): string => plural(count, unit.slice(0, -1));

/** `1 January 2026`. */
export function sayDay(day: Day): string {
    const { year, month, day: number } = civil(day);
    return `${number} ${MONTHS[month - 1] ?? month} ${year}`;
}

/** `31 March`. */
export const sayMonthDay = ({ month, day }: MonthDay): string => `${day} ${MONTHS[month - 1] ?? month}`;

/** `14:00`. */
export function sayMinute(minute: number): string {
    const [hours, rest] = [Math.floor(minute / 60), minute % 60];
    return `${hours}:${String(rest).padStart(2, '0')}`;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** 1 is Monday. */
export const sayWeekday = (weekday: number): string => WEEKDAYS[weekday - 1] ?? String(weekday);

/** `a`; `a and b`; `a, b and c`. */
export function listOf(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** `1st`, `22nd`, `13th`. */
export function ordinal(n: number | string): string {
    const text = String(n);
    if (/1[123]$/.test(text)) return `${text}th`;
    const ending = /1$/.test(text) ? 'st' : /2$/.test(text) ? 'nd' : /3$/.test(text) ? 'rd' : 'th';
    return `${text}${ending}`;
}

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A sentence of the parts that are there. */
export const sentence = (...parts: readonly (string | undefined)[]): string => {
    const text = parts.filter(part => part !== undefined && part !== '').join(' ');
    return `${capital(text)}${/[.!?:]$/.test(text) ? '' : '.'}`;
};
