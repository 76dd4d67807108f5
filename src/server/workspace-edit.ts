import { URI } from 'langium';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { LoyaltyServerServices } from './services.ts';

/**
 * A change of several files. An editor that can tell is told which version of each open file it is meant for, so that
 * what was typed meanwhile is not spoilt.
 */
export function workspaceEdit(
    services: LoyaltyServerServices,
    changes: Readonly<Record<string, TextEdit[]>>,
): WorkspaceEdit {
    if (!services.editor.Client.capabilities.workspace?.workspaceEdit?.documentChanges) return { changes };
    const { TextDocuments } = services.shared.workspace;
    return {
        documentChanges: Object.entries(changes).map(([uri, edits]) => ({
            textDocument: { uri, version: TextDocuments.get(URI.parse(uri))?.version ?? null },
            edits,
        })),
    };
}
