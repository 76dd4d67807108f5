import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

const patienceMs = 20_000;

/** Waits until `find` finds something that is not false, null or undefined. */
export async function until<T>(what: string, find: () => T | Promise<T>): Promise<NonNullable<T>> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
        const found = await find();
        if (found) return found;
        await setTimeout(100);
    }
    throw new Error(`Waited in vain for ${what}.`);
}

export function uriOf(file: string): vscode.Uri {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (!folder) throw new Error('No folder is open.');
    return vscode.Uri.joinPath(folder.uri, file);
}

export async function open(file: string): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument(uriOf(file));
    return vscode.window.showTextDocument(document);
}

/** Of the first place with this text; `‸` in it says where exactly. */
export function positionOf(document: vscode.TextDocument, marked: string): vscode.Position {
    const offset = document.getText().indexOf(marked.replace('‸', ''));
    if (offset < 0) throw new Error(`'${marked}' is not in ${document.uri.path}.`);
    return document.positionAt(offset + Math.max(0, marked.indexOf('‸')));
}

/** Replaces the first place with this text, in the editor and not on disk. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
    const start = positionOf(editor.document, text);
    const end = editor.document.positionAt(editor.document.offsetAt(start) + text.length);
    if (!(await editor.edit(builder => builder.replace(new vscode.Range(start, end), by))))
        throw new Error('The text could not be replaced.');
}

export async function diagnosticsOf(
    uri: vscode.Uri,
    wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
    return until('diagnostics', () => {
        const found = vscode.languages.getDiagnostics(uri);
        return wanted(found) ? found : undefined;
    });
}

/** Throws away what was typed. */
export async function revert(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.files.revert');
}
