import { AstUtils, type ReferenceInfo } from 'langium';
import * as ast from './generated/ast.ts';
import { nameOf } from './node-scope.ts';

/**
 * Whether what a name asks for may stand in a declaration that is only half written: that the name leads nowhere is
 * then no news, and would be gone with the next words.
 */
export function mayBeHalfDeclared(
    { container, property }: ReferenceInfo,
    type: string,
    name: string,
    broken: ReadonlySet<ast.Declaration>,
): boolean {
    if (broken.size === 0) return false;
    const all = [...broken];
    switch (type) {
        case ast.Field.$type:
            return all.some(each => isOwner(each, ownerAsked(container, property)));
        case ast.Constant.$type:
            return all.some(each => each === holderOfValues(container));
        case ast.Tier.$type:
        case ast.Among.$type:
            return all.some(ast.isLadder);
        case ast.Unit.$type:
        case ast.Currency.$type:
            return /^[A-Z]{3}$/.test(name) && all.some(ast.isProgram);
        case ast.EnumValue.$type:
            return all.some(ast.isProgram);
        case ast.Quantifiable.$type:
            return all.some(ast.isItemDecl) && AstUtils.getContainerOfType(container, ast.isWhereClause) !== undefined;
        case ast.Person.$type:
        case ast.OrderName.$type:
            return all.some(each => each === AstUtils.getContainerOfType(container, ast.isTest));
        default:
            return false;
    }
}

type Owner = ast.Declaration | undefined;

/** Events are declared in several places, and so are members and items. */
function isOwner(half: ast.Declaration, owner: Owner): boolean {
    return owner !== undefined && half.$type === owner.$type && nameOf(half) === nameOf(owner);
}

function ownerAsked(container: ReferenceInfo['container'], property: string): Owner {
    if (ast.isNameRef(container) && property === 'tail') {
        const head = container.head?.ref;
        return ast.isDeclaration(head) ? head : undefined;
    }
    const place = container.$container;
    if (!ast.isFieldValue(container)) return undefined;
    return ast.isHappening(place) || ast.isAnnouncement(place) ? place.event?.ref : undefined;
}

/** The declaration that says which values the left side of a comparison can have. */
function holderOfValues(container: ReferenceInfo['container']): Owner {
    const place = container.$container;
    const left = ast.isIs(place) || ast.isInList(place) || ast.isHas(place) ? place.left : undefined;
    const asked = ast.isNameRef(left) ? [left.head, ...left.tail].at(-1)?.ref : undefined;
    const field = ast.isFieldValue(place) ? place.field?.ref : asked;
    if (ast.isLadder(field)) return field;
    return ast.isField(field) ? field.$container : undefined;
}
