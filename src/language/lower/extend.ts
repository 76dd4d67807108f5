import type { Action } from '../../model/trigger.ts';
import { pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { period } from './trigger-occasion.ts';

/** `extend Star by 3 months`. */
export function lowerExtend(
    lowering: Lowering,
    node: ast.Extend,
): Omit<Extract<Action, { kind: 'extend' }>, 'span' | 'text'> | undefined {
    const points = node.points?.ref;
    if (!points) return undefined;
    const endsAtOnce = points.clauses.filter(ast.isExpireClause).some(({ inactive, without }) => inactive || without);
    if (endsAtOnce) lowering.report(pointlessClause, node, [textOf(node), `silence ends all '${points.name}' at once`]);
    return { kind: 'extend', points: points.name, by: period(lowering, node.by) };
}
