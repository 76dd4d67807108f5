import type { LangiumDocument } from 'langium';
import type { Finding } from '../diagnostics/finding.ts';
import { begunPhrases } from './begun-phrases.ts';
import { unexpected } from './checks/syntax.ts';
import type * as ast from './generated/ast.ts';
import { piecesOf } from './pieces/parser.ts';

/** What is no sentence of the language: one finding a line, for what follows on it is a consequence. */
export function syntaxFindings(document: LangiumDocument): Finding[] {
    const { parserErrors, lexerReport } = document.parseResult;
    const text = document.textDocument;
    const at = (start: number, end: number, message: string): Finding => {
        const from = text.positionAt(start);
        const to = text.positionAt(end);
        const span = { file: document.uri.toString(), start, end, line: from.line, column: from.character };
        return {
            code: unexpected.code,
            severity: 'error',
            message,
            span,
            endLine: to.line,
            endColumn: to.character,
            fixes: [],
            related: [],
        };
    };
    const lexical = (lexerReport?.diagnostics ?? []).map(each =>
        at(each.offset, each.offset + each.length, each.message),
    );
    const grammatical = parserErrors.map(error => {
        const previous = 'previousToken' in error ? (error.previousToken as typeof error.token | undefined) : undefined; // Chevrotain's mismatch errors carry it
        const found = error.token;
        const elsewhere =
            found.tokenType.name === 'EOF' ||
            (previous?.endLine !== undefined && found.startLine !== undefined && found.startLine > previous.endLine);
        const end = previous?.endOffset;
        if (elsewhere && end !== undefined && !Number.isNaN(end)) return at(end + 1, end + 1, error.message);
        return at(found.startOffset, found.startOffset + Math.max(found.image.length, 0), error.message);
    });
    const unresolved = piecesOf(document).filter(each => each.hasErrors);
    const begun = unresolved.flatMap(each => begunPhrases(each.references, text.getText()));
    const phrases = begun.map(({ start, end, message }) => at(start, end, message));
    return firstOfEachLine([...lexical, ...phrases, ...grammatical]);
}

/** Of one line the first by kind: what the lexer says, then a phrase that breaks off, then what the parser says. */
function firstOfEachLine(findings: readonly Finding[]): Finding[] {
    const seen = new Set<number>();
    return findings.filter(({ span }) => {
        const isFirst = !seen.has(span.line);
        seen.add(span.line);
        return isFirst;
    });
}

/** Declarations with a syntax error: what their lowering would say is a consequence, and is left out. */
export function brokenDeclarations(documents: readonly LangiumDocument[]): ReadonlySet<ast.Declaration> {
    const pieces = documents.flatMap(each => piecesOf(each).filter(({ isBroken }) => isBroken));
    return new Set(pieces.flatMap(({ result }) => result.value.declarations));
}
