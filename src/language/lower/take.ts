import type { Action } from '../../model/trigger.ts';
import { outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { lowerPer } from './basis.ts';
import { type Lowering, textOf } from './context.ts';
import { rational, share } from './number.ts';
import { gives } from './spend-those.ts';

/** `take 50 Star`, `take 5% of Star at least 5 Star`, `take 1 Star per 1 of correction.points`, `take all Star`. */
export function lowerTake(
    lowering: Lowering,
    node: ast.Take,
    around: Around,
): Omit<Extract<Action, { kind: 'take' }>, 'span' | 'text'> | undefined {
    const points = node.points?.ref?.name;
    if (points === undefined) return undefined;
    if (node.all)
        return { kind: 'take', points, amount: undefined, per: undefined, ...givenBy(lowering, node, points) };
    if (node.share) return lowerShare(lowering, node, points);
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

function givenBy(lowering: Lowering, node: ast.Take, points: string): { readonly givenBy?: readonly string[] } {
    const rules = node.rules.flatMap(({ ref }) => (ref ? [ref] : []));
    if (rules.length === 0) return {};
    const never = rules.find(rule => !gives(rule, points));
    if (never) lowering.report(pointlessClause, node, [`of ${never.name}`, `'${never.name}' gives no ${points}`]);
    return { givenBy: rules.map(({ name }) => name) };
}

function lowerShare(
    lowering: Lowering,
    node: ast.Take,
    points: string,
): Omit<Extract<Action, { kind: 'take' }>, 'span' | 'text'> {
    const amount = share(node.value);
    if (amount.isZero() || amount.gt(rational('1')))
        lowering.report(outOfRange, node, ['The share that is taken', 'above 0% and at most 100%', textOf(node)]);
    const unit = node.atLeast?.unit?.ref;
    if (node.atLeast && unit && unit.name !== points)
        lowering.report(wrongUnit, node.atLeast, ['The least that is taken', `in ${points}`, textOf(node.atLeast)]);
    const atLeast = node.atLeast && rational(node.atLeast.value);
    return { kind: 'take', points, amount, per: undefined, share: true, ...(atLeast ? { atLeast } : {}) };
}
