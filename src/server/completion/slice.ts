import { DECLARATION_KEYWORDS } from '../../language/lexer.ts';

/** One declaration of a text: what completion reads instead of the whole file. */
export interface Slice {
    readonly text: string;
    /** Where it begins in the whole text. */
    readonly start: number;
}

const BEGINS = new RegExp(`(?:${[...DECLARATION_KEYWORDS].join('|')})\\b`, 'y');

/**
 * The declaration around an offset: from a declaration keyword at the start of a line to the next one. The lexer
 * closes open blocks at the same places, so what stands before or after makes no difference. Looked for from the offset
 * on, up and down: files are long.
 */
export function declarationAt(text: string, offset: number): Slice {
    let start = Math.min(offset, text.length);
    while (start > 0 && !(start + keywordAt(text, start) < offset && keywordAt(text, start) > 0)) start--;
    let end = Math.max(offset, 0);
    while (end < text.length && keywordAt(text, end) === 0) end++;
    return { text: text.slice(start, end), start };
}

/** The length of a declaration's keyword that begins a line here; 0 where none does. */
function keywordAt(text: string, offset: number): number {
    const before = text[offset - 1];
    if (before !== undefined && before !== '\n' && before !== '\r') return 0;
    BEGINS.lastIndex = offset;
    return BEGINS.exec(text)?.[0].length ?? 0;
}

const TEXTS_AND_COMMENTS = /"[^"\r\n]*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Whether an offset lies within a comment, or where the text literal begins in which it lies. */
export function surroundings({ text, start }: Slice, offset: number): 'comment' | 'code' | { readonly quote: number } {
    for (const { index, 0: mark } of text.matchAll(TEXTS_AND_COMMENTS)) {
        const from = start + index;
        const to = from + mark.length;
        if (from >= offset) break;
        if (mark.startsWith('"')) {
            const isClosed = mark.length > 1 && mark.endsWith('"');
            if (offset < to || (offset === to && !isClosed)) return { quote: from };
        } else if (offset < to || (offset === to && !mark.endsWith('*/'))) return 'comment';
    }
    return 'code';
}
