import { type CstNode, CstUtils, type LangiumDocument } from 'langium';
import type { Position, SelectionRange } from 'vscode-languageserver';
import { surroundings } from '../completion/slice.ts';

/** Growing selections: the word, the expression, the clause, what stands between the braces, the declaration, the file. */
export function selectionRangeAt(document: LangiumDocument, position: Position): SelectionRange {
    const text = document.textDocument.getText();
    const offset = document.textDocument.offsetAt(position);
    const root = document.parseResult.value.$cstNode;
    const stretches: Stretch[] = [{ start: 0, end: text.length }];
    const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset);
    for (let node: CstNode | undefined = leaf; node; node = node.container)
        stretches.push({ start: node.offset, end: node.end }, ...blocksAround(node, offset));
    stretches.push(...around(text, offset));
    return nest(document, within(stretches, offset));
}

interface Stretch {
    readonly start: number;
    readonly end: number;
}

/** Between the braces of this node, and with them. */
function blocksAround(node: CstNode, offset: number): readonly Stretch[] {
    if (!('content' in node) || !Array.isArray(node.content)) return [];
    const content: readonly CstNode[] = node.content;
    const open = content.findLast(each => each.text === '{' && each.end <= offset);
    const close = content.find(each => each.text === '}' && each.offset >= offset);
    if (!open || !close) return [];
    const inner = node.root.fullText.slice(open.end, close.offset);
    const start = open.end + (inner.length - inner.trimStart().length);
    const end = Math.max(start, open.end + inner.trimEnd().length);
    return [
        { start, end },
        { start: open.offset, end: close.end },
    ];
}

/** Within a text or a comment: the word, then all of it; anywhere, the line. */
function around(text: string, offset: number): readonly Stretch[] {
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = text.indexOf('\n', offset);
    const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
    const start = lineStart + (line.length - line.trimStart().length);
    const found: Stretch[] = [{ start, end: lineStart + line.trimEnd().length }];
    for (const { index, 0: word } of line.matchAll(/[\p{L}\p{N}_]+/gu))
        found.push({ start: lineStart + index, end: lineStart + index + word.length });
    const place = surroundings({ text, start: 0 }, offset);
    if (typeof place === 'object') {
        const closing = /^"[^"\r\n]*/.exec(text.slice(place.quote))?.[0].length ?? 1;
        found.push({ start: place.quote + 1, end: place.quote + closing });
    }
    return found;
}

/** Largest first, each inside the one before. */
function within(stretches: readonly Stretch[], offset: number): readonly Stretch[] {
    const sorted = stretches
        .filter(({ start, end }) => start <= offset && offset <= end)
        .sort((a, b) => b.end - b.start - (a.end - a.start));
    const nested: Stretch[] = [];
    for (const each of sorted) {
        const outer = nested.at(-1);
        const fits = !outer || (outer.start <= each.start && each.end <= outer.end);
        const isSmaller = !outer || outer.start < each.start || each.end < outer.end;
        if (fits && isSmaller) nested.push(each);
    }
    return nested;
}

function nest({ textDocument }: LangiumDocument, stretches: readonly Stretch[]): SelectionRange {
    let selection: SelectionRange | undefined;
    for (const { start, end } of stretches) {
        const range = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
        selection = selection ? { range, parent: selection } : { range };
    }
    return selection ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}
