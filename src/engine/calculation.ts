import { addMonths, addYears } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import type { Arithmetic } from '../model/expression.ts';
import type { DurationUnit } from '../model/type.ts';
import type { Value } from '../model/value.ts';

/** Dividing by zero is unknown, not zero and not infinite. */
export function combine(op: Arithmetic, a: Rational, b: Rational): Rational | undefined {
    switch (op) {
        case '+':
            return a.add(b);
        case '-':
            return a.sub(b);
        case '*':
            return a.mul(b);
        case '/':
            return b.isZero() ? undefined : a.div(b);
    }
}

export function moveDate(date: number, op: Arithmetic, by: Value, unit: DurationUnit): Value {
    const count = toRational(by);
    if (count === undefined || (op !== '+' && op !== '-')) return undefined;
    const steps = Number(count.floor()) * (op === '-' ? -1 : 1);
    switch (unit) {
        case 'days':
            return date + steps;
        case 'weeks':
            return date + 7 * steps;
        case 'months':
            return addMonths(date, steps);
        case 'years':
            return addYears(date, steps);
        case 'hours':
            return date + Math.floor(steps / 24);
        case 'minutes':
            return date + Math.floor(steps / 1440);
    }
}

export function toRational(value: Value): Rational | undefined {
    if (value instanceof Rational) return value;
    return typeof value === 'number' ? Rational.of(value) : undefined;
}
