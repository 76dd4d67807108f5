import type { AstNode } from 'langium';
import { builders } from 'prettier/doc';
import { isAnyOf } from '../language/generated/ast.ts';
import { tokenDoc } from './comment.ts';
import { chain, isChain, listInParentheses } from './expression.ts';
import type { Piece, Pieces } from './pieces.ts';
import { gapBetween, mustBreak, separate } from './separate.ts';

const { align, fill } = builders;

/** Prints what stands within a clause: words with single blanks, lines that end where they may. */
export class Printing {
    readonly pieces: Pieces;
    readonly width: number;

    constructor(pieces: Pieces, width: number) {
        this.pieces = pieces;
        this.width = width;
    }

    /** A node without the comments above it. */
    print(node: AstNode): builders.Doc {
        if (isChain(node)) return chain(this, node);
        const pieces = this.pieces.of(node);
        if (isAnyOf(node)) return listInParentheses(this, node, pieces);
        return align(2, this.sequence(node, pieces));
    }

    /** Neighbours within one node, filling lines. */
    sequence(owner: AstNode, pieces: readonly Piece[]): builders.Doc {
        const parts: builders.Doc[] = [];
        let content: builders.Doc[] = [];
        for (const [index, piece] of pieces.entries()) {
            const previous = pieces[index - 1];
            if (previous) {
                const gap = gapBetween(owner, previous.last, piece.first);
                const between = separate(previous.last, piece.first, gap);
                if (gap === 'break' || mustBreak(previous.last, piece.first)) {
                    parts.push(content, between);
                    content = [];
                } else content.push(between);
            }
            content.push(this.piece(piece, index > 0));
        }
        return parts.length === 0 ? content : fill([...parts, content]);
    }

    /** Neighbours within one node, whose lines end where those of the group around them do. */
    inLine(owner: AstNode, pieces: readonly Piece[]): builders.Doc {
        return pieces.map((piece, index) => {
            const previous = pieces[index - 1];
            const between = previous
                ? separate(previous.last, piece.first, gapBetween(owner, previous.last, piece.first))
                : '';
            return [between, this.piece(piece, false)];
        });
    }

    private piece(piece: Piece, isContinued: boolean): builders.Doc {
        if (piece.kind === 'token') return tokenDoc(piece.first);
        const printed = this.print(piece.node);
        return isContinued && isChain(piece.node) ? align(2, printed) : printed;
    }
}
