import type { Limit } from '../../model/earn.ts';
import type { Budget, Goal } from '../../model/trigger.ts';
import { clauseMissing, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { once } from './clauses.ts';
import { declared, docOf, type Lowering, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { ABOUT_MEMBER, lowerCondition } from './expression.ts';
import { lowerScopes } from './limit.ts';
import { rational } from './number.ts';

export function lowerBudget(lowering: Lowering, node: ast.Budget): Budget | undefined {
    const clauses = once(lowering, node.clauses, `the budget '${node.name}'`);
    const covers = clauses.find(ast.isCovers);
    const ceiling = clauses.find(ast.isCeiling);
    if (!covers) lowering.report(clauseMissing, { node, property: 'name' }, [`The budget '${node.name}'`, 'covers …']);
    if (!ceiling)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The budget '${node.name}'`, 'at most …']);
    const atMost = ceiling && lowerCeiling(lowering, ceiling);
    if (!covers || !atMost) return undefined;
    return {
        ...declared(node),
        per: lowerPer(lowering, ceiling),
        covers: covers.rules.map(each => each.ref?.name).filter(each => each !== undefined),
        atMost,
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
    };
}

/** `per member per day`: the ceiling of each. A budget without it is one ceiling for all members and all time. */
function lowerPer(lowering: Lowering, node: ast.Ceiling): Limit | undefined {
    if (node.scopes.length === 0) return undefined;
    const amount = rational(node.amount?.value);
    const of = ast.isPoints(node.amount?.unit?.ref) ? 'points' : 'money';
    const limit = lowerScopes(lowering, node, { amount, of, scopes: node.scopes });
    const isWhole = limit.scope === 'program' || !node.scopes.some(({ kind }) => kind === 'member');
    if (limit.period.kind === 'occasion')
        lowering.report(wrongUnit, node, ['A budget', 'per member, or per a period', textOf(node)]);
    return { ...limit, scope: isWhole ? 'program' : 'member' };
}

function lowerCeiling(lowering: Lowering, node: ast.Ceiling): Budget['atMost'] | undefined {
    const unit = node.amount?.unit?.ref;
    if (!unit) return undefined;
    const amount = rational(node.amount.value);
    if (ast.isPoints(unit)) return { kind: 'points', amount, points: unit.name };
    if (unit.name === lowering.currency) return { kind: 'money', amount, currency: unit.name };
    lowering.report(wrongUnit, node.amount, [
        'A budget',
        `points or money in ${lowering.currency}`,
        textOf(node.amount),
    ]);
    return undefined;
}

export function lowerGoal(lowering: Lowering, node: ast.Goal): Goal | undefined {
    const condition = lowerCondition(lowering, node.condition, { ...ABOUT_MEMBER, goal: true });
    return (
        condition && {
            name: node.title,
            title: node.title,
            doc: docOf(node),
            span: spanOf({ node, property: 'title' }),
            condition,
        }
    );
}
