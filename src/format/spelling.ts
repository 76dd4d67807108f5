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

/** Types of nodes in which a number counts the word behind it. */
const COUNTING: ReadonlySet<string> = new Set([
    ...[ast.Duration.$type, ast.Per.$type, ast.Limit.$type, ast.Benefit.$type, ast.TestLine.$type, ast.Redeem.$type],
    ...[ast.Happening.$type, ast.Expect.$type, ast.KeepClause.$type, ast.ExpireClause.$type],
]);

/** Gives the tokens of a file their one spelling: `1 day`, `2 days`, no parentheses that say nothing. */
export function spell(file: AstNode, pieces: Pieces): void {
    for (const node of AstUtils.streamAst(file)) {
        if (COUNTING.has(node.$type)) agree(pieces.of(node));
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
    return ast.isExpression(above) || ast.isTier(above);
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
