import type { Rational } from '../../base/rational.ts';
import type { Limit } from '../../model/earn.ts';
import { wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerLimit } from './limit.ts';
import { rational } from './number.ts';

/** Ceilings over all that gives these points. */
export function lowerPointsLimits(lowering: Lowering, points: string, nodes: readonly ast.Limit[]): Limit[] {
    return nodes.flatMap(node => {
        const unit = node.unit?.ref;
        if (node.unit && !unit) return [];
        if (!ast.isPoints(unit) || unit.name !== points) {
            lowering.report(wrongUnit, node, [`A limit of '${points}'`, `in ${points}`, textOf(node)]);
            return [];
        }
        return lowerLimit(lowering, node) ?? [];
    });
}

export function lowerBalanceCap(
    lowering: Lowering,
    points: string,
    node: ast.BalanceCap | undefined,
): Rational | undefined {
    const unit = node?.most?.unit?.ref;
    if (!node || !unit) return undefined;
    if (ast.isPoints(unit) && unit.name === points) return rational(node.most.value);
    lowering.report(wrongUnit, node.most, [`The balance of '${points}'`, `in ${points}`, textOf(node.most)]);
    return undefined;
}
