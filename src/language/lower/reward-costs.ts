import type { Rational } from '../../base/rational.ts';
import type { RewardCost } from '../../model/reward.ts';
import { clauseMissing, outOfRange, statusPoints, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { rational } from './number.ts';

/** One price for everybody, and others under conditions, in the same points. */
export function lowerCosts(
    lowering: Lowering,
    node: ast.Reward,
    clauses: readonly ast.Costs[],
    around: Around,
): RewardCost | undefined {
    const [common, ...more] = clauses.filter(({ condition }) => !condition);
    for (const again of more)
        lowering.report(wrongUnit, again, [`'${node.name}'`, "one price without 'if'", textOf(again)]);
    if (!common) {
        lowering.report(clauseMissing, { node, property: 'name' }, [`The reward '${node.name}'`, 'costs …']);
        return undefined;
    }
    const amount = priceIn(lowering, common);
    const points = common.amount?.unit?.ref?.name;
    if (amount === undefined || points === undefined) return undefined;
    const cases = clauses.flatMap(clause => {
        if (!clause.condition) return [];
        const condition = lowerExpression(lowering, clause.condition, around);
        const other = priceIn(lowering, clause);
        if (other === undefined || condition === undefined) return [];
        if (clause.amount?.unit?.ref?.name === points) return [{ amount: other, condition }];
        lowering.report(wrongUnit, clause.amount, [`What '${node.name}' costs`, points, textOf(clause.amount)]);
        return [];
    });
    return { points, amount, cases };
}

function priceIn(lowering: Lowering, { amount: node }: ast.Costs): Rational | undefined {
    const unit = node?.unit?.ref;
    if (!node || !unit) return undefined;
    if (!ast.isPoints(unit)) {
        lowering.report(wrongUnit, node, ['What a reward costs', 'points', textOf(node)]);
        return undefined;
    }
    if (unit.clauses.some(each => ast.isUseClause(each) && each.use === 'status'))
        lowering.report(statusPoints, node, [unit.name]);
    const amount = rational(node.value);
    if (amount.isZero()) lowering.report(outOfRange, node, ['What a reward costs', 'above zero', textOf(node)]);
    return amount;
}
