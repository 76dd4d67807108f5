import type { Price } from '../../model/price.ts';
import { afterItself, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, removeLine, textOf } from './context.ts';

/** `after A, B`: rules of the same phase that do not come after this one themselves. */
export function lowerAfter(
    lowering: Lowering,
    node: ast.Price,
    clauses: readonly ast.PriceClause[],
): Pick<Price, 'after'> | undefined {
    const clause = clauses.find(ast.isAfter);
    if (!clause) return undefined;
    const rules = clause.rules.flatMap(({ ref }) => ref ?? []);
    const misplaced = rules.find(each => phaseOf(each) !== phaseOf(node));
    if (clauses.some(ast.isExclusive)) pointless(lowering, clause, 'an exclusive rule comes before all others');
    else if (misplaced)
        pointless(lowering, clause, `'${misplaced.name}' is ${phaseOf(misplaced)}: phases come one after the other`);
    const back = rules.find(each => comesAfter(each, node, new Set()));
    if (back) lowering.report(afterItself, clause, [node.name, back.name]);
    return { after: rules.map(({ name }) => name) };
}

const phaseOf = (node: ast.Price): string => `on ${node.event?.ref?.name ?? node.phase ?? 'item'}`;

/** Whether a rule says of itself, or of one that it comes after, that it comes after the other. */
function comesAfter(rule: ast.Price, other: ast.Price, seen: Set<ast.Price>): boolean {
    if (rule === other) return true;
    if (seen.has(rule)) return false;
    seen.add(rule);
    const before = rule.clauses.filter(ast.isAfter).flatMap(({ rules }) => rules.flatMap(({ ref }) => ref ?? []));
    return before.some(each => comesAfter(each, other, seen));
}

function pointless(lowering: Lowering, clause: ast.After, why: string): void {
    lowering.report(pointlessClause, clause, [textOf(clause), why], {
        fixes: [{ title: 'Leave it out', edits: [removeLine(clause)] }],
    });
}
