import type { AstNode, ReferenceInfo } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { isLikelyUnit } from './units.ts';

/** What a name stands for where a value is wanted. */
type Wanted = 'money' | 'amount' | 'event' | 'measure' | 'any';

/** Whether a name is likely to be meant where this reference stands; what is left over is possible all the same. */
export function isLikely(info: ReferenceInfo, type: string, node: AstNode): boolean {
    if (ast.isAnnouncement(info.container)) return false;
    if (type === ast.Unit.$type) return isLikelyUnit(info, node);
    if (type === ast.Quantifiable.$type || (type === ast.Field.$type && ast.isNameRef(info.container)))
        return fits(node, wantedIn(info.container));
    return true;
}

function fits(node: AstNode, wanted: Wanted): boolean {
    switch (wanted) {
        case 'any':
            return true;
        case 'event':
            return ast.isEventDecl(node) || ast.isItemDecl(node);
        case 'measure':
            return ast.isMetric(node) || ast.isPoints(node) || isAmount(node);
        case 'money':
            return isOwner(node) || isMoney(node);
        case 'amount':
            return isOwner(node) || isAmount(node);
    }
}

/** Something with fields behind a dot. */
const isOwner = (node: AstNode): boolean =>
    ast.isEventDecl(node) || ast.isItemDecl(node) || ast.isPoints(node) || ast.isWallet(node);

const isMoney = (node: AstNode): boolean => ast.isField(node) && kindOf(node) === 'money';

const isAmount = (node: AstNode): boolean =>
    ast.isMetric(node) || (ast.isField(node) && /^(?:money|number|percent)$/.test(kindOf(node)));

function kindOf({ type }: ast.Field): string {
    return ast.isPlainType(type) ? type.kind : '';
}

/** Of the name that stands here, by what it is part of. */
function wantedIn(name: AstNode): Wanted {
    const owner = name.$container;
    if (ast.isAggregate(owner)) return wantedBy(owner.fn);
    if (ast.isArithmetic(owner)) return ast.isArithmetic(owner.$container) ? 'amount' : wantedIn(owner);
    if (ast.isPer(owner) || ast.isFloor(owner) || ast.isLineFloor(owner) || ast.isPriceCeiling(owner)) return 'money';
    if (ast.isDiscount(owner) || ast.isNewPrice(owner) || ast.isAtMost(owner)) return 'money';
    if (ast.isCompare(owner) || ast.isBetween(owner)) return 'amount';
    if (ast.isQualifyClause(owner) || ast.isByClause(owner) || ast.isRanked(owner)) return 'measure';
    if (ast.isMilestone(owner) || ast.isEarnBrackets(owner)) return 'measure';
    return 'any';
}

function wantedBy(fn: string | undefined): Wanted {
    if (fn === 'count') return 'event';
    return fn === 'distinct' || fn === 'last' ? 'any' : 'amount';
}
