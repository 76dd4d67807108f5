import type { Expression } from '../../model/expression.ts';
import type { MetricSource } from '../../model/metric.ts';
import type { Price } from '../../model/price.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, moneyIn, NUMBER, spanOf, TRUTH, textOf } from './context.ts';
import { windowOf } from './window.ts';

/** What the member bought of the same goods before, over the period of the brackets. */
export function boughtBefore(
    lowering: Lowering,
    node: ast.PriceBrackets | ast.Charge | ast.EveryOrders,
    window: ast.Window,
    by: 'quantity' | 'amount' | 'paid',
    where: readonly Expression[],
): Expression {
    const type = by === 'quantity' ? NUMBER : moneyIn(lowering.currency);
    const value: Expression = { span: spanOf(node), text: `item.${by}`, kind: 'item field', type, field: by };
    return sumOver(lowering, window, { value, where, source: { kind: 'item' } });
}

/** The same of an event that has a price: what such events cost before, of those that the rule is about. */
export function paidBefore(
    lowering: Lowering,
    node: ast.Charge,
    window: ast.Window,
    { of, when }: { readonly of: NonNullable<Price['of']>; readonly when: readonly Expression[] },
): Expression {
    const { event, field } = of;
    const type = moneyIn(lowering.currency);
    const value: Expression = {
        span: spanOf(node),
        text: `${event}.${field}`,
        kind: 'event field',
        type,
        event,
        field,
    };
    const where = when.filter(each => isAbout(event, each));
    return sumOver(lowering, window, { value, where, source: { kind: 'event', event } });
}

/** What a metric of such events can ask: fields of the event alone. */
function isAbout(event: string, expression: Expression): boolean {
    if (expression.kind === 'event field') return expression.event === event;
    if (expression.kind === 'constant') return true;
    const parts = partsOf(expression);
    return parts.length > 0 && parts.every(part => isAbout(event, part));
}

function partsOf(expression: Expression): readonly Expression[] {
    switch (expression.kind) {
        case 'and':
        case 'or':
        case 'some':
            return expression.parts;
        case 'not':
            return [expression.operand];
        case 'arithmetic':
        case 'compare':
            return [expression.left, expression.right];
        case 'between':
            return [expression.value, expression.low, expression.high];
        case 'in':
            return [expression.value, ...expression.options];
        case 'known':
        case 'falls':
            return [expression.value];
        default:
            return [];
    }
}

function sumOver(
    lowering: Lowering,
    window: ast.Window,
    {
        value,
        where,
        source,
    }: { readonly value: Expression; readonly where: readonly Expression[]; readonly source: MetricSource },
): Expression {
    const { span, type } = value;
    const condition: Expression | undefined =
        where.length > 1
            ? { span, text: where.map(each => each.text).join(' and '), kind: 'and', type: TRUTH, parts: where }
            : where[0];
    const metric = `sum of ${value.text}${condition === undefined ? '' : ` where ${condition.text}`}`;
    if (!lowering.inlineMetrics.has(metric))
        lowering.inlineMetrics.set(metric, {
            ...{ name: metric, title: metric, doc: '', span, inline: true, fn: 'sum', source },
            value,
            where: condition,
            type,
        });
    return {
        span,
        text: `${metric} ${textOf(window)}`,
        kind: 'metric',
        type,
        metric,
        window: windowOf(lowering, window),
    };
}
