import { afterAll, beforeAll, expect, test } from 'vitest';
import { Session } from './support/session.ts';

let editor: Session;
beforeAll(async () => {
    editor = await new Session({}).start();
});
afterAll(() => editor.end());

test('what the server announces is what it can do, no more and no less', () => {
    const { semanticTokensProvider, ...others } = editor.initialized.capabilities;
    expect(semanticTokensProvider).toMatchObject({ full: { delta: true }, range: true });
    expect(others).toEqual({
        workspace: {
            workspaceFolders: { supported: true },
            fileOperations: {
                willRename: {
                    filters: [
                        {
                            scheme: 'file',
                            pattern: { glob: '**/*.{loyalty,csv,tsv,json,jsonl,ndjson,parquet}', matches: 'file' },
                        },
                        { scheme: 'file', pattern: { glob: '**/*', matches: 'folder' } },
                    ],
                },
            },
            textDocumentContent: { schemes: ['loyalty'] },
        },
        textDocumentSync: { change: 2, openClose: true, save: false, willSave: false, willSaveWaitUntil: false },
        completionProvider: { triggerCharacters: ['.', '"', ' '], resolveProvider: true },
        referencesProvider: true,
        documentSymbolProvider: true,
        definitionProvider: true,
        typeDefinitionProvider: true,
        documentHighlightProvider: true,
        codeActionProvider: {
            codeActionKinds: [
                'quickfix',
                'source.fixAll.loyalty',
                'refactor.extract',
                'refactor.inline',
                'refactor.rewrite',
                'refactor.generate',
                'source.organizeImports',
            ],
            resolveProvider: true,
        },
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
        signatureHelpProvider: { triggerCharacters: [' ', '('].sort(), retriggerCharacters: [','] },
        foldingRangeProvider: true,
        hoverProvider: true,
        renameProvider: { prepareProvider: true },
        implementationProvider: true,
        documentLinkProvider: { resolveProvider: false },
        callHierarchyProvider: {},
        colorProvider: true,
        codeLensProvider: { resolveProvider: true },
        inlayHintProvider: { resolveProvider: true },
        linkedEditingRangeProvider: true,
        selectionRangeProvider: true,
        declarationProvider: false,
        workspaceSymbolProvider: { resolveProvider: false },
    });
});

test('one copy of the protocol: cancelled requests are answered as cancelled', async () => {
    const { ResponseError } = await import('vscode-languageserver-protocol');
    const server = await import('vscode-languageserver');
    expect(server.ResponseError).toBe(ResponseError);
});
