import { Rational } from '../../base/rational.ts';
import type { Basis, EarnOccasion, Give } from '../../model/earn.ts';
import { describeType, type Type } from '../../model/type.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import type * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { lowerBasis } from './basis.ts';
import { comparable } from './comparable.ts';
import { type Lowering, moneyIn, spanOf, textOf } from './context.ts';
import { lowerCondition, lowerExpression } from './expression.ts';
import { checkGiftLife, lowerGiftLife } from './gift-life.ts';
import { givenUnit } from './given-unit.ts';
import { duration, rational, share } from './number.ts';
import { lowerPendingUntil } from './pending-until.ts';
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
    const atMost = boundOf(lowering, node, 'atMost', unit);
    const atLeast = boundOf(lowering, node, 'atLeast', unit);
    checkFloor(lowering, node, basis, { atLeast, atMost });
    return {
        span: spanOf(node),
        text: textOf(node),
        unit,
        amount: node.percent ? share(node.value) : rational(node.value),
        basis,
        ...lowerReceiver(lowering, node, around),
        expiring: node.expiring && lowerGiftLife(lowering, node.expiring, around),
        pending: node.pending && duration(lowering, node.pending),
        ...lowerPendingUntil(lowering, node.until),
        ...(atLeast === undefined ? {} : { atLeast }),
        atMost,
        condition,
    };
}

/** `to gift.friend`: a field of the event, or of the member, in which an id stands. */
function lowerReceiver(lowering: Lowering, node: ast.Give, around: Around): Pick<Give, 'to' | 'recipient'> {
    if (!node.recipient) return { to: node.to === 'referrer' ? 'referrer' : 'member' };
    const named = lowerExpression(lowering, node.recipient, around);
    if (named?.kind === 'event field' || named?.kind === 'member field') {
        const event = named.kind === 'event field' ? named.event : undefined;
        if (named.type.kind === 'text') return { to: 'other', recipient: { event, field: named.field } };
    }
    const wanted = 'the id of a member: a text of the event or of the member';
    if (named) lowering.report(mismatch, node.recipient, [wanted, describeType(named.type)]);
    return { to: 'other' };
}

/** In what is given. */
function boundOf(
    lowering: Lowering,
    node: ast.Give,
    property: 'atMost' | 'atLeast',
    unit: Give['unit'],
): Rational | undefined {
    const bound = node[property] && lowerExpression(lowering, node[property], ABOUT_MEMBER);
    if (bound && !comparable(bound.type, typeOfUnit(unit)))
        lowering.report(mismatch, { node, property }, [describeType(typeOfUnit(unit)), describeType(bound.type)]);
    return bound?.kind === 'constant' && bound.value instanceof Rational ? bound.value : undefined;
}

function checkFloor(
    lowering: Lowering,
    node: ast.Give,
    { kind }: Basis,
    { atLeast, atMost }: { readonly atLeast: Rational | undefined; readonly atMost: Rational | undefined },
): void {
    if (!node.atLeast || !atLeast) return;
    const place = { node, property: 'atLeast' };
    if (kind !== 'per' && kind !== 'of rules')
        lowering.report(pointlessClause, place, ['at least', 'the gift is always the same']);
    if (node.atMost && atMost && atLeast.gt(atMost))
        lowering.report(outOfRange, place, [
            'What is given at least',
            `at most ${textOf(node.atMost)}`,
            textOf(node.atLeast),
        ]);
}
