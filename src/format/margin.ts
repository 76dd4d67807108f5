import { MARGIN } from './comment.ts';
import { columns } from './width.ts';

interface Line {
    readonly code: string;
    readonly comment: string | undefined;
}

/** Puts the comments at the ends of neighbouring lines into one column where the width allows it. */
export function alignMargins(text: string, width: number): string {
    if (!text.includes(MARGIN)) return text;
    const lines = text.split('\n').map(split);
    return neighbours(lines)
        .flatMap(run => printed(run, width))
        .join('\n');
}

function split(line: string): Line {
    const at = line.indexOf(MARGIN);
    return at < 0
        ? { code: line, comment: undefined }
        : { code: line.slice(0, at).trimEnd(), comment: line.slice(at + 1) };
}

/** Lines of one depth that follow one another and all have a comment; every other line by itself. */
function neighbours(lines: readonly Line[]): Line[][] {
    const runs: Line[][] = [];
    for (const line of lines) {
        const before = runs.at(-1)?.at(-1);
        const joins = before?.comment !== undefined && line.comment !== undefined && depth(before) === depth(line);
        if (joins) runs.at(-1)?.push(line);
        else runs.push([line]);
    }
    return runs;
}

function depth(line: Line): number {
    return line.code.length - line.code.trimStart().length;
}

function printed(run: readonly Line[], width: number): string[] {
    const column = Math.max(...run.map(line => columns(line.code))) + 1;
    const fits = run.every(line => column + columns(line.comment ?? '') <= width);
    return run.map(({ code, comment }) => {
        if (comment === undefined) return code;
        return code + ' '.repeat(fits ? column - columns(code) : 1) + comment;
    });
}
