import { type AstNode, AstUtils } from 'langium';
import * as ast from '../language/generated/ast.ts';
import { isChain, unwrap } from './expression.ts';
import { isToken, type Piece, type Pieces } from './pieces.ts';

/** Singular and plural of the words that are counted. */
const COUNTED: ReadonlyMap<string, string> = new Map(
    ['unit', 'time', 'minute', 'hour', 'day', 'week', 'month', 'year'].flatMap(word => [
        [word, word],
        [`${word}s`, word],
    ]),
);

/** Clauses that end with their condition: parentheses around all of it say nothing. */
const CLOSED_BY_CONDITION: ReadonlySet<string> = new Set([
    ...[ast.WhenClause.$type, ast.WhereClause.$type, ast.Goal.$type, ast.Give.$type],
    ...[ast.Discount.$type, ast.NewPrice.$type, ast.Expect.$type],
]);

/** Gives the tokens of a file their one spelling: `1 day`, `2 days`, no parentheses that say nothing. */
export function spell(file: AstNode, pieces: Pieces): void {
    for (const node of AstUtils.streamAllContents(file)) {
        agree(pieces.of(node));
        if (ast.isPriceStep(node))
            for (const piece of pieces.of(node)) if (isToken(piece, 'unit')) piece.first.text = 'units';
        if (ast.isExpression(node)) pieces.drop(superfluous(node, pieces.of(node)));
    }
}

function agree(pieces: readonly Piece[]): void {
    for (const [index, piece] of pieces.entries()) {
        const before = pieces[index - 1];
        const singular = COUNTED.get(piece.first.text);
        if (piece.kind !== 'token' || before?.first.type !== 'NUMBER' || singular === undefined) continue;
        piece.first.text = Number(before.first.text.replaceAll('_', '')) === 1 ? singular : `${singular}s`;
    }
}

/** Parentheses that change nothing: doubled ones, and those around a single thing or a whole clause. */
function superfluous(node: ast.Expression, own: readonly Piece[]): readonly Piece[] {
    const { opening, closing } = unwrap(own);
    if (opening.length === 0) return [];
    const needed = isNeeded(node) ? 1 : 0;
    return [...opening.slice(needed), ...closing.slice(0, closing.length - needed)];
}

function isNeeded(node: ast.Expression): boolean {
    const above = node.$container;
    if (isSingle(node)) return false;
    if (ast.isFloor(above)) return !ast.isArithmetic(node);
    return above === undefined || !CLOSED_BY_CONDITION.has(above.$type);
}

function isSingle(node: ast.Expression): boolean {
    if (ast.isNameRef(node)) return node.window === undefined;
    return (
        !isChain(node) &&
        (ast.isAnyOf(node) ||
            ast.isNumberLiteral(node) ||
            ast.isPercentLiteral(node) ||
            ast.isQuantity(node) ||
            ast.isDateLiteral(node) ||
            ast.isDurationLiteral(node) ||
            ast.isTextLiteral(node))
    );
}
