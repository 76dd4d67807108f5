import { type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { Location, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Span } from '../base/span.ts';
import type { Edit } from '../diagnostics/finding.ts';

/** From our spans, which count characters of a file, to places in the documents of an editor. */

export function rangeIn(document: LangiumDocument, start: number, end: number): Range {
    return { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) };
}

/** Undefined where the file is not known. */
export function locationOf(span: Span, documents: LangiumDocuments): Location | undefined {
    const document = documents.getDocument(URI.parse(span.file));
    return document && { uri: span.file, range: rangeIn(document, span.start, span.end) };
}

/** Undefined where a file is not known. */
export function workspaceEditOf(edits: readonly Edit[], documents: LangiumDocuments): WorkspaceEdit | undefined {
    const changes: Record<string, TextEdit[]> = {};
    for (const edit of edits) {
        const document = documents.getDocument(URI.parse(edit.file));
        if (!document) return undefined;
        const list = changes[edit.file] ?? [];
        list.push({ range: rangeIn(document, edit.start, edit.end), newText: edit.text });
        changes[edit.file] = list;
    }
    return { changes };
}
