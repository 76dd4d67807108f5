import type { AstNode } from 'langium';
import type { File } from '../language/generated/ast.ts';
import { applyEdits, editsBetween, type Stretch, type TextEdit } from './edits.ts';
import { printFile } from './file.ts';
import { type Refusal, read } from './reading.ts';
import { commentsOf, sameTexts, sameTree } from './soundness.ts';
import { type Source, sourceOf } from './source.ts';

export type { TextEdit } from './edits.ts';

export interface FormatOptions {
    /** Columns that a line may fill where it can be broken. */
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

export const WIDTH = 100;

/**
 * The text of a program in the one layout. Refuses a text with syntax errors, and any layout that would not read
 * back as the same program with the same comments. Line ends stay what they are; a byte order mark is dropped.
 */
export function formatText(text: string, options: FormatOptions = {}): Formatted {
    const layout = layOut(text, options);
    return layout.kind === 'refused' ? layout : { kind: 'formatted', text: layout.text };
}

/** As `formatText`, for those who must not touch what stays the same. */
export function formatEdits(text: string, options: FormatOptions = {}): FormattedByEdits {
    const layout = layOut(text, options);
    if (layout.kind === 'refused') return layout;
    return {
        kind: 'formatted',
        text: layout.text,
        edits: layout.stretches.flatMap(({ from, to }) => editsBetween(text, from, layout.text, to)),
    };
}

/** Lays out the declarations that these lines touch; every other line stays as it is. */
export function formatRange(text: string, lines: LineRange, options: FormatOptions = {}): FormattedByEdits {
    const layout = layOut(text, options);
    if (layout.kind === 'refused') return layout;
    const wanted = stretchOfLines(text, lines);
    const touched = layout.stretches
        .filter(({ isDeclaration, from }) => isDeclaration && from.start < wanted.end && from.end > wanted.start)
        .map(({ from }) => wholeLines(text, from));
    const edits = layout.stretches.flatMap(({ from, to }) => editsBetween(text, from, layout.text, to));
    const own = edits.filter(edit => touched.some(each => each.start <= edit.start && edit.end <= each.end));
    const result = applyEdits(text, own);
    return layout.saysTheSame(result)
        ? { kind: 'formatted', text: result, edits: own }
        : { kind: 'refused', reason: "The layout of these lines can't be changed alone." };
}

interface Layout {
    readonly kind: 'laid out';
    readonly text: string;
    /** Declarations and what is between them, in both texts. */
    readonly stretches: readonly { readonly isDeclaration: boolean; readonly from: Stretch; readonly to: Stretch }[];
    readonly saysTheSame: (text: string) => boolean;
}

function layOut(text: string, options: FormatOptions): Layout | Refusal {
    const source = sourceOf(text);
    const before = read(source.text);
    if (before.kind === 'refused') return before;
    const comments = commentsOf(before.tokens);
    const printed = printFile(before.file, before.tokens, options.width ?? WIDTH);
    const after = read(printed);
    if (after.kind === 'refused') return { kind: 'refused', reason: `The layout would not read back: ${after.reason}` };
    if (!sameTree(before.file, after.file))
        return { kind: 'refused', reason: 'The layout would change what the program says.' };
    if (!sameTexts(comments, commentsOf(after.tokens)))
        return { kind: 'refused', reason: 'The layout would lose a comment.' };
    const result = source.lineEnd === '\n' ? printed : printed.replaceAll('\n', '\r\n');
    const from = stretchesOf(before.file, source, text.length);
    const to = stretchesOf(after.file, sourceOf(result), result.length);
    const stretches = from.flatMap((stretch, index) =>
        to[index] ? [{ isDeclaration: index % 2 === 1, from: stretch, to: to[index] }] : [],
    );
    const saysTheSame = (other: string): boolean => {
        const again = read(sourceOf(other).text);
        return (
            again.kind === 'read' && sameTree(before.file, again.file) && sameTexts(comments, commentsOf(again.tokens))
        );
    };
    return { kind: 'laid out', text: result, stretches, saysTheSame };
}

/** What is before the first declaration, the declaration, what is before the second, and so on to the end. */
function stretchesOf(file: File, source: Source, length: number): Stretch[] {
    const nodes: AstNode[] = [...file.imports, ...file.declarations];
    const stretches: Stretch[] = [];
    let end = 0;
    for (const node of nodes) {
        const start = source.position(node.$cstNode?.offset ?? 0);
        stretches.push({ start: end, end: start });
        end = source.position((node.$cstNode?.end ?? 1) - 1) + 1;
        stretches.push({ start, end });
    }
    return [...stretches, { start: end, end: length }];
}

function stretchOfLines(text: string, lines: LineRange): Stretch {
    let start = 0;
    for (let line = 0; line < lines.start && start < text.length; line++) start = endOfLine(text, start) + 1;
    let end = endOfLine(text, start);
    for (let line = lines.start; line < lines.end; line++) end = endOfLine(text, end + 1);
    return { start, end: end + 1 };
}

function wholeLines(text: string, { start, end }: Stretch): Stretch {
    return { start: text.lastIndexOf('\n', start - 1) + 1, end: endOfLine(text, end) };
}

function endOfLine(text: string, from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
}
