import type { Metric, Segment } from '../../model/metric.ts';
import { clauseMissing } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';

import { once } from './clauses.ts';
import { declared, type Lowering, spanOf, TRUTH } from './context.ts';
import { lowerAggregateBody, lowerConditions, lowerDaily } from './expression.ts';
import { aroundSegment } from './ranking.ts';

export function lowerMetric(lowering: Lowering, node: ast.Metric): Metric | undefined {
    const body = node.daily
        ? lowerDaily(lowering, node.daily)
        : node.aggregate && lowerAggregateBody(lowering, node.aggregate);
    return body && { ...declared(node), inline: false, ...body };
}

export function lowerSegment(lowering: Lowering, node: ast.Segment): Segment | undefined {
    const clauses = once(lowering, node.clauses, `the segment '${node.name}'`);
    const conditions = clauses.filter(ast.isWhenClause);
    const parts = lowerConditions(lowering, conditions, aroundSegment(lowering, node, clauses));
    if (conditions.length === 0)
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
