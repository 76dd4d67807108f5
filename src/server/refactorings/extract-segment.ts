import type { AstNode } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { ownerIn } from '../../language/like-fields.ts';
import { nameOf } from '../../language/node-scope.ts';
import { camel, freshName } from './names.ts';
import type { Refactoring } from './refactoring.ts';
import { nearest, type Spot, within } from './spot.ts';
import { declareBefore, replaceNode, sourceOf } from './text.ts';

/** A condition about members gets a name. */
export const extractSegment: Refactoring = {
    kind: 'refactor.extract',
    offers: (spot, services) => {
        const condition = conditionAt(spot);
        const { declaration } = spot;
        if (!condition || !declaration || ast.isGoal(declaration)) return [];
        return [
            {
                title: 'Extract a segment',
                edits: () => {
                    const wish = `${camel(nameOf(declaration) ?? 'Some')}Members`;
                    const name = freshName(services.loyalty.Names, spot.document, wish);
                    const text = `segment ${name} { when ${sourceOf(condition)} }`;
                    return [replaceNode(condition, name), declareBefore(declaration, text)];
                },
            },
        ];
    },
};

/** What is selected; without a selection, the most that is asked about the member here. */
function conditionAt(spot: Spot): ast.Expression | undefined {
    const conditions = spot.nodes.filter(isCondition).filter(isAboutMember);
    return nearest(spot, isCondition) && (spot.end > spot.start ? conditions[0] : conditions.at(-1));
}

type Condition = ast.Or | ast.And | ast.Not | ast.Is | ast.InList | ast.Has | ast.Between | ast.Compare | ast.AnyOf;

const isCondition = (node: AstNode): node is Condition =>
    ast.isOr(node) ||
    ast.isAnd(node) ||
    ast.isNot(node) ||
    ast.isIs(node) ||
    ast.isInList(node) ||
    ast.isHas(node) ||
    ast.isBetween(node) ||
    ast.isCompare(node) ||
    ast.isAnyOf(node);

/** Whether a segment could ask this: nothing in it hangs on the occasion. */
export function isAboutMember(condition: AstNode): boolean {
    const isOfAggregate = isOf(condition);
    return within(condition).every(node => {
        if (ast.isHappened(node) || ast.isShareOfMembers(node) || ast.isRanked(node)) return false;
        if (ast.isWindow(node)) return node.kind !== 'order' && node.kind !== 'journey';
        if (ast.isFieldOf(node)) return isOfAggregate(node) || ast.isMemberDecl(ownerIn(node));
        if (!ast.isNameRef(node) || isOfAggregate(node)) return true;
        return isAboutMemberHead(node);
    });
}

function isAboutMemberHead({ head, tail }: ast.NameRef): boolean {
    const named = head?.ref;
    if (ast.isPoints(named)) return tail.every(({ $refText }) => $refText !== 'expiring');
    return (
        ast.isMemberDecl(named) ||
        ast.isMetric(named) ||
        ast.isLadder(named) ||
        ast.isSegment(named) ||
        ast.isWallet(named) ||
        ast.isContract(named) ||
        ast.isJourney(named)
    );
}

/** Within what is measured, events and items are those of the past. */
function isOf(root: AstNode): (node: AstNode) => boolean {
    return node => {
        for (let each: AstNode | undefined = node; each && each !== root.$container; each = each.$container)
            if (ast.isAggregate(each)) return true;
        return false;
    };
}
