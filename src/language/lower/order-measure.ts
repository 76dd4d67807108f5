import type { Expression, OrderField } from '../../model/expression.ts';
import type { Metric } from '../../model/metric.ts';
import { notHere } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, spanOf, textOf } from './context.ts';

/** `… over this order`: a measure of items, looked at in the order in question. */
export function lowerOrderMeasure(
    lowering: Lowering,
    node: ast.Aggregate | ast.NameRef,
    body: Pick<Metric, 'fn' | 'source' | 'value' | 'where' | 'type'> | undefined,
    around: Around,
): Expression | undefined {
    if (body === undefined) return undefined;
    const isOfOrder = around.order || around.events.includes('purchase');
    if (isOfOrder && body.source.kind === 'item') {
        const { fn, value, where, type } = body;
        return { span: spanOf(node), text: textOf(node), kind: 'order measure', fn, value, where, type };
    }
    const place = isOfOrder ? 'behind a measure of items' : 'in prices, in rewards, and in rules on purchases';
    lowering.report(notHere, node, [textOf(node), place]);
    return undefined;
}

const FIELDS = ['gross', 'net', 'with_tax', 'units', 'lines', 'shipping'] as const satisfies readonly OrderField[];

export const orderField = (name: string): OrderField => FIELDS.find(each => each === name) ?? 'total';
