import { type AstNode, AstUtils, type LangiumDocument, type ReferenceInfo } from 'langium';
import type { Finding } from '../diagnostics/finding.ts';
import { unknownName } from './checks/names.ts';
import * as ast from './generated/ast.ts';
import { nameOf } from './node-scope.ts';
import { pieceAt } from './pieces/parser.ts';
import type { PieceReference } from './pieces/reference.ts';
import type { LoyaltyServices } from './services.ts';

/** Tells what is news from what follows from a declaration that is only half written. */
export function followsFromHalf(
    services: LoyaltyServices,
    documents: readonly LangiumDocument[],
    broken: ReadonlySet<AstNode>,
): (finding: Finding) => boolean {
    if (broken.size === 0) return () => true;
    const byUri = new Map(documents.map(each => [each.uri.toString(), each]));
    const half = [...broken].filter(ast.isDeclaration);
    return ({ code, span }) => {
        const references = pieceAt(byUri.get(span.file), span.start)?.references ?? [];
        if (code.startsWith('syntax/')) return true;
        if (code !== unknownName.code)
            return !references.some(each => isOnLine(each, span.line) && asksFor(each, broken));
        return !references.some(({ $refNode: place, $refText: name, error }) => {
            const info = place?.offset === span.start ? error?.info : undefined;
            const type = info && services.shared.AstReflection.getReferenceType(info);
            return info !== undefined && type !== undefined && mayBeHalfDeclared(info, type, name, half);
        });
    };
}

const isOnLine = ({ $refNode }: PieceReference, line: number): boolean => $refNode?.range.start.line === line;

/** Something of a half-written declaration, whose type may not be known yet. */
const asksFor = ({ ref }: PieceReference, broken: ReadonlySet<AstNode>): boolean =>
    ref?.$container !== undefined && broken.has(ref.$container);

/**
 * Whether what a name asks for may stand in a declaration that is only half written: that the name leads nowhere is
 * then no news, and would be gone with the next words.
 */
function mayBeHalfDeclared(
    { container, property }: ReferenceInfo,
    type: string,
    name: string,
    all: readonly ast.Declaration[],
): boolean {
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
