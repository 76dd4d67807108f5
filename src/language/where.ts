import { type AstNode, AstUtils } from 'langium';
import * as ast from './generated/ast.ts';

/** Whether bare names mean fields of the item: in `where`, in item rules, behind `item` in an aggregate. */
export function isAboutItems(node: AstNode): boolean {
    if (AstUtils.getContainerOfType(node, ast.isWhereClause)) return true;
    const aggregate = AstUtils.getContainerOfType(node, ast.isAggregate);
    if (aggregate)
        return !within(node, aggregate.of) && !within(node, aggregate.times) && ast.isItemDecl(aggregate.of?.head?.ref);
    if (AstUtils.getContainerOfType(node, ast.isLineFloor)) return true;
    if (AstUtils.getContainerOfType(node, ast.isContract)) return !AstUtils.getContainerOfType(node, ast.isWhenClause);
    const price = AstUtils.getContainerOfType(node, ast.isPrice);
    if (price) return price.phase === 'item' && !AstUtils.getContainerOfType(node, ast.isWhenClause);
    const promise = AstUtils.getContainerOfType(node, ast.isInvariant);
    if (promise) return isOnItem(promise) && !AstUtils.getContainerOfType(node, ast.isWhenClause);
    const earn = AstUtils.getContainerOfType(node, ast.isEarn);
    return earn !== undefined && ast.isItemDecl(earn.on?.ref) && !AstUtils.getContainerOfType(node, ast.isWhenClause);
}

/** A limit of a rule that looks at lines may be one for each article, each category. */
export function countsItems({ $container: limit }: ast.LimitScope): boolean {
    const rule = limit?.$container;
    return (
        (ast.isPrice(rule) && (rule.phase === 'item' || rule.phase === 'order')) ||
        (ast.isEarn(rule) && ast.isItemDecl(rule.on?.ref))
    );
}

/** … and one of a rule on an event, for each store, each channel. */
export function eventOfLimit({ $container: limit }: ast.LimitScope): ast.EventDecl | undefined {
    const rule = limit?.$container;
    const occasion = ast.isTrigger(rule) && ast.isOnEvent(rule.occasion) ? rule.occasion.event?.ref : undefined;
    const on = ast.isEarn(rule) ? rule.on?.ref : occasion;
    return ast.isEventDecl(on) ? on : undefined;
}

const isOnItem = ({ occasion }: ast.Invariant): boolean =>
    ast.isOnOccasion(occasion) && ast.isItemDecl(occasion.on?.ref);

function within(node: AstNode, ancestor: AstNode | undefined): boolean {
    for (let each: AstNode | undefined = node; each; each = each.$container) if (each === ancestor) return true;
    return false;
}

export function isPricing(node: AstNode): boolean {
    return (
        AstUtils.getContainerOfType(
            node,
            each =>
                ast.isPrice(each) ||
                ast.isReward(each) ||
                ast.isContract(each) ||
                ast.isTrigger(each) ||
                ast.isJourney(each),
        ) !== undefined
    );
}
