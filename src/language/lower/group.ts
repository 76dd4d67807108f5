import type { Expression } from '../../model/expression.ts';
import { groupMeasure } from '../checks/pools.ts';
import { notHere } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { groupField } from './pool.ts';

/** `spend of household over …`: what is measured of all members of one's group. */
export function ofGroup(
    lowering: Lowering,
    node: ast.NameRef,
    measure: Expression | undefined,
): Expression | undefined {
    if (!node.group || !measure) return measure;
    if (measure.kind !== 'metric') {
        lowering.report(notHere, node, [textOf(node), 'for measures, as in spend of household over last 12 months']);
        return undefined;
    }
    if (!isAdded(node.head?.ref)) {
        lowering.report(groupMeasure, node, [textOf(node)]);
        return undefined;
    }
    const of = groupField(lowering, node.group.ref, { node, property: 'group' });
    return of === undefined ? undefined : { ...measure, of };
}

/** Points that were earned, spent or expired are sums. */
function isAdded(head: ast.Quantifiable | undefined): boolean {
    if (!ast.isMetric(head)) return true;
    return head.aggregate?.fn === 'sum' || head.aggregate?.fn === 'count';
}
