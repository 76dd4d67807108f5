import type { Rational } from '../../base/rational.ts';
import type { Benefit, Reward, RewardCeiling } from '../../model/reward.ts';
import { clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, removeLine, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerConditions, lowerExpression } from './expression.ts';
import { lowerLimit } from './limit.ts';
import { money, percentOff } from './money.ts';
import { rational } from './number.ts';
import { lowerCosts } from './reward-costs.ts';
import { lowerBenefit } from './reward-gives.ts';

export function lowerReward(lowering: Lowering, node: ast.Reward): Reward | undefined {
    const clauses = once(lowering, node.clauses, `the reward '${node.name}'`);
    const around: Around = { ...ABOUT_MEMBER, events: ['purchase'], order: true };
    const costs = lowerCosts(lowering, node, clauses.filter(ast.isCosts), around);
    const given = clauses.find(ast.isBenefit);
    if (!given) lowering.report(clauseMissing, { node, property: 'name' }, [`The reward '${node.name}'`, 'give …']);
    const benefit = given && lowerBenefit(lowering, given, clauses.some(ast.isWhereClause));
    const least = clauses.find(ast.isAtLeast);
    if (!costs || !benefit) return undefined;
    checkPlaces(lowering, clauses, benefit);
    return {
        ...declared(node),
        costs,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        where: lowerConditions(lowering, clauses.filter(ast.isWhereClause), { ...around, items: true }),
        first: firstOf(clauses),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        benefit,
        atMost: lowerCeiling(lowering, clauses.find(ast.isAtMost), around),
        atLeast: least && lowerLeast(lowering, least, costs.points),
        limits: clauses.filter(ast.isLimit).flatMap(each => lowerLimit(lowering, each) ?? []),
    };
}

function firstOf(clauses: readonly ast.RewardClause[]): Reward['first'] {
    const first = clauses.find(ast.isFirstUnits);
    if (first === undefined) return undefined;
    return first.which === 'dearest' ? 'dearest' : 'cheapest';
}

/** Clauses about an order, where what is given has nothing to do with one. */
function checkPlaces(lowering: Lowering, clauses: readonly ast.RewardClause[], { kind }: Benefit): void {
    const isOfUnits = kind === 'units' || kind === 'off each unit';
    const isOff = isOfUnits || kind === 'money off' || kind === 'percent off' || kind === 'shipping off';
    for (const clause of clauses) {
        if (ast.isAtMost(clause) && !isOff)
            pointless(lowering, clause, 'at most', "only what comes 'off' an order, or its units, can be capped");
        if (ast.isWhereClause(clause) && (!isOff || kind === 'shipping off'))
            pointless(lowering, clause, 'where', 'only what comes off goods is about some of them');
        if (ast.isFirstUnits(clause) && !isOfUnits)
            pointless(lowering, clause, textOf(clause), 'only units are taken one before the other');
        if (ast.isLimit(clause)) checkLimit(lowering, clause);
    }
}

function checkLimit(lowering: Lowering, node: ast.Limit): void {
    const ofItem = node.scopes.find(({ group }) => group?.ref?.$container?.$type === ast.ItemDecl.$type);
    if (ofItem) lowering.report(wrongUnit, node, ['A limit of a reward', 'per field of the event', textOf(node)]);
}

function pointless(lowering: Lowering, node: ast.RewardClause, clause: string, why: string): void {
    const fixes = [{ title: 'Leave it out', edits: [removeLine(node)] }];
    lowering.report(pointlessClause, node, [clause, why], { fixes });
}

function lowerCeiling(lowering: Lowering, node: ast.AtMost | undefined, around: Around): RewardCeiling | undefined {
    if (node === undefined) return undefined;
    if (node.amount) {
        const amount = money(lowering, node.amount, 'What comes off');
        return amount && { kind: 'amount', amount, span: spanOf(node) };
    }
    const of = lowerExpression(lowering, node.of, around);
    if (!of || !node.share) return undefined;
    return { kind: 'share', share: percentOff(lowering, node.share), of, span: spanOf(node) };
}

/** In the points that the reward costs. */
function lowerLeast(lowering: Lowering, { amount }: ast.AtLeast, points: string): Rational | undefined {
    const unit = amount?.unit?.ref;
    if (!amount || !unit) return undefined;
    if (unit.name !== points) {
        lowering.report(wrongUnit, amount, ['What is spent at a time', points, textOf(amount)]);
        return undefined;
    }
    const least = rational(amount.value);
    if (least.isZero()) lowering.report(outOfRange, amount, ['What is spent at a time', 'above zero', textOf(amount)]);
    return least;
}
