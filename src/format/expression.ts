import type { AstNode } from 'langium';
import { builders } from 'prettier/doc';
import { type Expression, isAnd, isArithmetic, isOr } from '../language/generated/ast.ts';
import { tokenDoc } from './comment.ts';
import { isToken, type NodePiece, type Piece } from './pieces.ts';
import type { Printing } from './printing.ts';
import { separate } from './separate.ts';

const { align, group, indent, softline } = builders;

/** `a or b or c` on one line, or each `or` on its own. */
export function chain(printing: Printing, node: Expression): builders.Doc {
    const { opening, inner, closing } = unwrap(printing.pieces.of(node));
    const [head, ...links] = linksOf(printing, node, inner);
    if (!head) return '';
    let last = head.operand;
    const parts: builders.Doc[] = [firstOperand(printing, head.operand.node)];
    for (const { operator, operand } of links) {
        if (!operator) continue;
        parts.push(separate(last.last, operator.first, 'break'), tokenDoc(operator.first));
        parts.push(
            separate(operator.last, operand.first, 'blank'),
            align(operator.first.text.length + 1, printing.print(operand.node)),
        );
        last = operand;
    }
    return wrap(opening, closing, head.operand, last, group(parts));
}

/** A chain that binds tighter than the one it begins stands deeper, unless it is in parentheses. */
function firstOperand(printing: Printing, node: AstNode): builders.Doc {
    const isDeeper = isChain(node) && unwrap(printing.pieces.of(node)).opening.length === 0;
    return isDeeper ? align(2, printing.print(node)) : printing.print(node);
}

interface Link {
    readonly operator: Piece | undefined;
    readonly operand: NodePiece;
}

/** Operands of a chain from left to right, each with the operator before it. */
function linksOf(printing: Printing, node: AstNode, pieces: readonly Piece[]): Link[] {
    const links: Link[] = [];
    let owner = node;
    let [left, operator, right] = pieces;
    while (left?.kind === 'node' && right?.kind === 'node') {
        links.unshift({ operator, operand: right });
        const below = unwrap(printing.pieces.of(left.node));
        if (below.opening.length > 0 || !isSameChain(owner, left.node)) {
            links.unshift({ operator: undefined, operand: left });
            break;
        }
        owner = left.node;
        [left, operator, right] = below.inner;
    }
    return links;
}

export function isChain(node: AstNode): node is Expression {
    return isOr(node) || isAnd(node) || isArithmetic(node);
}

function isSameChain(above: AstNode, below: AstNode): boolean {
    if (isArithmetic(above) && isArithmetic(below)) return isSum(above.op) === isSum(below.op);
    return isChain(below) && above.$type === below.$type;
}

function isSum(operator: string): boolean {
    return operator === '+' || operator === '-';
}

/** The parentheses around an expression, and what is between them. */
export function unwrap(pieces: readonly Piece[]): {
    readonly opening: Piece[];
    readonly inner: Piece[];
    readonly closing: Piece[];
} {
    let depth = 0;
    while (isToken(pieces[depth], '(')) depth++;
    const end = pieces.length - depth;
    return { opening: pieces.slice(0, depth), inner: pieces.slice(depth, end), closing: pieces.slice(end) };
}

function wrap(
    opening: readonly Piece[],
    closing: readonly Piece[],
    first: Piece,
    last: Piece,
    inner: builders.Doc,
): builders.Doc {
    const [open] = opening;
    const [close] = closing;
    if (!open || !close) return inner;
    return [
        tokenDoc(open.first),
        align(1, [separate(open.last, first.first, 'none'), inner, separate(last.last, close.first, 'none')]),
        tokenDoc(close.first),
    ];
}

/** `any 2 of (a, b, c)`: the parts on one line, or each on its own. */
export function listInParentheses(printing: Printing, owner: AstNode, pieces: readonly Piece[]): builders.Doc {
    const open = pieces.findIndex(piece => isToken(piece, '('));
    const before = pieces.slice(0, open + 1);
    const parts = pieces.slice(open + 1, -1);
    const [first] = parts;
    const close = pieces.at(-1);
    const last = parts.at(-1);
    if (open < 0 || !first || !last || !close) return printing.sequence(owner, pieces);
    const start = [softline, separate(before.at(-1)?.last ?? first.first, first.first, 'none')];
    return group([
        printing.sequence(owner, before),
        indent([start, printing.inLine(owner, parts)]),
        [softline, separate(last.last, close.first, 'none')],
        tokenDoc(close.first),
    ]);
}
