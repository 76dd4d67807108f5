import type { CalendarUnit, Expression } from '../../model/expression.ts';
import type { Metric, MetricSource } from '../../model/metric.ts';
import type { Type } from '../../model/type.ts';
import { aggregateOf } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { type Lowering, moneyIn, NUMBER, textOf } from './context.ts';

export type AggregateBody = Pick<Metric, 'fn' | 'source' | 'value' | 'where' | 'periods' | 'type'>;

/** How what is added up, and its condition, are lowered. */
export interface Inside {
    readonly name: (node: ast.NameRef, around: Around) => Expression | undefined;
    readonly condition: (node: ast.Expression, around: Around) => Expression | undefined;
}

/** What is added up, over what, under which condition. */
export function lowerSummedUp(lowering: Lowering, node: ast.Aggregate, inside: Inside): AggregateBody | undefined {
    const head = node.of?.head?.ref;
    const periods = periodsOf(node);
    const fn = aggregateFunction(node.fn);
    if (!head || !node.of) return undefined;
    const field = node.of.tail[0]?.ref;
    if (node.of.tail.length > 0 && !field) return undefined;
    if (!ast.isEventDecl(head) && !ast.isItemDecl(head)) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'an event or of items']);
        return undefined;
    }
    const items = ast.isItemDecl(head);
    const around: Around = { ...ABOUT_MEMBER, events: items ? ['purchase'] : [head.name], items, past: true };
    const own = field ? inside.name(node.of, around) : undefined;
    const value = own && node.times ? multiplied(lowering, node, own, inside.name(node.times, around)) : own;
    if (field && !value) return undefined;
    if (periods !== undefined && field) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'an event or of items, not of a field']);
        return undefined;
    }
    if (fn !== 'count' && periods === undefined && !value) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'a field']);
        return undefined;
    }
    const summable =
        value && (value.type.kind === 'number' || value.type.kind === 'money' || value.type.kind === 'percent');
    if (fn !== 'count' && fn !== 'distinct' && !summable) {
        lowering.report(aggregateOf, node.of, [textOf(node.of), 'a number or money']);
        return undefined;
    }
    const where = node.where ? inside.condition(node.where, around) : undefined;
    if (node.where && !where) return undefined;
    const source: MetricSource = items ? { kind: 'item' } : { kind: 'event', event: head.name };
    return {
        fn,
        source,
        value: fn === 'count' ? undefined : value,
        where,
        ...(periods === undefined ? {} : { periods }),
        type: fn === 'count' || fn === 'distinct' || !value ? NUMBER : value.type,
    };
}

/** `item.quantity * item.weight`: of one line, or of one event. */
function multiplied(
    lowering: Lowering,
    { fn, of, times }: ast.Aggregate,
    left: Expression,
    right: Expression | undefined,
): Expression | undefined {
    if (!right || !times) return undefined;
    const isSame = times.head?.ref === of?.head?.ref;
    const isPure = right.type.kind === 'number' || right.type.kind === 'percent';
    const isAmount = left.type.kind === 'money' || left.type.kind === 'number';
    if (fn === 'count' || fn === 'distinct' || fn === 'last' || !isSame || !isPure || !isAmount) {
        lowering.report(aggregateOf, times, [textOf(times), `a number of the same, and of a sum`]);
        return undefined;
    }
    const place = { span: left.span, text: `${left.text} * ${right.text}` };
    return { ...place, kind: 'arithmetic', type: left.type, op: '*', left, right };
}

/** What accounts hold day by day is money, how many are held is a number. */
export function dailyType(lowering: Lowering, { series }: ast.Daily): Type {
    return series === 'balance' ? moneyIn(lowering.currency) : NUMBER;
}

export function lowerDayByDay(
    lowering: Lowering,
    node: ast.Daily,
    condition: Inside['condition'],
): AggregateBody | undefined {
    const where = node.where && condition(node.where, { ...ABOUT_MEMBER, events: ['balance'] });
    if (node.where && !where) return undefined;
    const series = node.series === 'accounts' || node.series === 'kinds' ? node.series : 'balance';
    const source: MetricSource = { kind: 'daily', series };
    return { fn: aggregateFunction(node.fn), source, value: undefined, where, type: dailyType(lowering, node) };
}

/** `days with purchase`. */
function periodsOf({ fn }: ast.Aggregate): CalendarUnit | undefined {
    return UNITS.find(unit => `${unit}s` === fn);
}

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const satisfies readonly CalendarUnit[];

function aggregateFunction(fn: string): Metric['fn'] {
    switch (fn) {
        case 'count':
        case 'average':
        case 'minimum':
        case 'maximum':
        case 'distinct':
        case 'last':
            return fn;
        case 'days':
        case 'weeks':
        case 'months':
        case 'quarters':
        case 'years':
            return 'distinct';
        default:
            return 'sum';
    }
}
