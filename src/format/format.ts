import { applyEdits, editsBetween, type Stretch, type TextEdit } from './edits.ts';
import { layOut } from './layout.ts';
import type { Refusal } from './reading.ts';

export type { TextEdit } from './edits.ts';

/** Columns that a line may fill where it can be broken. */
export const WIDTH = 100;

export interface FormatOptions {
    /** Instead of `WIDTH`. */
    readonly width?: number;
}

export type Formatted = { readonly kind: 'formatted'; readonly text: string } | Refusal;

/** `edits` are few and small, in the order of the text, and turn it into `text`. */
export type FormattedByEdits =
    | { readonly kind: 'formatted'; readonly text: string; readonly edits: readonly TextEdit[] }
    | Refusal;

/** Lines from zero, both included. */
export interface LineRange {
    readonly start: number;
    readonly end: number;
}

/**
 * The text of a program in the one layout. Refuses a text with syntax errors, and any layout that would not read
 * back as the same program with the same comments. Line ends stay what they are; a byte order mark is dropped.
 */
export function formatText(text: string, options: FormatOptions = {}): Formatted {
    const layout = layOut(text, options.width ?? WIDTH);
    return layout.kind === 'refused' ? layout : { kind: 'formatted', text: layout.text };
}

/** As `formatText`, for those who must not touch what stays the same. */
export function formatEdits(text: string, options: FormatOptions = {}): FormattedByEdits {
    const layout = layOut(text, options.width ?? WIDTH);
    if (layout.kind === 'refused') return layout;
    return {
        kind: 'formatted',
        text: layout.text,
        edits: layout.stretches.flatMap(({ from, to }) => editsBetween(text, from, layout.text, to)),
    };
}

/** Lays out the declarations that these lines touch; every other line stays as it is. */
export function formatRange(text: string, lines: LineRange, options: FormatOptions = {}): FormattedByEdits {
    return formatRanges(text, [lines], options);
}

export function formatRanges(
    text: string,
    ranges: readonly LineRange[],
    options: FormatOptions = {},
): FormattedByEdits {
    const layout = layOut(text, options.width ?? WIDTH);
    if (layout.kind === 'refused') return layout;
    const wanted = ranges.map(lines => stretchOfLines(text, lines));
    const touched = layout.stretches
        .filter(({ isDeclaration, from }) => isDeclaration && wanted.some(each => overlap(from, each)))
        .map(({ from }) => wholeLines(text, from));
    const edits = layout.stretches.flatMap(({ from, to }) => editsBetween(text, from, layout.text, to));
    const own = edits.filter(edit => touched.some(each => each.start <= edit.start && edit.end <= each.end));
    const result = applyEdits(text, own);
    const objection = layout.objection(result);
    return objection === undefined
        ? { kind: 'formatted', text: result, edits: own }
        : { kind: 'refused', reason: objection };
}

const overlap = (a: Stretch, b: Stretch): boolean => a.start < b.end && a.end > b.start;

function stretchOfLines(text: string, lines: LineRange): Stretch {
    let start = 0;
    for (let line = 0; line < lines.start && start < text.length; line++) start = endOfLine(text, start) + 1;
    let end = endOfLine(text, start);
    for (let line = lines.start; line < lines.end && end < text.length; line++) end = endOfLine(text, end + 1);
    return { start, end: end + 1 };
}

function wholeLines(text: string, { start, end }: Stretch): Stretch {
    return { start: text.lastIndexOf('\n', start - 1) + 1, end: endOfLine(text, end) };
}

function endOfLine(text: string, from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
}
