import { expect, test } from 'vitest';
import { RenameRequest, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { main, rules } from './support/example.ts';
import { Places } from './support/places.ts';
import { Session, uriOf } from './support/session.ts';

const texts = { 'main.loyalty': main, 'rules.loyalty': rules };
const places = new Places(texts);

test('an editor that can tell versions apart is told which one a change of names is meant for', async () => {
    const editor = await new Session(texts).start({ workspace: { workspaceEdit: { documentChanges: true } } });
    await editor.open('rules.loyalty');
    await editor.type('rules.loyalty', rules);
    const edit = await editor.client.sendRequest(RenameRequest.type, {
        ...places.at('rules.loyalty', 'give 1 ‸Star'),
        newName: 'Bean',
    });
    expect(edit?.changes).toBeUndefined();
    const documents = edit?.documentChanges?.filter(TextDocumentEdit.is) ?? [];
    expect(documents.map(({ textDocument, edits }) => [textDocument, edits.length])).toEqual([
        [{ uri: uriOf('main.loyalty'), version: null }, 2],
        [{ uri: uriOf('rules.loyalty'), version: 2 }, 1],
    ]);
    await editor.end();
});
