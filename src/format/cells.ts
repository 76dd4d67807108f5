import type { AstNode } from 'langium';
import * as ast from '../language/generated/ast.ts';
import { isToken, type Piece, type Pieces } from './pieces.ts';

/** Clauses that begin with two words: the first alone would say nothing. */
const TWO_WORDS = new Set([
    'at least',
    'at most',
    'hold out',
    'new price',
    'open case',
    'round discount',
    'round price',
    'with coupon',
]);

/** How a row is cut into columns; rows with the same kind of cut make a table. */
export interface Cut {
    readonly kind: string | undefined;
    readonly cells: readonly (readonly Piece[])[];
}

export function cut(node: AstNode, pieces: Pieces): Cut {
    const own = pieces.of(node);
    if (ast.isExpression(node) || ast.isStep(node) || ast.isFact(node) || ast.isImport(node))
        return { kind: undefined, cells: [own] };
    if (ast.isField(node)) return { kind: 'field', cells: split(own, 1) };
    if (ast.isColumn(node)) return { kind: 'column', cells: split(own, 1) };
    if (ast.isTier(node)) return { kind: 'tier', cells: tierCells(own) };
    if (ast.isPriceStep(node) || ast.isEarnStep(node) || ast.isRebateStep(node))
        return { kind: 'step', cells: stepCells(own, pieces) };
    if (ast.isGive(node)) return { kind: 'clause', cells: giveCells(own) };
    const [first, second] = own;
    const words = TWO_WORDS.has(`${first?.first.text} ${second?.first.text}`) ? 2 : 1;
    return { kind: 'clause', cells: split(own, words) };
}

/** The header of a declaration that stands on one line: its name, its occasion. */
export function cutHeader(node: AstNode, header: readonly Piece[]): readonly (readonly Piece[])[] {
    const at =
        ast.isEarn(node) || ast.isPrice(node)
            ? header.findIndex(piece => isToken(piece, 'on'))
            : ast.isSource(node)
              ? 1
              : -1;
    return at < 0 ? [header] : split(header, at);
}

function split(pieces: readonly Piece[], at: number): readonly (readonly Piece[])[] {
    return pieces.length > at ? [pieces.slice(0, at), pieces.slice(at)] : [pieces];
}

/** `give`, how much, of what. */
function giveCells(own: readonly Piece[]): readonly (readonly Piece[])[] {
    const unit = isToken(own[2], '%') ? 3 : 2;
    return [own.slice(0, 1), own.slice(1, unit), own.slice(unit)];
}

/** `tier Gold`, its title, its condition. */
function tierCells(own: readonly Piece[]): readonly (readonly Piece[])[] {
    const titled = own[2]?.first.type === 'STRING' ? 3 : 2;
    return own.length > titled
        ? [own.slice(0, 2), own.slice(2, titled), own.slice(titled)]
        : [own.slice(0, 2), own.slice(2)];
}

/** `from 6`, `units:`, `16.50 EUR`. */
function stepCells(own: readonly Piece[], pieces: Pieces): readonly (readonly Piece[])[] {
    const open = own.flatMap((piece, index) =>
        index === 1 && piece.kind === 'node' ? pieces.of(piece.node) : [piece],
    );
    const colon = open.findIndex(piece => isToken(piece, ':'));
    if (colon < 0) return [own];
    const unit = colon > 2 ? 2 : colon + 1;
    return [open.slice(0, unit), open.slice(unit, colon + 1), open.slice(colon + 1)];
}
