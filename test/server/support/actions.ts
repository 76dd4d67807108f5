import {
    type CodeAction,
    CodeActionRequest,
    CodeActionResolveRequest,
    type Range,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readMarks } from './marks.ts';
import { ROOT, type Session, uriOf } from './session.ts';

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Actions that an editor is offered at the mark of a text: `‸`, or the selection «…». */
export async function actionsAt(
    editor: Session,
    name: string,
    marked: string,
    only?: string,
): Promise<readonly CodeAction[]> {
    const { text, places, ranges } = readMarks(marked);
    await editor.open(name, text);
    const [place] = places;
    const range = ranges[0] ?? (place ? { start: place, end: place } : nowhere);
    const context = {
        diagnostics: [...(editor.diagnostics.get(uriOf(name)) ?? [])],
        ...(only === undefined ? {} : { only: [only] }),
    };
    const answer = await editor.client.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uriOf(name) },
        range,
        context,
    });
    return (answer ?? []).filter(each => !('command' in each && typeof each.command === 'string')) as CodeAction[]; // ours are no bare commands
}

/** The files that an action changes, as they are afterwards. */
export async function afterAction(
    editor: Session,
    action: CodeAction,
    texts: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
    const { edit } = action.edit ? action : await editor.client.sendRequest(CodeActionResolveRequest.type, action);
    return Object.fromEntries(
        Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
            const name = uri.slice(ROOT.length + 1);
            return [name, TextDocument.applyEdits(TextDocument.create(uri, '', 0, texts[name] ?? ''), edits)];
        }),
    );
}

/** The text after the action of this title; the titles that are offered where there is none. */
export async function applied(editor: Session, marked: string, title: string): Promise<string> {
    const actions = await actionsAt(editor, 'scratch.loyalty', marked);
    const action = actions.find(each => each.title === title);
    if (!action) return `offered: ${actions.map(each => each.title).join(', ')}`;
    const { text } = readMarks(marked);
    return (await afterAction(editor, action, { 'scratch.loyalty': text }))['scratch.loyalty'] ?? text;
}
