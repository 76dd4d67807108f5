import type { AstNode } from 'langium';
import type { File } from '../language/generated/ast.ts';
import type { Stretch } from './edits.ts';
import { type PrintOptions, printFile } from './file.ts';
import { type Reading, type Refusal, read } from './reading.ts';
import { commentsOf, sameTexts, sameTree } from './soundness.ts';
import { type Source, sourceOf } from './source.ts';

/** A text and what it looks like in the one layout. */
export interface Layout {
    readonly kind: 'laid out';
    readonly text: string;
    /** Declarations and what is between them, in both texts. */
    readonly stretches: readonly { readonly isDeclaration: boolean; readonly from: Stretch; readonly to: Stretch }[];
    /** What would be wrong with another text in place of the one that was given. */
    readonly objection: (text: string) => string | undefined;
}

/**
 * Prints a text and reads it back; refuses what would say something else. Where only the spelling of words and
 * parentheses is to blame, they stay as they are.
 */
export function layOut(text: string, width: number): Layout | Refusal {
    const layout = printAndRead(text, { width, isSpelled: true });
    return layout.kind === 'objection' ? orRefusal(printAndRead(text, { width, isSpelled: false })) : layout;
}

interface Objection {
    readonly kind: 'objection';
    readonly reason: string;
}

function orRefusal(layout: Layout | Refusal | Objection): Layout | Refusal {
    return layout.kind === 'objection' ? { kind: 'refused', reason: layout.reason } : layout;
}

function printAndRead(text: string, options: PrintOptions): Layout | Refusal | Objection {
    const source = sourceOf(text);
    const before = read(source.text);
    if (before.kind === 'refused') return before;
    const comments = commentsOf(before.tokens);
    const printed = printFile(before.file, before.tokens, options);
    const after = read(printed);
    const objection = objectionTo(before.file, comments, after);
    if (objection !== undefined || after.kind === 'refused') return { kind: 'objection', reason: objection ?? '' };
    const result = source.lineEnd === '\n' ? printed : printed.replaceAll('\n', '\r\n');
    const from = stretchesOf(before.file, source, text.length);
    const to = stretchesOf(after.file, sourceOf(result), result.length);
    return {
        kind: 'laid out',
        text: result,
        stretches: pairs(from, to),
        objection: other => objectionTo(before.file, comments, read(sourceOf(other).text)),
    };
}

function objectionTo(file: File, comments: readonly string[], after: Reading): string | undefined {
    if (after.kind === 'refused') return `The layout would not read back: ${after.reason}`;
    if (!sameTree(file, after.file)) return 'The layout would change what the program says.';
    if (!sameTexts(comments, commentsOf(after.tokens))) return 'The layout would lose a comment.';
    return undefined;
}

/** Both texts have the same declarations, so every second stretch is one. */
function pairs(from: readonly Stretch[], to: readonly Stretch[]): Layout['stretches'] {
    return from.flatMap((each, index) => {
        const other = to[index];
        return other ? [{ isDeclaration: index % 2 === 1, from: each, to: other }] : [];
    });
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
