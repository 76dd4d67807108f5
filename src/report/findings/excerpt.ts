import type { Position } from '../../model/documents/findings.ts';
import { plain } from '../escape.ts';
import { displayWidth } from '../layout/width.ts';

const TAB = '    ';
const MARGIN = 12;
const CUT = '…';

/** A line of source and a line of marks beneath it that fit the terminal. */
export interface Excerpt {
    readonly text: string;
    readonly underline: string;
}

/**
 * The first line of the range, with marks under the part of it that is meant; of a range over several lines, up to
 * the line's end. Tabs become blanks; a long line is cut on both sides of what is marked. `undefined` where the
 * source has no such line (it has changed meanwhile).
 */
export function excerpt(
    source: string,
    { start, end }: { readonly start: Position; readonly end: Position },
    width: number,
): Excerpt | undefined {
    const line = source.split(/\r\n|\n|\r/)[start.line - 1];
    if (line === undefined) return undefined;
    const from = Math.min(start.column - 1, line.length);
    const until = end.line > start.line ? line.trimEnd().length : Math.min(end.column - 1, line.length);
    const marked = shown(line.slice(from, Math.max(until, from)));
    const [before, after] = [shown(line.slice(0, from)), shown(line.slice(Math.max(until, from)))];
    return cut(before, marked, after.trimEnd(), width - MARGIN);
}

function cut(before: string, marked: string, after: string, room: number): Excerpt {
    const lead = displayWidth(before) > room / 2 ? CUT + before.slice(-Math.floor(room / 4)) : before;
    const middle = firstColumns(marked, room - displayWidth(lead));
    const rest = firstColumns(after, room - displayWidth(lead) - displayWidth(middle));
    const marks = '^'.repeat(Math.max(1, displayWidth(middle)));
    return { text: `${lead}${middle}${rest}`.trimEnd(), underline: `${' '.repeat(displayWidth(lead))}${marks}` };
}

function firstColumns(text: string, width: number): string {
    if (displayWidth(text) <= width) return text;
    let kept = '';
    for (const character of text) {
        if (displayWidth(kept + character) >= width) break;
        kept += character;
    }
    return kept + CUT;
}

const shown = (text: string): string => plain(text.replaceAll('\t', TAB));
