import { createLoyaltyServices } from '../../../src/language/services.ts';

const { loyalty } = createLoyaltyServices();

/** The words and signs of a text, without comments. */
export function wordsOf(text: string): string[] {
    return loyalty.parser.Lexer.tokenize(text).tokens.map(token => token.image);
}

/** The comments of a text, blanks folded, in one order. */
export function commentsOf(text: string): string[] {
    const hidden = loyalty.parser.Lexer.tokenize(text).hidden ?? [];
    return hidden.map(token => token.image.replace(/\s+/g, ' ').trim()).sort();
}

/** What a text says, without positions: names, numbers and keywords in their order; counted words in the singular. */
export function meaningOf(text: string): unknown {
    const parsed = loyalty.parser.LangiumParser.parse(text);
    if (parsed.parserErrors.length > 0 || parsed.lexerErrors.length > 0)
        throw new Error(`${parsed.parserErrors[0]?.message}\n${text}`);
    return strip(parsed.value);
}

function strip(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    if ('$refText' in value) return `→${String(value.$refText)}`;
    const entries = Object.entries(value).filter(([key]) => key === '$type' || !key.startsWith('$'));
    return Object.fromEntries(
        entries.map(([key, each]) => [
            key,
            ['counted', 'unit'].includes(key) && typeof each === 'string' ? each.replace(/s$/, '') : strip(each),
        ]),
    );
}

/** Line numbers of each declaration, from its first word to its last. */
export function declarationLines(text: string): { readonly start: number; readonly end: number }[] {
    const parsed = loyalty.parser.LangiumParser.parse(text);
    const file = parsed.value as unknown as { imports: Noded[]; declarations: Noded[] }; // every file has both lists
    return [...file.imports, ...file.declarations].map(({ $cstNode: { range } }) => ({
        start: range.start.line,
        end: range.end.line,
    }));
}

/** Words of each declaration of a text. */
export function declarationWords(text: string): string[][] {
    const parsed = loyalty.parser.LangiumParser.parse(text);
    const file = parsed.value as unknown as { declarations: Noded[] }; // every file has the list
    return file.declarations.map(({ $cstNode }) => wordsOf($cstNode.text));
}

interface Noded {
    readonly $cstNode: {
        readonly text: string;
        readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
    };
}
