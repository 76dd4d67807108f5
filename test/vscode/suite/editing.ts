import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './registry.ts';
import { diagnosticsOf, open, positionOf, replace, revert, until, uriOf } from './support.ts';

const errorsOnly = (diagnostics: readonly vscode.Diagnostic[]) =>
    diagnostics.filter(it => it.severity === vscode.DiagnosticSeverity.Error);

test('a misspelled name is reported, and a quick fix mends it', async () => {
    const editor = await open('coffee.loyalty');
    const { uri } = editor.document;
    await replace(editor, 'give 1 Star per 1 EUR', 'give 1 Sta per 1 EUR');
    const [error] = await diagnosticsOf(uri, found => errorsOnly(found).length === 1);
    assert.match(error?.message ?? '', /Unknown unit 'Sta'. Did you mean 'Star'\?/);
    const range = error?.range ?? new vscode.Range(0, 0, 0, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(it => it.title === 'Write Star');
    assert.ok(fix?.edit, 'there is a quick fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await diagnosticsOf(uri, found => errorsOnly(found).length === 0);
    await revert();
});

test('after `Status is` the tiers are proposed first', async () => {
    const editor = await open('coffee.loyalty');
    await replace(editor, 'Status is Silver and', 'Status is ');
    const position = positionOf(editor.document, 'Status is ‸ missing');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        position,
    );
    const ours = list.items
        .filter(it => it.kind !== vscode.CompletionItemKind.Text)
        .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.deepEqual(
        ours
            .slice(0, 4)
            .map(it => it.label)
            .map(label => (typeof label === 'string' ? label : label.label)),
        ['Friend', 'Silver', 'Gold', 'Black'],
    );
    await revert();
});

test('hovering over points says what they are', async () => {
    const editor = await open('coffee.loyalty');
    const position = positionOf(editor.document, 'give 1 ‸Star');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        position,
    );
    const text = hovers
        .flatMap(it => it.contents)
        .map(it => (typeof it === 'string' ? it : it.value))
        .join('\n');
    assert.match(text, /points Star/);
    assert.match(text, /What members collect and spend\./);
});

test('a name leads to its declaration in another file, and the declaration to all its names', async () => {
    const editor = await open('two/rules.loyalty');
    const position = positionOf(editor.document, 'at least ‸Gold');
    const links = await until('the definition', async () => {
        const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
            'vscode.executeDefinitionProvider',
            editor.document.uri,
            position,
        );
        return found.length > 0 ? found : undefined;
    });
    assert.equal(links[0]?.targetUri.path, uriOf('two/program.loyalty').path);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        editor.document.uri,
        position,
    );
    assert.deepEqual(references.map(it => it.uri.path.split('/').at(-1)).sort(), [
        'program.loyalty',
        'program.loyalty',
        'rules.loyalty',
    ]);
});

test('what every program knows can be looked up', async () => {
    const editor = await open('two/program.loyalty');
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        editor.document.uri,
        positionOf(editor.document, 'by ‸spend'),
    );
    const [link] = links;
    assert.ok(link, 'there is a definition');
    const library = await vscode.workspace.openTextDocument(link.targetUri);
    assert.match(library.getText(), /metric spend/);
});

test('a tier is renamed in all files', async () => {
    const editor = await open('two/program.loyalty');
    const position = positionOf(editor.document, 'tier ‸Gold from');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        editor.document.uri,
        position,
        'Platinum',
    );
    assert.deepEqual(
        edit
            .entries()
            .map(([uri, edits]) => `${uri.path.split('/').at(-1)} ${edits.length}`)
            .sort(),
        ['program.loyalty 2', 'rules.loyalty 1'],
    );
    const refused = vscode.commands.executeCommand(
        'vscode.executeDocumentRenameProvider',
        editor.document.uri,
        position,
        'Friend',
    );
    await assert.rejects(Promise.resolve(refused), /Friend/);
});

test('the outline shows declarations and what they are made of', async () => {
    const editor = await open('two/program.loyalty');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        editor.document.uri,
    );
    assert.deepEqual(
        symbols.map(it => it.name),
        ['rules.loyalty', 'Two', 'Star', 'Status', 'a Gold member earns twice', 'this one fails'],
    );
    const ladder = symbols.find(it => it.name === 'Status');
    assert.deepEqual(
        ladder?.children.map(it => it.name),
        ['qualify by spend over last 12 months', 'Friend', 'Gold'],
    );
});

test('the document is formatted in the one layout', async () => {
    const editor = await open('two/rules.loyalty');
    await replace(editor, '  give 1 Star per 1 EUR', '     give   1 Star per 1 EUR');
    await vscode.commands.executeCommand('editor.action.formatDocument');
    await until('the layout', () => editor.document.getText().includes('\n  give 1 Star per 1 EUR\n'));
    await revert();
});

test('words of the language that are names get colours of names', async () => {
    const editor = await open('coffee.loyalty');
    const { uri } = editor.document;
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
        'vscode.provideDocumentSemanticTokens',
        uri,
    );
    assert.ok(tokens.data.length > 500, `there are ${tokens.data.length / 5} tokens`);
});
