import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver';
import { formatText } from '../format/format.ts';

/** The one layout of `loyalty fmt`, as small edits so that the cursor and the folds stay where they are. */
export class LoyaltyFormatter implements Formatter {
    readonly formatOnTypeOptions = undefined;

    formatDocument({ textDocument }: LangiumDocument): TextEdit[] {
        return editsOf(textDocument.getText());
    }

    /** Those edits of the whole that lie in the range: what is selected looks as it would when all is formatted. */
    formatDocumentRange({ textDocument }: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
        const last = range.end.character === 0 ? range.end.line - 1 : range.end.line;
        return editsOf(textDocument.getText()).filter(
            edit => range.start.line <= edit.range.start.line && lastLine(edit) <= last,
        );
    }

    formatDocumentOnType(): TextEdit[] {
        return [];
    }
}

/** The last line of text that an edit replaces. */
function lastLine({ range }: TextEdit): number {
    return Math.max(range.start.line, range.end.line - 1);
}

/** Nothing for a text with syntax errors, which the formatter refuses. */
function editsOf(text: string): TextEdit[] {
    const formatted = formatText(text);
    return formatted.kind === 'formatted' ? lineEdits(splitLines(text), splitLines(formatted.text)) : [];
}

/** Lines with their ends. */
function splitLines(text: string): readonly string[] {
    return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Edits of whole lines that turn `before` into `after`; lines that stay are not touched. */
function lineEdits(before: readonly string[], after: readonly string[]): TextEdit[] {
    const edits: TextEdit[] = [];
    let line = 0;
    let next = 0;
    for (const [kept, keptAfter] of [...commonLines(before, after), [before.length, after.length] as const]) {
        if (kept > line || keptAfter > next) {
            const range = { start: { line, character: 0 }, end: { line: kept, character: 0 } };
            edits.push({ range, newText: after.slice(next, keptAfter).join('') });
        }
        line = kept + 1;
        next = keptAfter + 1;
    }
    return edits;
}

/** How far to look for a line that is the same again. */
const REACH = 60;

/** Pairs of indexes of lines that stay, both ascending: greedy, with the nearest match in both texts. */
function commonLines(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    let i = 0;
    let j = 0;
    while (i < before.length && j < after.length) {
        const skip = nearest(before, after, i, j);
        if (!skip) {
            i++;
            j++;
            continue;
        }
        i += skip[0];
        j += skip[1];
        pairs.push([i, j]);
        i++;
        j++;
    }
    return pairs;
}

/** How many lines to skip in each text to the nearest line that both have. */
function nearest(
    before: readonly string[],
    after: readonly string[],
    i: number,
    j: number,
): readonly [number, number] | undefined {
    for (let distance = 0; distance < REACH; distance++) {
        for (let skipped = 0; skipped <= distance; skipped++) {
            const a = before[i + distance - skipped];
            if (a !== undefined && a === after[j + skipped]) return [distance - skipped, skipped];
        }
    }
    return undefined;
}
