import { Rational } from '../../../base/rational.ts';
import { plural, spoken } from '../../../base/text.ts';
import type { Comparison, Expression } from '../../../model/expression.ts';
import { sayNumber } from './amounts.ts';
import type { Words } from './vocabulary.ts';
import { sayWindow } from './windows.ts';

/** What a member does, compared with an amount: `you spend at least 300 EUR over the last 12 months`. */
export function sayAchieved(op: Comparison, left: Expression, right: Expression, words: Words): string | undefined {
    if (left.kind !== 'metric' || left.of !== undefined || right.kind !== 'constant') return undefined;
    const metric = words.metric(left.metric);
    if (metric === undefined || metric.where !== undefined || metric.value?.kind === 'arithmetic') return undefined;
    const { source, fn } = metric;
    const when = sayWindow(left.window);
    const amount = `${EXTENTS[op]} ${words.value(right)}`;
    if (source.kind === 'posting') return `you ${FLOWS[source.flow]} ${amount} ${when}`;
    if (metric.name === 'spend' && !words.program.files.includes(metric.span.file))
        return `you spend ${amount} ${when}`;
    if (source.kind !== 'event' || fn !== 'count') return undefined;
    const noun = right.value instanceof Rational ? nounOf(right.value, source.event) : spoken(source.event);
    return `you have ${EXTENTS[op]} ${noun} ${when}`;
}

const nounOf = (number: Rational, event: string): string => {
    const name = spoken(event);
    return number.eq(Rational.ONE) ? `1 ${name}` : `${sayNumber(number)} ${plural(2, name).slice(2)}`;
};

const FLOWS = { earned: 'earn', spent: 'use', expired: 'lose by expiry' } as const;

const EXTENTS: Readonly<Record<Comparison, string>> = {
    '>=': 'at least',
    '>': 'more than',
    '<=': 'at most',
    '<': 'less than',
    '=': 'exactly',
    '<>': 'anything but',
};
