import { formatDate } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import { plural } from '../base/text.ts';
import type { Program } from '../model/program.ts';
import type { Type } from '../model/type.ts';
import type { Value } from '../model/value.ts';

/** A value with its unit, as a sentence says it: `40.00 EUR`, `150 Star`, `10%`, `2026-01-05`, `not known`. */
export function sayValue(value: Value, type: Type, program: Program): string {
    if (value === undefined) return 'not known';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return type.kind === 'date' ? formatDate(value) : String(value);
    if (value instanceof Rational) return sayNumber(value, type, program);
    return value.size === 0 ? 'nothing' : [...value].join(', ');
}

function sayNumber(value: Rational, type: Type, program: Program): string {
    switch (type.kind) {
        case 'money':
            return `${value.toFixed(currencyDecimals(type.currency, program))} ${type.currency}`;
        case 'points':
            return `${short(value)} ${type.points}`;
        case 'percent':
            return `${short(value.mul(Rational.of(100)))}%`;
        case 'duration':
            return value.isInteger() ? plural(value.numerator, type.unit.slice(0, -1)) : `${short(value)} ${type.unit}`;
        case 'number':
        case 'date':
        case 'text':
        case 'choice':
        case 'set':
        case 'group':
        case 'tier':
        case 'truth':
            return short(value);
    }
}

/** Minor units of the program's first currency: `60.00 EUR`. */
export function sayMoney(minor: bigint, program: Program): string {
    const { code, decimals } = program.currency;
    return `${Rational.fromUnits(minor, decimals).toFixed(decimals)} ${code}`;
}

function currencyDecimals(code: string, program: Program): number {
    return program.currencies.find(currency => currency.code === code)?.decimals ?? program.currency.decimals;
}

/** Exact where it is short, else with two digits. */
function short(value: Rational): string {
    const exact = value.toDecimal(6);
    return exact.includes('/') ? value.toFixed(2) : exact;
}
