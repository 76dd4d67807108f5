import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { LangiumDocument } from 'langium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkedEditingAt } from '../../src/server/navigation/linked-editing.ts';
import { selectionRangeAt } from '../../src/server/navigation/selection-ranges.ts';
import { Session, uriOf } from './support/session.ts';

const coffee = readFileSync('examples/coffee/coffee.loyalty', 'utf8');
const tokens = [...coffee.matchAll(/"[^"\n]*"|\/\/.*|\/\*[\s\S]*?\*\/|\w+|[^\s\w]/g)].map(({ index, 0: text }) => ({
    index,
    text,
}));

let editor: Session;
beforeAll(async () => {
    editor = await new Session({ 'p.loyalty': coffee }).start();
    await editor.open('p.loyalty');
});
afterAll(() => editor.end());

function parsed(): LangiumDocument {
    const document = editor.services.shared.workspace.LangiumDocuments.all.find(
        each => each.uri.toString() === uriOf('p.loyalty'),
    );
    if (!document) throw new Error('The session has no such document.');
    return document;
}

/** Asks for everything that an editor asks for by itself, and for what a person may ask for at a place. */
async function askEverything(offset: number): Promise<void> {
    const faults = editor.diagnostics
        .get(uriOf('p.loyalty'))
        ?.filter(each => `${each.message}`.includes('fault of ours'));
    expect(faults).toEqual([]);
    const document = parsed();
    const textDocument = { uri: uriOf('p.loyalty') };
    const position = document.textDocument.positionAt(offset);
    const at = { textDocument, position };
    const { lsp } = editor.services;
    await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument });
    await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument });
    await lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument });
    await lsp.CodeLensProvider?.provideCodeLens(document, { textDocument });
    await lsp.CompletionProvider?.getCompletion(document, at);
    await lsp.HoverProvider?.getHoverContent(document, at);
    await lsp.DefinitionProvider?.getDefinition(document, at);
    await lsp.ReferencesProvider?.findReferences(document, { ...at, context: { includeDeclaration: true } });
    await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, at);
    await lsp.TypeProvider?.getTypeDefinition(document, at);
    await lsp.ImplementationProvider?.getImplementation(document, at);
    await lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument });
    const [item] = (await lsp.CallHierarchyProvider?.prepareCallHierarchy(document, at)) ?? [];
    if (item) await lsp.CallHierarchyProvider?.incomingCalls({ item });
    if (item) await lsp.CallHierarchyProvider?.outgoingCalls({ item });
    expect(selectionRangeAt(document, position).range).toBeDefined();
    linkedEditingAt(editor.services, document, position);
    const range = { start: { line: 0, character: 0 }, end: document.textDocument.positionAt(Infinity) };
    await lsp.InlayHintProvider?.getInlayHints(document, { textDocument, range });
    await lsp.CodeActionProvider?.getCodeActions(document, {
        textDocument,
        range: { start: position, end: position },
        context: { diagnostics: [], only: ['source.fixAll', 'quickfix'] },
    });
    await lsp.Formatter?.formatDocument(document, { textDocument, options: { tabSize: 2, insertSpaces: true } });
}

describe('no text makes a request fail', () => {
    test('with some words left out, and lines cut off, asked where they stood', { timeout: 240_000 }, async () => {
        const place = fc.integer({ min: 0, max: tokens.length - 1 });
        const cut = fc.record({ place, isLine: fc.boolean() });
        await fc.assert(
            fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 5 }), async cuts => {
                let text = coffee;
                for (const { place, isLine } of cuts.toSorted((a, b) => b.place - a.place)) {
                    const token = tokens[place];
                    if (!token) continue;
                    const lineEnd = text.indexOf('\n', token.index);
                    const end = isLine && lineEnd >= 0 ? lineEnd : token.index + token.text.length;
                    text = text.slice(0, token.index) + text.slice(end);
                }
                await editor.type('p.loyalty', text);
                await askEverything(tokens[Math.min(...cuts.map(each => each.place))]?.index ?? 0);
            }),
            { numRuns: 120 },
        );
    });

    test('with words of the language in any order', { timeout: 240_000 }, async () => {
        const word = fc.oneof(
            fc.constantFrom(
                'earn',
                'test',
                'tiers',
                'dataset',
                'member',
                '{',
                '}',
                '"',
                '/*',
                'when',
                'Status',
                'is',
                '1',
                'EUR',
                '%',
                '.',
                ',',
                ':',
                '=',
                'in',
                'by',
                '\n',
            ),
            fc.string({ unit: 'binary', maxLength: 3 }),
        );
        await fc.assert(
            fc.asyncProperty(fc.array(word, { maxLength: 30 }), fc.nat(100), async (words, offset) => {
                const text = words.join(' ');
                await editor.type('p.loyalty', text);
                await askEverything(Math.min(offset, text.length));
            }),
            { numRuns: 120 },
        );
    });

    test.each([
        ['nothing', ''],
        ['one brace', '{'],
        ['a null character', 'program P {\0}'],
        ['ten thousand parentheses', `goal "g" { ${'('.repeat(10_000)}1${')'.repeat(10_000)} > 0 }`],
        ['a lone surrogate', 'points \ud800 { worth 1 EUR }'],
        ['an import that is being typed', `import \n${coffee}`],
        ['line ends of old', 'program P {\r  currency EUR\r}\r'],
    ])('%s', async (_, text) => {
        await editor.type('p.loyalty', text);
        await askEverything(Math.min(5, text.length));
        await askEverything(text.length);
        await editor.type('p.loyalty', coffee);
        expect(editor.diagnostics.get(uriOf('p.loyalty'))?.filter(each => each.severity === 1)).toEqual([]);
    });
});
