import type { Action } from '../../model/trigger.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerPer } from './earn.ts';
import type { Around } from './expression.ts';
import { rational } from './number.ts';

/** `take 50 Star`, `take 1 Star per 1 of correction.points`, `take all Star`. */
export function lowerTake(
    lowering: Lowering,
    node: ast.Take,
    around: Around,
): Omit<Extract<Action, { kind: 'take' }>, 'span' | 'text'> | undefined {
    const points = node.points?.ref?.name;
    if (points === undefined) return undefined;
    if (node.all) return { kind: 'take', points, amount: undefined, per: undefined };
    const amount = rational(node.value);
    if (amount.isZero()) lowering.report(outOfRange, node, ['What is taken', 'above zero', textOf(node)]);
    if (!node.per) return { kind: 'take', points, amount, per: undefined };
    const per = lowerPer(lowering, node.per, around, undefined);
    if (per === undefined) return undefined;
    const { step, whole, of } = per;
    if (of === undefined) {
        lowering.report(pointlessClause, node.per, [textOf(node.per), "a trigger says of what: 'per 1 of …'"]);
        return undefined;
    }
    return { kind: 'take', points, amount, per: { step, whole, of } };
}
