import { type AstNode, type CstNode, CstUtils, isLeafCstNode, type LangiumDocument } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import { documentOf } from '../../language/names.ts';

/** The author's text of a node, comments included. */
export function sourceOf(node: AstNode): string {
    return node.$cstNode?.text ?? '';
}

export function fileNameOf(node: AstNode): string {
    return documentOf(node).uri.toString();
}

export function textEdit(document: LangiumDocument, start: number, end: number, text: string): Edit {
    return { file: document.uri.toString(), start, end, text };
}

export function replaceNode(node: AstNode, text: string): Edit {
    const { offset = 0, end = 0 } = node.$cstNode ?? {};
    return textEdit(documentOf(node), offset, end, text);
}

/** A declaration of its own, before another and the comments that belong to that. */
export function declareBefore(node: AstNode, text: string): Edit {
    const at = node.$cstNode ? startWithComments(node.$cstNode) : 0;
    return textEdit(documentOf(node), at, at, `${text}\n\n`);
}

export function declareAfter(node: AstNode, text: string): Edit {
    const source = documentOf(node).textDocument.getText();
    const end = node.$cstNode?.end ?? source.length;
    // What stands behind it on its line is a comment of its own.
    const behind = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=\r?\n))/.exec(source.slice(end));
    const at = end + (behind?.[0].length ?? 0);
    return textEdit(documentOf(node), at, at, `\n\n${text}`);
}

/** At the end of a file. */
export function declareLast(document: LangiumDocument, text: string): Edit {
    const source = document.textDocument.getText();
    const end = source.trimEnd().length;
    return textEdit(document, end, end, end === 0 ? text : `\n\n${text}`);
}

/** A clause of its own, before another. */
export function clauseBefore(node: AstNode, text: string): Edit {
    const at = node.$cstNode ? startWithComments(node.$cstNode) : 0;
    return textEdit(documentOf(node), at, at, `${text}\n  `);
}

export function clauseAfter(node: AstNode, text: string): Edit {
    const end = node.$cstNode?.end ?? 0;
    return textEdit(documentOf(node), end, end, `\n  ${text}`);
}

/** Takes a declaration out with its comments, for which another place must be found. */
export function removeDeclaration(node: AstNode): Edit {
    const document = documentOf(node);
    const source = document.textDocument.getText();
    const { end = 0 } = node.$cstNode ?? {};
    const start = node.$cstNode ? startWithComments(node.$cstNode) : 0;
    const last = end + (/^[ \t]*\/\/[^\r\n]*/.exec(source.slice(end))?.[0].length ?? 0);
    const above = /\s*$/.exec(source.slice(0, start))?.[0] ?? '';
    const below = /^\s*/.exec(source.slice(last))?.[0] ?? '';
    const isLast = last + below.length === source.length;
    const gap = isLast || above.split('\n').length <= below.split('\n').length ? below : above;
    return textEdit(document, start - above.length, last + below.length, start === above.length ? '' : gap);
}

/** The same of several in one file; neighbours share the gap between them. */
export function removeDeclarations(nodes: readonly AstNode[]): readonly Edit[] {
    const edits = nodes.map(removeDeclaration).toSorted((a, b) => a.start - b.start);
    const merged: Edit[] = [];
    for (const edit of edits) {
        const before = merged.at(-1);
        if (!before || edit.start >= before.end) merged.push(edit);
        else merged.splice(-1, 1, { ...edit, start: before.start });
    }
    return merged;
}

/** Where the comments begin that stand directly above a node. */
export function startWithComments(node: CstNode): number {
    let start = node.offset;
    const text = node.root.fullText;
    for (let previous = CstUtils.getPreviousNode(node); previous; previous = CstUtils.getPreviousNode(previous)) {
        if (!previous.hidden || !isLeafCstNode(previous)) break;
        if (!previous.tokenType.name.endsWith('COMMENT')) continue;
        const between = text.slice(previous.end, start);
        const before = text.slice(text.lastIndexOf('\n', previous.offset - 1) + 1, previous.offset);
        if (between.split('\n').length > 2 || before.trim() !== '') break;
        start = previous.offset;
    }
    return start;
}
