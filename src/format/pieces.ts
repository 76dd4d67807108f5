import { type AstNode, AstUtils } from 'langium';
import { invariant } from '../base/invariant.ts';
import { endsLine, type Token } from './tokens.ts';

/** What a node is made of, in the order of the text: its own tokens, and the nodes below it. */
export type Piece = { readonly kind: 'token'; readonly first: Token; readonly last: Token } | NodePiece;

export interface NodePiece {
    readonly kind: 'node';
    readonly node: AstNode;
    readonly first: Token;
    readonly last: Token;
}

/** Finds the tokens of nodes. */
export class Pieces {
    private readonly tokens: readonly Token[];
    private readonly byStart = new Map<number, number>();
    private readonly byEnd = new Map<number, number>();

    constructor(tokens: readonly Token[]) {
        this.tokens = tokens;
        for (const [index, token] of tokens.entries()) {
            if (token.type === 'EOF') continue;
            this.byStart.set(token.start, index);
            this.byEnd.set(token.end, index);
        }
    }

    of(node: AstNode): Piece[] {
        const { from, to } = this.range(node);
        const pieces: Piece[] = [];
        let at = from;
        for (const child of this.children(node)) {
            pieces.push(...this.between(at, child.from), this.piece(child.node, child.from, child.to));
            at = child.to;
        }
        return [...pieces, ...this.between(at, to)];
    }

    first(node: AstNode): Token {
        return this.at(this.range(node).from);
    }

    /** Whether the author wrote two tokens, and all between them, on one line; no comment must stand above one of them. */
    areOnOneLine(first: Token, last: Token): boolean {
        const from = (this.byStart.get(first.start) ?? 0) + 1;
        const to = (this.byStart.get(last.start) ?? 0) + 1;
        return !this.tokens.slice(from, to).some(token => token.startsLine || token.above.length > 0);
    }

    /** Takes tokens out; their comments go to their neighbours. */
    drop(superfluous: readonly Piece[]): void {
        for (const { first: token } of superfluous) {
            if (token.text === '(') passOn(token, this.kept(token, 1));
            else passBack(token, this.kept(token, -1), this.kept(token, 1));
            token.text = '';
        }
    }

    /** The nearest token in this direction that is printed. */
    private kept(token: Token, step: 1 | -1): Token {
        let index = (this.byStart.get(token.start) ?? 0) + step;
        while (this.tokens[index]?.text === '' && this.tokens[index]?.type !== 'EOF') index += step;
        return this.at(index);
    }

    private children(node: AstNode): { readonly node: AstNode; readonly from: number; readonly to: number }[] {
        const children = AstUtils.streamContents(node)
            .map(child => ({ node: child, ...this.range(child) }))
            .toArray();
        return children.sort((a, b) => a.from - b.from);
    }

    private piece(node: AstNode, from: number, to: number): NodePiece {
        let [start, end] = [from, to - 1];
        while (this.at(start).text === '') start++;
        while (this.at(end).text === '') end--;
        return { kind: 'node', node, first: this.at(start), last: this.at(end) };
    }

    private between(from: number, to: number): Piece[] {
        const printed = this.tokens.slice(from, to).filter(token => token.text !== '');
        return printed.map(token => ({ kind: 'token', first: token, last: token }));
    }

    /** Numbers of the node's tokens, [from, to). */
    private range(node: AstNode): { readonly from: number; readonly to: number } {
        const cst = node.$cstNode;
        const from = cst && this.byStart.get(cst.offset);
        const last = cst && this.byEnd.get(cst.end);
        invariant(from !== undefined && last !== undefined, `A ${node.$type} has no tokens.`);
        return { from, to: last + 1 };
    }

    private at(index: number): Token {
        const token = this.tokens[index];
        invariant(token !== undefined, 'Every node has tokens.');
        return token;
    }
}

/** Comments of an opening sign go to the token behind it. */
function passOn(token: Token, next: Token): void {
    const inline = [...token.before.splice(0), ...token.after.splice(0)];
    const isAbove = next.above.length > 0 || inline.some(comment => comment.isLine);
    next.above.unshift(...token.above.splice(0), ...(isAbove ? inline : []));
    if (!isAbove) next.before.unshift(...inline);
}

/** Comments of a closing sign go to the token before it, or above the next where a line must end. */
function passBack(token: Token, previous: Token, next: Token): void {
    const own = [...token.above, ...token.before.splice(0), ...token.after.splice(0)];
    const isBelow = token.above.splice(0).length > 0 || endsLine(previous);
    if (isBelow) next.above.unshift(...own);
    else previous.after.push(...own);
}

export function isToken(piece: Piece | undefined, text: string): boolean {
    return piece?.kind === 'token' && piece.first.text === text;
}
