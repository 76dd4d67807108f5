import type { Metric, Segment } from '../../model/metric.ts';
import { clauseMissing } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { declared, type Lowering, spanOf, TRUTH } from './context.ts';
import { ABOUT_MEMBER, lowerAggregateBody, lowerConditions, lowerDaily } from './expression.ts';

export function lowerMetric(lowering: Lowering, node: ast.Metric): Metric | undefined {
    const body = node.daily
        ? lowerDaily(lowering, node.daily)
        : node.aggregate && lowerAggregateBody(lowering, node.aggregate);
    return body && { ...declared(node), inline: false, ...body };
}

export function lowerSegment(lowering: Lowering, node: ast.Segment): Segment | undefined {
    const parts = lowerConditions(lowering, node.conditions, ABOUT_MEMBER);
    if (node.conditions.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The segment '${node.name}'`, 'when …']);
    const [first] = parts;
    if (!first) return undefined;
    return {
        ...declared(node),
        when:
            parts.length === 1
                ? first
                : {
                      kind: 'and',
                      type: TRUTH,
                      span: spanOf(node),
                      text: parts.map(part => part.text).join(' and '),
                      parts,
                  },
    };
}
