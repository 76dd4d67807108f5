import type { Earn, EarnOccasion } from '../../model/earn.ts';
import { clauseMissing, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, removeLine } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerBrackets } from './earn-brackets.ts';
import { lowerConditions } from './expression.ts';
import { lowerGive } from './give.ts';
import { lowerLimit } from './limit.ts';
import { aroundOf, hasLines, lowerOccasion, occasionName } from './occasion.ts';
import { roundingMode } from './rounding.ts';

export function lowerEarn(lowering: Lowering, node: ast.Earn): Earn | undefined {
    const occasion = lowerOccasion(node);
    if (!occasion) return undefined;
    const clauses = once(lowering, node.clauses, `the rule '${node.name}'`);
    const around = aroundOf(lowering, occasion);
    const lines: Around = { ...around, items: true };
    const gives = [
        ...clauses.filter(ast.isGive).map(each => lowerGive(lowering, each, around, occasion)),
        ...clauses.filter(ast.isEarnBrackets).map(each => lowerBrackets(lowering, each, around, occasion)),
    ].filter(each => each !== undefined);
    if (!clauses.some(each => ast.isGive(each) || ast.isEarnBrackets(each)))
        lowering.report(clauseMissing, { node, property: 'name' }, [`The rule '${node.name}'`, 'give …']);
    for (const where of clauses.filter(ast.isWhereClause)) {
        if (!hasLines(occasion))
            lowering.report(pointlessClause, where, ['where', `'${occasionName(occasion)}' has no items`], {
                fixes: [{ title: 'Leave it out', edits: [removeLine(where)] }],
            });
    }
    return {
        ...declared(node),
        occasion,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        where: hasLines(occasion) ? lowerConditions(lowering, clauses.filter(ast.isWhereClause), lines) : [],
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        paidWith: lowerPaidWith(lowering, clauses.find(ast.isPaidWith), occasion),
        gives,
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
        round: roundingMode(clauses.find(ast.isRoundClause)?.mode),
        roundEach: roundsEach(lowering, clauses.find(ast.isRoundClause), occasion),
    };
}

function lowerPaidWith(lowering: Lowering, clause: ast.PaidWith | undefined, occasion: EarnOccasion): Earn['paidWith'] {
    if (clause && !hasLines(occasion))
        lowering.report(pointlessClause, clause, ['paid with', 'only a purchase is paid']);
    return clause?.tenders.map(each => (each === 'credit' || each === 'money' ? each : 'gift card'));
}

function roundsEach(lowering: Lowering, clause: ast.RoundClause | undefined, occasion: EarnOccasion): boolean {
    if (!clause?.each) return false;
    if (occasion.kind === 'item') return true;
    lowering.report(pointlessClause, clause, ['per item', "only a rule 'on item' looks at each line by itself"]);
    return false;
}
