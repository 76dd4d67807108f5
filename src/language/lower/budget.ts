import { Rational } from '../../base/rational.ts';
import type { Afterwards, Budget } from '../../model/budget.ts';
import type { Limit } from '../../model/earn.ts';
import { budgetFallback, budgetNeverCounts, budgetTwice } from '../checks/budgets.ts';
import { clauseMissing, outOfRange, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { fileOf } from '../names.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { noteEverything } from './kept.ts';
import { lowerScopes } from './limit.ts';
import { leaveOutOfList } from './mend.ts';
import { rational, share } from './number.ts';

export function lowerBudget(lowering: Lowering, node: ast.Budget): Budget | undefined {
    const clauses = once(lowering, node.clauses, `the budget '${node.name}'`);
    const covers = clauses.find(ast.isCovers);
    const ceiling = clauses.find(ast.isCeiling);
    const place = { node, property: 'name' };
    if (!covers) lowering.report(clauseMissing, place, [`The budget '${node.name}'`, 'covers …']);
    if (!ceiling) lowering.report(clauseMissing, place, [`The budget '${node.name}'`, 'at most …']);
    const atMost = ceiling && lowerCeiling(lowering, ceiling);
    const then = clauses.find(ast.isAfterwards);
    if (!covers || !ceiling || !atMost) return undefined;
    const covered = coveredBy(lowering, covers, then);
    checkCovers(lowering, node, covers);
    if (!covers.all) checkCounts(lowering, node, covers, atMost);
    return {
        ...declared(node),
        covers: covered,
        atMost,
        per: lowerPer(lowering, ceiling),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        excess: ceiling.reject ? 'reject' : 'clip',
        afterwards: lowerAfterwards(lowering, node, then, covered),
    };
}

/** The rule that waits for the budget is not among all that it covers. */
function coveredBy(lowering: Lowering, { all, rules }: ast.Covers, then: ast.Afterwards | undefined): string[] {
    if (!all) return [...new Set(rules.flatMap(each => each.ref?.name ?? []))];
    noteEverything();
    const every = lowering.documents.flatMap(each => fileOf(each)?.declarations ?? []);
    return every.flatMap(each => (isRule(each) && each !== then?.rule?.ref ? [each.name] : []));
}

const isRule = (node: ast.Declaration): node is ast.BudgetedRule =>
    ast.isEarn(node) ||
    ast.isPrice(node) ||
    ast.isTrigger(node) ||
    ast.isJourney(node) ||
    ast.isReward(node) ||
    ast.isContract(node) ||
    ast.isRebate(node);

/** `per member per day`: the ceiling of each. A budget without it is one ceiling for all members and all time. */
function lowerPer(lowering: Lowering, node: ast.Ceiling): Limit | undefined {
    if (node.scopes.length === 0) return undefined;
    const amount = rational(node.amount?.value);
    const of = ast.isPoints(node.amount?.unit?.ref) ? 'points' : 'money';
    const limit = lowerScopes(lowering, node, { amount, of, scopes: node.scopes });
    const isWhole = limit.scope === 'program' || !node.scopes.some(({ kind, group }) => kind === 'member' || group);
    if (limit.period.kind === 'occasion')
        lowering.report(wrongUnit, node, ['A budget', 'per member, or per a period', textOf(node)]);
    return { ...limit, scope: isWhole ? 'program' : limit.scope };
}

function lowerCeiling(lowering: Lowering, node: ast.Ceiling): Budget['atMost'] | undefined {
    const unit = node.amount?.unit?.ref;
    if (!unit) return undefined;
    const amount = rational(node.amount.value);
    if (amount.isZero()) lowering.report(outOfRange, node.amount, ['A budget', 'above zero', textOf(node.amount)]);
    if (ast.isPoints(unit)) return { kind: 'points', amount, points: unit.name };
    if (unit.name === lowering.currency) return { kind: 'money', amount, currency: unit.name };
    lowering.report(wrongUnit, node.amount, [
        'A budget',
        `points or money in ${lowering.currency}`,
        textOf(node.amount),
    ]);
    return undefined;
}

function lowerAfterwards(
    lowering: Lowering,
    budget: ast.Budget,
    node: ast.Afterwards | undefined,
    covered: readonly string[],
): Afterwards {
    if (node?.share) {
        const part = share(node.share.value);
        if (part.sign() <= 0 || part.ge(Rational.ONE))
            lowering.report(outOfRange, node.share, [
                'What is given beside a budget',
                'above 0% and below 100%',
                textOf(node.share),
            ]);
        return { kind: 'share', share: part };
    }
    const rule = node?.rule?.ref;
    if (!node || !rule) return { kind: 'stop' };
    if (covered.includes(rule.name))
        lowering.report(budgetFallback, { node, property: 'rule' }, [rule.name, budget.name]);
    return { kind: 'apply', rule: rule.name };
}

function checkCovers(lowering: Lowering, node: ast.Budget, covers: ast.Covers): void {
    const { rules } = covers;
    for (const [index, rule] of rules.entries()) {
        const isTwice = rule.ref !== undefined && rules.slice(0, index).some(each => each.ref === rule.ref);
        if (isTwice)
            lowering.report(budgetTwice, placeOf(covers, index), [node.name, rule.$refText], {
                fixes: [leaveOutOfList(placeOf(covers, index))],
            });
    }
}

/** A budget in points is not used by what gives money, nor one in money by points that have no worth. */
function checkCounts(lowering: Lowering, node: ast.Budget, covers: ast.Covers, atMost: Budget['atMost']): void {
    for (const [index, rule] of covers.rules.entries()) {
        const gives = rule.ref && givenBy(rule.ref);
        if (gives === undefined || gives.length === 0) continue;
        const counts = (unit: ast.Unit): boolean => {
            if (atMost.kind === 'points') return unit.name === atMost.points;
            return ast.isCurrency(unit) || unit.clauses.some(ast.isWorthClause);
        };
        if (gives.some(counts)) continue;
        const wanted = atMost.kind === 'points' ? `gives ${atMost.points}` : 'gives money or points with a worth';
        lowering.report(budgetNeverCounts, placeOf(covers, index), [node.name, rule.$refText, wanted]);
    }
}

/** What an earning rule gives; what others give is not known here. */
function givenBy(rule: ast.BudgetedRule): ast.Unit[] | undefined {
    if (!ast.isEarn(rule)) return undefined;
    const gives = rule.clauses.filter(ast.isGive);
    const units = gives.flatMap(give => give.unit?.ref ?? []);
    return units.length === gives.length && gives.length === rule.clauses.filter(isGiving).length ? units : undefined;
}

const isGiving = (clause: ast.EarnClause): boolean => ast.isGive(clause) || ast.isEarnBrackets(clause);

const placeOf = (node: ast.Covers, index: number) => ({ node, property: 'rules', index });
