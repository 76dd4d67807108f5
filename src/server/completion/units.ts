import type { AstNode, ReferenceInfo } from 'langium';
import * as ast from '../../language/generated/ast.ts';

/** Whether a unit is likely to be meant where this reference stands; both points and money are possible nearly everywhere. */
export function isLikelyUnit(info: ReferenceInfo, unit: AstNode): boolean {
    const wanted = wantedUnit(info.container);
    if (wanted === undefined) return true;
    if (wanted === 'money') return ast.isCurrency(unit);
    if (wanted === 'points') return ast.isPoints(unit);
    return wanted === unit;
}

/** Money, some points, or these very points. */
function wantedUnit(node: AstNode): 'money' | 'points' | ast.Points | undefined {
    const owner = ast.isQuantity(node) ? node.$container : node;
    if (ast.isCompare(owner) || ast.isBetween(owner)) return unitOf(owner.left);
    if (ast.isTier(owner))
        return node.$containerProperty === 'fee'
            ? 'money'
            : unitOf(owner.$container.clauses.find(ast.isQualifyClause)?.metric);
    if (ast.isExpect(owner)) return /^(pays|discount|credited)$/.test(owner.kind ?? '') ? 'money' : 'points';
    if (ast.isEarnStep(owner)) return node.$containerProperty === 'amount' ? 'points' : unitOf(owner.$container.by);
    if (ast.isGive(owner) || ast.isLimit(owner) || ast.isCosts(owner) || ast.isBalanceFact(owner)) return 'points';
    if (ast.isPer(owner) && owner.of) return unitOf(owner.of);
    return 'money';
}

/** The unit of what is compared with. */
function unitOf(node: ast.Expression | undefined): 'money' | ast.Points | undefined {
    const path = ast.isAggregate(node) ? node.of : ast.isNameRef(node) ? node : undefined;
    const head = path?.head?.ref;
    if (ast.isPoints(head)) return head;
    if (ast.isMetric(head)) return unitOf(head.aggregate);
    const field = path?.tail.at(-1)?.ref ?? head;
    return ast.isField(field) && ast.isPlainType(field.type) && field.type.kind === 'money' ? 'money' : undefined;
}
