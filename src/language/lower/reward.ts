import { Rational } from '../../base/rational.ts';
import type { Benefit, Reward } from '../../model/reward.ts';
import { clauseMissing, outOfRange, pointlessClause, statusPoints, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerConditions, lowerExpression } from './expression.ts';
import { lowerLimit } from './limit.ts';
import { money, percentOff } from './money.ts';
import { rational } from './number.ts';

export function lowerReward(lowering: Lowering, node: ast.Reward): Reward | undefined {
    const clauses = once(lowering, node.clauses, `the reward '${node.name}'`);
    const around: Around = { ...ABOUT_MEMBER, events: ['purchase'], order: true };
    const costs = lowerCosts(lowering, node, clauses.find(ast.isCosts));
    const given = clauses.find(ast.isBenefit);
    if (!given) lowering.report(clauseMissing, { node, property: 'name' }, [`The reward '${node.name}'`, 'give …']);
    const benefit = given && lowerBenefit(lowering, given);
    const atMost = clauses.find(ast.isAtMost);
    if (!costs || !benefit) return undefined;
    if (atMost && benefit.kind !== 'money off' && benefit.kind !== 'percent off') {
        lowering.report(pointlessClause, atMost, [
            'at most',
            "only 'off' an order can be capped by a share of the order",
        ]);
    }
    const of = atMost && lowerExpression(lowering, atMost.of, around);
    return {
        ...declared(node),
        costs,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), ABOUT_MEMBER),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        benefit,
        atMost: atMost && of && { share: percentOff(lowering, atMost.share), of, span: spanOf(atMost) },
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
    };
}

function lowerCosts(lowering: Lowering, node: ast.Reward, clause: ast.Costs | undefined): Reward['costs'] | undefined {
    if (!clause) {
        lowering.report(clauseMissing, { node, property: 'name' }, [`The reward '${node.name}'`, 'costs …']);
        return undefined;
    }
    const unit = clause.amount?.unit?.ref;
    if (!unit) return undefined;
    if (!ast.isPoints(unit)) {
        lowering.report(wrongUnit, clause.amount, ['What a reward costs', 'points', textOf(clause.amount)]);
        return undefined;
    }
    if (unit.clauses.some(each => ast.isUseClause(each) && each.use === 'status'))
        lowering.report(statusPoints, clause.amount, [unit.name]);
    const amount = rational(clause.amount.value);
    if (amount.isZero())
        lowering.report(outOfRange, clause.amount, ['What a reward costs', 'above zero', textOf(clause.amount)]);
    return { points: unit.name, amount };
}

function lowerBenefit(lowering: Lowering, node: ast.Benefit): Benefit | undefined {
    const worth = node.worth ? money(lowering, node.worth, 'What it costs') : undefined;
    if (node.thing !== undefined) return { kind: 'thing', what: node.thing, worth };
    if (node.sku !== undefined)
        return { kind: 'free units', units: node.units ? rational(node.units) : Rational.ONE, sku: node.sku, worth };
    if (ast.isQuantity(node.value) && ast.isPoints(node.value.unit?.ref)) {
        if (node.kind)
            lowering.report(wrongUnit, node.value, [
                node.kind === 'credit' ? 'Credit' : 'Money off',
                `money in ${lowering.currency}`,
                textOf(node.value),
            ]);
        const points = node.value.unit.ref.name;
        return { kind: 'points', points, amount: rational(node.value.value), span: spanOf(node) };
    }
    if (ast.isQuantity(node.value) && !node.value.unit?.ref) return undefined;
    if (node.value && !node.kind) {
        lowering.report(clauseMissing, node, [`'${textOf(node)}'`, 'off']);
        return undefined;
    }
    if (ast.isPercentLiteral(node.value)) {
        if (node.kind === 'credit')
            lowering.report(wrongUnit, node.value, ['Credit', `money in ${lowering.currency}`, textOf(node.value)]);
        return { kind: 'percent off', rate: percentOff(lowering, node.value) };
    }
    const amount = ast.isQuantity(node.value) ? money(lowering, node.value, 'What is given') : undefined;
    return amount && { kind: node.kind === 'credit' ? 'credit' : 'money off', amount, currency: lowering.currency };
}
