import { afterAll, beforeAll, expect, test } from 'vitest';
import {
    CallHierarchyPrepareRequest,
    CancellationTokenSource,
    CodeLensRequest,
    CompletionRequest,
    DocumentHighlightRequest,
    DocumentSymbolRequest,
    FoldingRangeRequest,
    HoverRequest,
    InlayHintRequest,
    ReferencesRequest,
    SelectionRangeRequest,
    SemanticTokensRangeRequest,
    SignatureHelpRequest,
} from 'vscode-languageserver-protocol';
import { main, rules } from './support/example.ts';
import { Places } from './support/places.ts';
import { Session, uriOf } from './support/session.ts';

const texts = { 'main.loyalty': main, 'rules.loyalty': rules };
const places = new Places(texts);

let editor: Session;
beforeAll(async () => {
    editor = await new Session(texts).start();
    await editor.open('main.loyalty');
    await editor.open('rules.loyalty');
});
afterAll(() => editor.end());

/** One question of each kind about a place. */
function questionsAt(name: string, marked: string): readonly (() => Promise<unknown>)[] {
    const at = places.at(name, marked);
    const { textDocument, position } = at;
    const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
    const { client } = editor;
    return [
        () => client.sendRequest(HoverRequest.type, at),
        () => client.sendRequest(CompletionRequest.type, at),
        () => client.sendRequest(SignatureHelpRequest.type, at),
        () => client.sendRequest(DocumentHighlightRequest.type, at),
        () => client.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }),
        () => client.sendRequest(CallHierarchyPrepareRequest.type, at),
        () => client.sendRequest(InlayHintRequest.type, { textDocument, range }),
        () => client.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range }),
        () => client.sendRequest(CodeLensRequest.type, { textDocument }),
        () => client.sendRequest(DocumentSymbolRequest.type, { textDocument }),
        () => client.sendRequest(FoldingRangeRequest.type, { textDocument }),
        () => client.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] }),
    ];
}

test('questions asked all at once are answered as if they were asked one by one', async () => {
    const questions = [
        ...questionsAt('main.loyalty', 'points ‸Star'),
        ...questionsAt('rules.loyalty', 'give 1 ‸Star'),
        ...questionsAt('rules.loyalty', 'at least ‸Gold'),
    ];
    const alone: unknown[] = [];
    for (const ask of questions) alone.push(await ask());
    expect(await Promise.all(questions.map(ask => ask()))).toEqual(alone);
    expect((await Promise.all(questions.toReversed().map(ask => ask()))).toReversed()).toEqual(alone);
    expect(alone).not.toContain(null);
});

test('a question that is taken back while the text is read is answered as cancelled unless it was quicker, and the next one as ever', async () => {
    const at = places.at('rules.loyalty', 'give 1 ‸Star');
    const before = await editor.client.sendRequest(HoverRequest.type, at);
    const many = Array.from({ length: 3_000 }, (_, index) => `earn E${index} on purchase { give 1 Star per 1 EUR }\n`);
    await editor.type('rules.loyalty', `${rules}${many.join('')}`, true);
    const stop = new CancellationTokenSource();
    const questions = [HoverRequest.type, CompletionRequest.type, DocumentHighlightRequest.type].map(type =>
        editor.client.sendRequest(type.method, at, stop.token),
    );
    stop.cancel();
    const ends = await Promise.all(
        questions.map(question =>
            question.then(
                () => 'answered',
                (error: { code?: number }) => error.code,
            ),
        ),
    );
    // Whoever was answered before the word came is not asked again.
    expect(ends.filter(end => end !== 'answered' && end !== -32800)).toEqual([]);
    expect(ends).toContain(-32800);
    await editor.type('rules.loyalty', rules);
    expect(await editor.client.sendRequest(HoverRequest.type, at)).toEqual(before);
});

test('an answer is about the text as it was typed last, however fast it was typed', async () => {
    for (let step = 0; step < 10; step++) await editor.type('rules.loyalty', `${'\n'.repeat(step + 1)}${rules}`, true);
    const textDocument = { uri: uriOf('rules.loyalty') };
    const symbols = await editor.client.sendRequest(DocumentSymbolRequest.type, { textDocument });
    const [first] = symbols ?? [];
    expect(first && 'range' in first && first.range.start.line).toBe(10);
    await editor.type('rules.loyalty', rules);
});
