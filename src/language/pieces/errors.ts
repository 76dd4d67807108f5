import type { IRecognitionException, IToken } from 'chevrotain';
import type { LexingDiagnostic } from 'langium';
import { type Unclosed, unclosed } from '../lexer.ts';
import { linesOf, type Piece } from './piece.ts';

/** What the lexer said of the pieces, with places in the file. */
export function lexingOf(pieces: readonly Piece[]): LexingDiagnostic[] {
    if (!pieces.some(isBroken)) return [];
    return pieces.flatMap((piece, index) => {
        const found = piece.result.lexerReport?.diagnostics;
        if (!found || found.length === 0) return [];
        const { start, line } = piece.place;
        return found.map((each: LexingDiagnostic & Partial<Unclosed>) => ({
            ...each,
            offset: each.offset + start,
            line: (each.line ?? 1) + line,
            message: each.opened === undefined ? each.message : unclosed(each.opened + line, pieces[index + 1]?.head),
        }));
    });
}

/** What the parser said of the pieces, with places in the file. */
export function errorsOf(pieces: readonly Piece[]): IRecognitionException[] {
    return pieces.filter(isBroken).flatMap(piece => piece.result.parserErrors.map(error => moved(error, piece)));
}

const isBroken = (piece: Piece): boolean => piece.isBroken;

type Mismatch = IRecognitionException & { readonly previousToken?: IToken };

function moved(error: Mismatch, piece: Piece): IRecognitionException {
    const { name, message, context, resyncedTokens, previousToken } = error;
    return {
        name,
        message,
        context,
        resyncedTokens,
        token: movedToken(error.token, piece),
        ...(previousToken ? { previousToken: movedToken(previousToken, piece) } : {}),
    };
}

function movedToken(token: IToken, piece: Piece): IToken {
    const { start, line } = piece.place;
    if (token.tokenType.name === 'EOF') return endOf(token, piece);
    return {
        ...token,
        startOffset: token.startOffset + start,
        ...(token.endOffset === undefined ? {} : { endOffset: token.endOffset + start }),
        ...(token.startLine === undefined ? {} : { startLine: token.startLine + line }),
        ...(token.endLine === undefined ? {} : { endLine: token.endLine + line }),
    };
}

/** The end of a piece, which the parser takes for the end of the file, has a place in the file. */
function endOf(token: IToken, { place, text }: Piece): IToken {
    const written = text.trimEnd();
    const offset = place.start + written.length;
    const line = place.line + 1 + linesOf(written);
    return { ...token, startOffset: offset, endOffset: offset, startLine: line, endLine: line };
}
