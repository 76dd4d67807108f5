import { Rational } from '../../base/rational.ts';
import type { Basis, EarnOccasion } from '../../model/earn.ts';
import type { Expression } from '../../model/expression.ts';
import { describeType } from '../../model/type.ts';
import { clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { comparable, unitType } from './comparable.ts';
import { type Lowering, spanOf, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { rational } from './number.ts';
import { hasLines } from './occasion.ts';
import { lowerRow } from './streak.ts';

export function lowerBasis(
    lowering: Lowering,
    node: ast.Give,
    around: Around,
    occasion: EarnOccasion | undefined,
): Basis | undefined {
    if (node.percent) {
        const rules = node.rules.map(each => each.ref?.name).filter(each => each !== undefined);
        return rules.length === node.rules.length
            ? { kind: 'of rules', rules, compounding: node.compounding, rounded: node.rounded }
            : undefined;
    }
    if (node.compounding)
        lowering.report(pointlessClause, node, ['compounding', 'only a share of other rules can compound']);
    if (node.per) return lowerPer(lowering, node.per, around, occasion);
    if (node.every?.row) return lowerRow(lowering, node.every, occasion);
    if (node.every) return lowerEvery(lowering, node.every, occasion);
    if (node.milestone && !occasion) {
        lowering.report(pointlessClause, node.milestone, [
            'at … of …',
            'a trigger fires once for its occasion; milestones belong to earning rules',
        ]);
        return undefined;
    }
    if (node.milestone) return lowerMilestone(lowering, node.milestone, around);
    return { kind: 'flat' };
}

export function lowerPer(
    lowering: Lowering,
    node: ast.Per,
    around: Around,
    occasion: EarnOccasion | undefined,
): Extract<Basis, { kind: 'per' }> | undefined {
    const step = rational(node.value);
    if (step.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', node.value]);
    const units = node.counted === 'unit' || node.counted === 'units';
    if (node.counted && !units)
        lowering.report(pointlessClause, node, [textOf(node), "'per' takes an amount or units; 'every' counts times"]);
    const of = node.of && lowerExpression(lowering, node.of, around);
    if (node.of && !of) return undefined;
    if (units) {
        if (of) lowering.report(pointlessClause, node, ['of', 'units are the units of the items']);
        const quantity: Expression = {
            span: spanOf(node),
            text: 'units',
            kind: 'event field',
            type: { kind: 'number' },
            event: 'purchase',
            field: 'units',
        };
        if (!around.events.includes('purchase'))
            lowering.report(pointlessClause, node, ['units', 'only purchases have units']);
        return { kind: 'per', step, whole: node.whole, of: quantity, units: true };
    }
    const type = node.unit ? unitType(node.unit.ref) : ({ kind: 'number' } as const);
    if (!type) return undefined;
    if (of) {
        if (!comparable(of.type, type)) {
            lowering.report(mismatch, node, [describeType(of.type), describeType(type)]);
            return undefined;
        }
        return { kind: 'per', step, whole: node.whole, of };
    }
    if (type.kind === 'money' && type.currency === lowering.currency && occasion && hasLines(occasion))
        return { kind: 'per', step, whole: node.whole, of: undefined };
    lowering.report(clauseMissing, node, [`'per ${textOf(node)}'`, 'of …']);
    return undefined;
}

function lowerEvery(lowering: Lowering, node: ast.Per, occasion: EarnOccasion | undefined): Basis | undefined {
    const step = rational(node.value);
    if (step.isZero()) lowering.report(outOfRange, node, ['A step', 'above zero', node.value]);
    const of = node.counted === 'unit' || node.counted === 'units' ? 'units' : node.counted ? 'times' : 'amount';
    const lines = occasion !== undefined && hasLines(occasion);
    if (of !== 'times' && !lines)
        lowering.report(pointlessClause, node, [textOf(node), 'only purchases have units and amounts: count times']);
    if (of === 'amount') {
        const unit = node.unit?.ref;
        if (!ast.isCurrency(unit) || unit.name !== lowering.currency) {
            lowering.report(wrongUnit, node, [
                "What 'every' counts",
                `units, times or money in ${lowering.currency}`,
                textOf(node),
            ]);
            return undefined;
        }
    }
    return { kind: 'every', step, of };
}

function lowerMilestone(lowering: Lowering, node: ast.Milestone, around: Around): Basis | undefined {
    const of = lowerExpression(lowering, node.of, around);
    const at = lowerExpression(lowering, node.at, around);
    const then = node.then && lowerExpression(lowering, node.then, around);
    if (!of || !at) return undefined;
    if (of.kind !== 'metric') {
        lowering.report(mismatch, node.of ?? node, ['a measure over a period', of.text]);
        return undefined;
    }
    for (const mark of [at, then])
        if (mark && !comparable(mark.type, of.type))
            lowering.report(mismatch, node, [describeType(of.type), describeType(mark.type)]);
    const value = (each: Expression | undefined): Rational | undefined =>
        each?.kind === 'constant' && each.value instanceof Rational ? each.value : undefined;
    return {
        kind: 'milestone',
        at: value(at) ?? Rational.ONE,
        thenEvery: value(then),
        metric: of.metric,
        window: of.window,
    };
}
