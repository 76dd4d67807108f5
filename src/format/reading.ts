import type { ParseResult } from 'langium';
import type { File } from '../language/generated/ast.ts';
import { createLoyaltyServices, type LoyaltyServices } from '../language/services.ts';
import { attachComments, type Token } from './tokens.ts';

/** A text whose layout can be changed, or why it can't. */
export type Reading = { readonly kind: 'read'; readonly file: File; readonly tokens: readonly Token[] } | Refusal;

export interface Refusal {
    readonly kind: 'refused';
    readonly reason: string;
    /** Line that the reason is about, from zero. */
    readonly line?: number;
}

let services: LoyaltyServices | undefined;

/** The tree and the tokens of a text, whose line ends are `\n`. Nothing is linked: names are printed as written. */
export function read(text: string): Reading {
    services ??= createLoyaltyServices().loyalty;
    const parsed = services.parser.LangiumParser.parse<File>(text);
    const refused = firstMistake(parsed, text);
    if (refused) return refused;
    const { tokens, hidden } = services.parser.Lexer.tokenize(text);
    return { kind: 'read', file: parsed.value, tokens: attachComments(text, tokens, hidden ?? []) };
}

function firstMistake(parsed: ParseResult<File>, text: string): Refusal | undefined {
    const lexing = [...parsed.lexerErrors, ...(parsed.lexerReport?.diagnostics ?? [])];
    const mistakes = [
        ...lexing.map(each => ({ line: each.line, reason: each.message })),
        ...parsed.parserErrors.map(each => ({
            line: lineOf(each) ?? text.trimEnd().split('\n').length,
            reason: each.message,
        })),
    ];
    const first = mistakes.reduce<(typeof mistakes)[number] | undefined>(
        (least, each) => (least && (least.line ?? 1) <= (each.line ?? 1) ? least : each),
        undefined,
    );
    return first && { kind: 'refused', reason: first.reason, line: Math.max(0, (first.line ?? 1) - 1) };
}

/** The end of the file has no line of its own. */
function lineOf(error: ParseResult['parserErrors'][number]): number | undefined {
    const line = error.token.startLine;
    return line !== undefined && line > 0 ? line : undefined;
}
