import type { LangiumDocument } from 'langium';
import type { DocumentOnTypeFormattingParams, Position, TextEdit } from 'vscode-languageserver';
import { formatRange } from '../format/format.ts';
import { declarationAt } from './completion/slice.ts';
import { rangeIn } from './positions.ts';

const MARKS = /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[{}]/g;

/** After these characters the text is put in order by itself. */
export const onTypeOptions = { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] };

/**
 * A brace that closes a declaration gives it its layout, as far as it can be understood; a new line begins as far in
 * as its block is deep. Works on any text.
 */
export function editsOnType(document: LangiumDocument, { ch, position }: DocumentOnTypeFormattingParams): TextEdit[] {
    if (ch === '\n') return opensBlock(document, position.line - 1) ? indented(document, position) : [];
    const text = document.textDocument.getText();
    const offset = document.textDocument.offsetAt(position);
    const slice = declarationAt(text, offset);
    const own = offset - slice.start;
    const start = startOfBlock(slice.text.slice(0, own));
    if (start === undefined) return [];
    const lines = { start: lineOf(slice.text, start), end: lineOf(slice.text, own) };
    const formatted = formatRange(slice.text, lines);
    if (formatted.kind !== 'formatted') return indented(document, position);
    // What comes behind the brace is not touched under the hands of somebody who types on.
    return formatted.edits
        .filter(edit => edit.start < own)
        .map(({ start, end, text }) => ({
            range: rangeIn(document, slice.start + start, slice.start + end),
            newText: text,
        }));
}

/** Where the block begins that is closed by the brace before this place; undefined where none is. */
function startOfBlock(before: string): number | undefined {
    const open: number[] = [];
    let closed: number | undefined;
    for (const { 0: mark, index } of before.matchAll(MARKS)) {
        if (mark === '{') open.push(index);
        if (mark !== '}') continue;
        const start = open.pop();
        closed = index === before.length - 1 ? start : undefined;
    }
    return closed;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;

/** Where a line goes on with the one before, its author says how far in. */
function opensBlock({ textDocument }: LangiumDocument, line: number): boolean {
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    return textDocument.getText(range).trimEnd().endsWith('{');
}

function indented({ textDocument }: LangiumDocument, { line }: Position): TextEdit[] {
    const text = textDocument.getText();
    const start = textDocument.offsetAt({ line, character: 0 });
    const own = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
    const next = text.charAt(start + own.length);
    const depth = depthAt(text.slice(0, start));
    if (depth === undefined) return [];
    const wanted = '  '.repeat(Math.max(0, next === '}' ? depth - 1 : depth));
    if (own === wanted) return [];
    const range = { start: { line, character: 0 }, end: { line, character: own.length } };
    return [{ range, newText: wanted }];
}

/** How many blocks are open; undefined within a comment. */
function depthAt(text: string): number | undefined {
    let depth = 0;
    for (const { 0: mark, index } of text.matchAll(MARKS)) {
        if (mark === '{') depth++;
        else if (mark === '}') depth = Math.max(0, depth - 1);
        else if (mark.startsWith('/*') && index + mark.length === text.length && !mark.endsWith('*/')) return undefined;
    }
    return depth;
}
