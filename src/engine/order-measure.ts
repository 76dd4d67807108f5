import { Rational } from '../base/rational.ts';
import type { Expression } from '../model/expression.ts';
import type { MetricFunction } from '../model/metric.ts';
import type { Value } from '../model/value.ts';
import type { Scope } from './scope.ts';

/**
 * A measure over the lines of the order in question; unknown where there is no order, or a value of a line is not
 * known. `worth` evaluates.
 */
export function orderMeasure(
    { fn, value, where }: Extract<Expression, { kind: 'order measure' }>,
    scope: Scope,
    worth: (expression: Expression, line: Scope) => Value,
): Value {
    const lines = scope.orderLines?.();
    if (lines === undefined) return undefined;
    const meant = lines.filter(line => where === undefined || worth(where, line) === true);
    if (value === undefined) return Rational.of(meant.length);
    const values = meant.map(line => worth(value, line));
    if (values.includes(undefined)) return undefined;
    if (fn === 'distinct') return Rational.of(new Set(values.map(String)).size);
    return measured(
        fn,
        values.filter(each => each instanceof Rational),
    );
}

/** The different values over the lines of the order in question; lines of which the value is not known have none. */
export function orderValues(
    { value, where }: Extract<Expression, { kind: 'order measure' }>,
    scope: Scope,
    worth: (expression: Expression, line: Scope) => Value,
): readonly Exclude<Value, undefined>[] | undefined {
    const lines = scope.orderLines?.();
    if (lines === undefined || value === undefined) return undefined;
    return lines
        .filter(line => where === undefined || worth(where, line) === true)
        .map(line => worth(value, line))
        .filter(each => each !== undefined);
}

/** The average, the least, the greatest and the last of nothing are not known. */
function measured(fn: MetricFunction, values: readonly Rational[]): Rational | undefined {
    const sum = values.reduce((all, each) => all.add(each), Rational.ZERO);
    switch (fn) {
        case 'sum':
            return sum;
        case 'count':
        case 'distinct':
            return Rational.of(values.length);
        case 'average':
            return values.length === 0 ? undefined : sum.div(Rational.of(values.length));
        case 'minimum':
            return values.reduce<Rational | undefined>((least, each) => least?.min(each) ?? each, undefined);
        case 'maximum':
            return values.reduce<Rational | undefined>((most, each) => most?.max(each) ?? each, undefined);
        case 'last':
            return values.at(-1);
    }
}
