/** A text as the parser reads it, and the way back to the text as it is. */
export interface Source {
    /** Without byte order mark; lines end with `\n`. */
    readonly text: string;
    /** The line end of the first line. */
    readonly lineEnd: '\n' | '\r\n';
    /** Where a position of `text` stands in the text as it is. */
    readonly position: (at: number) => number;
}

export function sourceOf(original: string): Source {
    const text = original.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    const lineEnd = /\r?\n/.exec(original)?.[0] === '\r\n' ? '\r\n' : '\n';
    if (text.length === original.length) return { text, lineEnd, position: at => at };
    const positions = positionsOf(original);
    return { text, lineEnd, position: at => positions[at] ?? original.length };
}

/** For each character that is kept, where it stands; a line end that is two characters stands at its first. */
function positionsOf(original: string): number[] {
    const positions: number[] = [];
    for (let at = 0; at < original.length; at++) {
        const isSecondHalf = original[at] === '\n' && original[at - 1] === '\r';
        if (!isSecondHalf && !(at === 0 && original[at] === '\uFEFF')) positions.push(at);
    }
    return positions;
}
