import { Rational } from '../../base/rational.ts';
import type { EarnOccasion, Give } from '../../model/earn.ts';
import { describeType, type Type } from '../../model/type.ts';
import { pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { lowerBasis } from './basis.ts';
import { comparable } from './comparable.ts';
import { type Lowering, moneyIn, spanOf, textOf } from './context.ts';
import { lowerCondition, lowerExpression } from './expression.ts';
import { checkGiftLife, lowerGiftLife } from './gift-life.ts';
import { givenUnit } from './given-unit.ts';
import { duration, rational, share } from './number.ts';
import { unitOfRules } from './share-of-rules.ts';

function typeOfUnit(unit: Give['unit']): Type {
    return unit.kind === 'points' ? { kind: 'points', points: unit.points } : moneyIn(unit.currency);
}

export function lowerGive(
    lowering: Lowering,
    node: ast.Give,
    around: Around,
    occasion: EarnOccasion | undefined,
): Give | undefined {
    const basis = lowerBasis(lowering, node, around, occasion);
    const unit = node.percent
        ? unitOfRules(lowering, node, occasion)
        : givenUnit(lowering, node.unit?.ref, { node, property: 'unit' });
    const condition = node.condition && lowerCondition(lowering, node.condition, around);
    if (!basis || !unit || (node.condition && !condition)) return undefined;
    if (node.to === 'referrer' && occasion?.kind !== 'referred') {
        lowering.report(pointlessClause, node, [
            'to referrer',
            "only a rule 'on first purchase of referred member' knows who referred whom",
        ]);
    }
    checkGiftLife(lowering, node);
    const atMost = node.atMost && lowerExpression(lowering, node.atMost, around);
    if (atMost && !comparable(atMost.type, typeOfUnit(unit)))
        lowering.report(mismatch, { node, property: 'atMost' }, [
            describeType(typeOfUnit(unit)),
            describeType(atMost.type),
        ]);
    return {
        span: spanOf(node),
        text: textOf(node),
        unit,
        amount: node.percent ? share(node.value) : rational(node.value),
        basis,
        to: node.to === 'referrer' ? 'referrer' : 'member',
        expiring: node.expiring && lowerGiftLife(lowering, node.expiring),
        pending: node.pending && duration(lowering, node.pending),
        atMost: atMost?.kind === 'constant' && atMost.value instanceof Rational ? atMost.value : undefined,
        condition,
    };
}
