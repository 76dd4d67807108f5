import { Rational } from '../../base/rational.ts';
import type { Basis, EarnOccasion, Give } from '../../model/earn.ts';
import { describeType } from '../../model/type.ts';
import { bracketOrder, clauseMissing, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { comparable } from './comparable.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { givenUnit } from './given-unit.ts';
import { sortBrackets } from './mend.ts';
import { rational } from './number.ts';

const limitOf = ({ from }: ast.EarnStep): Rational =>
    rational('value' in from && typeof from.value === 'string' ? from.value : '0');

/** `graduated by … { from …: … }`. By a measure over a period, what the event adds goes on where the measure stands. */
export function lowerBrackets(
    lowering: Lowering,
    node: ast.EarnBrackets,
    around: Around,
    occasion: EarnOccasion,
): Give | undefined {
    const by = lowerExpression(lowering, node.by, around);
    const first = node.steps[0];
    if (!by || !first) {
        if (!first) lowering.report(clauseMissing, node, [`'${node.mode}'`, 'from …: …']);
        return undefined;
    }
    const unit = givenUnit(lowering, first.amount?.unit?.ref, first);
    if (!unit) return undefined;
    let before: Rational | undefined;
    const steps = node.steps.map(step => {
        const from = limitOf(step);
        const type = lowerExpression(lowering, step.from, around)?.type;
        if (type && !comparable(type, by.type))
            lowering.report(mismatch, step.from, [describeType(by.type), describeType(type)]);
        if (before && !from.gt(before))
            lowering.report(bracketOrder, step, [textOf(step), 'begin above the one before it'], {
                fixes: sortBrackets(node.steps, node.steps.map(limitOf)),
            });
        if (!before && !from.isZero())
            lowering.report(bracketOrder, step, [textOf(step), 'begin at zero, as the first one']);
        before = from;
        const given = givenUnit(lowering, step.amount?.unit?.ref, step);
        if (given && JSON.stringify(given) !== JSON.stringify(unit))
            lowering.report(wrongUnit, step, ['A bracket', 'in the unit of the first one', textOf(step.amount)]);
        return { from, amount: rational(step.amount?.value), per: step.per && rational(step.per.value) };
    });
    const isMoved = by.kind === 'metric' && steps.some(({ per }) => per !== undefined);
    if (isMoved && occasion.kind === 'item')
        lowering.report(pointlessClause, node.by, [
            textOf(node.by),
            "a rule 'on item' looks at each line by itself; write the rule 'on purchase'",
        ]);
    const mode = node.mode === 'graduated' ? 'graduated' : 'all-units';
    const basis: Basis = { kind: 'brackets', mode, by, isMoved, steps };
    return {
        span: spanOf(node),
        text: textOf(node),
        unit,
        amount: Rational.ONE,
        basis,
        to: 'member',
        expiring: undefined,
        pending: undefined,
        atMost: undefined,
        condition: undefined,
    };
}
