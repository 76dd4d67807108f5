import type { AstNode } from 'langium';
import { builders } from 'prettier/doc';
import { isEarnBrackets, isPerson, isPriceBrackets, isRebateBrackets, isSource } from '../language/generated/ast.ts';
import { cut, cutHeader } from './cells.ts';
import { commentDoc, tokenDoc } from './comment.ts';
import { isToken, type NodePiece, type Piece } from './pieces.ts';
import type { Printing } from './printing.ts';
import { mustBreak, separate } from './separate.ts';
import { flat, type Row, tableDocs } from './table.ts';
import type { Comment, Token } from './tokens.ts';
import { columns } from './width.ts';

const { align, hardline, indent } = builders;

const INDENT = 2;

/** What begins a line of its own: a declaration, or whatever stands between the braces of one. */
export function rowOf(printing: Printing, node: AstNode, depth: number): Row {
    const pieces = printing.pieces.of(node);
    const open = pieces.findIndex(piece => isToken(piece, '{'));
    if (open >= 0) return blockRow(printing, node, pieces, open, depth);
    const { kind, cells } = cut(node, printing.pieces);
    const [first, last] = ends(pieces);
    const isOneLine = depth === 0;
    const asTable =
        kind === undefined || !canSplit(cells)
            ? []
            : cells.map(cell => (cell.length === 0 ? '' : printing.sequence(node, cell)));
    const isTable = asTable.length > 0 && !asTable.slice(0, -1).some(cell => flat(cell).includes('\n'));
    if (!isTable) return { first, last, kind: undefined, cells: [printing.print(node)], isOneLine };
    return { first, last, kind: depth === 0 ? node.$type : kind, cells: asTable, isOneLine };
}

function blockRow(printing: Printing, node: AstNode, pieces: readonly Piece[], open: number, depth: number): Row {
    const header = pieces.slice(0, open);
    const body = pieces.slice(open + 1, -1);
    const [first, last] = ends(pieces);
    const brace = pieces[open]?.first ?? first;
    const cells = cutHeader(node, header);
    if (mayStayOnLine(printing, node, body, brace, last) && canSplit([...cells, pieces.slice(open)])) {
        const line = [...cells.map(cell => printing.sequence(node, cell)), oneLine(printing, node, brace, body, last)];
        const width = line.reduce((sum: number, cell) => sum + columns(flat(cell)) + 1, -1);
        if (width + depth * INDENT <= printing.width && !line.some(cell => flat(cell).includes('\n'))) {
            return { first, last, kind: `${node.$type} on one line`, cells: line, isOneLine: true };
        }
    }
    const words = header.at(-1)?.last ?? first;
    const head = [align(2 * INDENT, printing.sequence(node, header)), separate(words, brace, 'blank'), tokenDoc(brace)];
    return {
        first,
        last,
        kind: undefined,
        cells: [[head, ...lines(printing, body, last, depth + 1)]],
        isOneLine: false,
    };
}

/** Whether the author wrote a block on one line, and it says one thing only. Empty blocks always are. */
function mayStayOnLine(printing: Printing, node: AstNode, body: readonly Piece[], open: Token, close: Token): boolean {
    if (isEarnBrackets(node) || isPriceBrackets(node) || isRebateBrackets(node) || hasLineComment(open)) return false;
    if (body.length === 0) return close.above.length === 0;
    return (body.length === 1 || isPerson(node) || isSource(node)) && printing.pieces.areOnOneLine(open, close);
}

function hasLineComment(token: Token): boolean {
    return token.after.some(comment => comment.isLine);
}

function oneLine(printing: Printing, node: AstNode, open: Token, body: readonly Piece[], close: Token): builders.Doc {
    if (body.length === 0) return [tokenDoc(open), open.after.length > 0 ? ' ' : '', tokenDoc(close)];
    return [tokenDoc(open), body.map(piece => [' ', printing.sequence(node, [piece])]), ' ', tokenDoc(close)];
}

/** The rows of a block on lines of their own, the comments before its end, and its brace. */
function lines(printing: Printing, body: readonly Piece[], close: Token, depth: number): builders.Doc[] {
    const rows = body.filter(piece => piece.kind === 'node').map(piece => hoisted(printing, piece, depth));
    const docs = tableDocs(rows, printing.width - depth * INDENT);
    const dangling = [...close.above.splice(0), ...close.before.splice(0)];
    const content = [
        ...rows.flatMap((row, index) => [
            ...row.first.above.map(commentLine),
            { doc: docs[index] ?? '', blankBefore: row.first.blankBefore },
        ]),
        ...dangling.map(commentLine),
    ];
    return [
        indent(content.map(({ doc, blankBefore }, index) => [hardline, blankBefore && index > 0 ? hardline : '', doc])),
        hardline,
        tokenDoc(close),
    ];
}

function hoisted(printing: Printing, piece: NodePiece, depth: number): Row {
    hoist(piece.first);
    return rowOf(printing, piece.node, depth);
}

/** Comments before the first word of a line stand above it. */
export function hoist(token: Token): void {
    token.above.push(...token.before.splice(0));
}

export function commentLine(comment: Comment): { readonly doc: builders.Doc; readonly blankBefore: boolean } {
    return { doc: commentDoc(comment), blankBefore: comment.blankBefore };
}

function ends(pieces: readonly Piece[]): [Token, Token] {
    const first = pieces[0]?.first;
    const last = pieces.at(-1)?.last;
    if (!first || !last) throw new Error('Every row has words.');
    return [first, last];
}

/** Whether no comment forces a line to end between two cells; comments between them go to the second. */
function canSplit(cells: readonly (readonly Piece[])[]): boolean {
    const filled = cells.filter(cell => cell.length > 0);
    return filled.every((cell, index) => {
        const previous = filled[index - 1]?.at(-1)?.last;
        const next = cell[0]?.first;
        if (!previous || !next) return true;
        if (mustBreak(previous, next)) return false;
        next.before.unshift(...previous.after.splice(0));
        return true;
    });
}
