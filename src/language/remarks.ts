/**
 * `// loyalty-ignore CODE, CODE until 2026-12-31: reason`: findings that are meant to be so. It is about the declaration
 * or the line below it; behind a line, about that line. A line that opens a block means all of the block.
 */
export interface Remark {
    readonly start: number;
    readonly end: number;
    readonly codes: readonly { readonly code: string; readonly start: number }[];
    /** As written. */
    readonly until: string | undefined;
    /** Empty where none is written. */
    readonly reason: string;
    /** The stretch of text that it is about. */
    readonly from: number;
    readonly to: number;
}

/** Texts are among them so that what looks like a comment in one is none. */
const PARTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

const REMARK = /^\/\/\s*loyalty-ignore\b/;

/** Works on texts that are no programs, too. */
export function remarksIn(text: string): Remark[] {
    const bare = text.replace(PARTS, found => found.replace(/[^\n]/g, ' '));
    return [...text.matchAll(PARTS)].flatMap(({ 0: found, index }) =>
        REMARK.test(found) ? [remarkAt(found.trimEnd(), index, bare)] : [],
    );
}

function remarkAt(found: string, start: number, bare: string): Remark {
    const head = REMARK.exec(found)?.[0].length ?? 0;
    const body = found.slice(head);
    const [, list = '', until, reason = ''] = /^([\s\w/,-]*?)(?:\s+until\s+([^\s:]+))?\s*(?::(.*))?$/.exec(body) ?? [];
    const codes = [...list.matchAll(/[\w-]+\/[\w-]+/g)].map(({ 0: code, index }) => {
        return { code, start: start + head + index };
    });
    const rest = list.replace(/[\w-]+\/[\w-]+/g, '').replace(/[\s,]/g, '');
    return {
        start,
        end: start + found.length,
        // What else stands there is no code.
        codes: rest === '' ? codes : [],
        until,
        reason: reason.trim(),
        ...stretchFor(start, start + found.length, bare),
    };
}

/** `bare`: the text with blanks for comments and quoted texts. */
function stretchFor(start: number, end: number, bare: string): { readonly from: number; readonly to: number } {
    const lineStart = bare.lastIndexOf('\n', start - 1) + 1;
    const isAlone = bare.slice(lineStart, start).trim() === '';
    const from = isAlone ? end + (/^\s*/.exec(bare.slice(end))?.[0].length ?? 0) : lineStart;
    const line = bare.indexOf('\n', Math.max(from, end));
    const to = line < 0 ? bare.length : line;
    return { from, to: Math.max(to, endOfBlock(bare, from, to)) };
}

/** The brace that closes what the line opens; the end of the line where it opens nothing, or nothing closes it. */
function endOfBlock(bare: string, from: number, to: number): number {
    let depth = 0;
    for (let at = from; at < bare.length; at++) {
        if (bare[at] === '{') depth++;
        else if (bare[at] === '}') depth--;
        if (at >= to && depth <= 0) return at;
    }
    return to;
}
