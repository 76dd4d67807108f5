import { DECLARATION_KEYWORDS } from '../../language/lexer.ts';

/** One declaration of a text: what completion reads instead of the whole file. */
export interface Slice {
    readonly text: string;
    /** Where it begins in the whole text. */
    readonly start: number;
}

const BEGINS = new RegExp(`^(?:${[...DECLARATION_KEYWORDS].join('|')})\\b`, 'gm');

/**
 * The declaration around an offset: from a declaration keyword at the start of a line to the next one. The lexer
 * closes open blocks at the same places, so what stands before or after makes no difference.
 */
export function declarationAt(text: string, offset: number): Slice {
    let start = 0;
    let end = text.length;
    for (const { index, 0: keyword } of text.matchAll(BEGINS)) {
        if (index + keyword.length < offset) start = index;
        else if (index >= offset) {
            end = index;
            break;
        }
    }
    return { text: text.slice(start, end), start };
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
