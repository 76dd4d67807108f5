import { applyEdits, type TextEdit } from './edits.ts';
import { formatEdits, formatRanges, formatText, type LineRange } from './format.ts';

/** A stretch of the first text that is still there, or text that is new. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/**
 * Edits of a text together with what lays it out: all of it, if it was laid out before, else the declarations that
 * they touch. A text that cannot be laid out is only edited.
 */
export function layOutEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
    const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
    const edited = applyEdits(text, sorted);
    const formatted = isLaidOut(text) ? formatEdits(edited) : formatRanges(edited, touchedLines(edited, sorted));
    const pieces = cut([{ start: 0, end: text.length }], sorted);
    return editsOf(formatted.kind === 'formatted' ? cut(pieces, formatted.edits) : pieces, text.length);
}

function isLaidOut(text: string): boolean {
    const layout = formatText(text);
    return layout.kind === 'formatted' && layout.text === text;
}

/** Lines of the edited text on which something is new; where only blanks are, nothing is to be laid out. */
function touchedLines(edited: string, edits: readonly TextEdit[]): LineRange[] {
    let shift = 0;
    return edits.flatMap(({ start, end, text }) => {
        const from = start + shift;
        shift += text.length - (end - start);
        if (text.trim() === '') return [];
        const first = from + (text.length - text.trimStart().length);
        return [{ start: lineAt(edited, first), end: lineAt(edited, from + text.trimEnd().length) }];
    });
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length - 1;

function cut(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
    const open = [...pieces];
    const result: Piece[] = [];
    const take = (count: number): Piece[] => {
        const taken: Piece[] = [];
        for (let left = count; left > 0; ) {
            const piece = open.shift();
            if (!piece) break;
            const part = Math.min(left, lengthOf(piece));
            taken.push(slice(piece, 0, part));
            if (part < lengthOf(piece)) open.unshift(slice(piece, part, lengthOf(piece)));
            left -= part;
        }
        return taken;
    };
    let at = 0;
    for (const { start, end, text } of edits) {
        result.push(...take(start - at));
        take(end - start);
        if (text !== '') result.push({ text });
        at = end;
    }
    return [...result, ...open];
}

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.end - piece.start);

function slice(piece: Piece, from: number, to: number): Piece {
    if ('text' in piece) return { text: piece.text.slice(from, to) };
    return { start: piece.start + from, end: piece.start + to };
}

/** What lies between the stretches that are still there. */
function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
    const edits: TextEdit[] = [];
    let [at, text] = [0, ''];
    for (const piece of [...pieces, { start: length, end: length }]) {
        if ('text' in piece) {
            text += piece.text;
            continue;
        }
        if (piece.start > at || text !== '') edits.push({ start: at, end: piece.start, text });
        [at, text] = [piece.end, ''];
    }
    return edits;
}
