import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    CodeActionRequest,
    CodeLensRequest,
    DocumentFormattingRequest,
    DocumentRangeFormattingRequest,
    type DocumentSymbol,
    DocumentSymbolRequest,
    FoldingRangeRequest,
    SemanticTokensDeltaRequest,
    SemanticTokensRangeRequest,
    SemanticTokensRequest,
    SymbolKind,
    type TextEdit,
    WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Random } from '../../src/base/random.ts';
import { main, rules } from './support/example.ts';
import { readMarks } from './support/marks.ts';
import { Session, uriOf } from './support/session.ts';

let editor: Session;
beforeAll(async () => {
    editor = await new Session({ 'main.loyalty': main, 'rules.loyalty': rules }).start();
    await editor.open('main.loyalty');
    await editor.open('scratch.loyalty', '');
});
afterAll(() => editor.end());

const file = (name: string) => ({ textDocument: { uri: uriOf(name) } });
const scratch = file('scratch.loyalty');

function apply(text: string, edits: readonly TextEdit[]): string {
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), [...edits]);
}

describe('outline', () => {
    async function outline(name: string): Promise<readonly string[]> {
        const symbols = (await editor.client.sendRequest(DocumentSymbolRequest.type, file(name))) as
            | DocumentSymbol[]
            | null; // ours has no flat symbols
        const lines = (symbol: DocumentSymbol, indent: string): string[] => [
            `${indent}${symbol.name}${symbol.detail ? ` (${symbol.detail})` : ''}`,
            ...(symbol.children ?? []).flatMap(child => lines(child, `${indent}  `)),
        ];
        return (symbols ?? []).flatMap(symbol => lines(symbol, ''));
    }

    test('declarations, and what they are made of', async () => {
        expect(await outline('rules.loyalty')).toEqual([
            'main.loyalty',
            'purchase',
            '  channel (one of store, app)',
            'Base (on purchase)',
            '  give 1 Star per 1 EUR',
            'Extra (on purchase)',
            '  when Status is at least Gold and purchase.channel is not app',
            '  give 50% of Base',
            'Birthday (on member.birthday)',
            '  send "card" by email',
        ]);
    });

    test('a half-typed file has one too', async () => {
        await editor.type('scratch.loyalty', 'program P {\n  currency\n\nearn  on purchase {\n}\ntiers S { tier \n');
        expect(await outline('scratch.loyalty')).toEqual(expect.arrayContaining(['P']));
    });

    test('kinds are those that editors have icons for', async () => {
        const symbols = (await editor.client.sendRequest(DocumentSymbolRequest.type, file('main.loyalty'))) as
            | DocumentSymbol[]
            | null; // ours has no flat symbols
        const kinds = new Map(symbols?.map(({ name, kind }) => [name, kind]));
        expect(kinds.get('Status')).toBe(SymbolKind.Enum);
        expect(kinds.get('a purchase earns')).toBe(SymbolKind.Method);
    });

    test('of the workspace: declarations, tiers and fields of all files', async () => {
        const search = async (query: string): Promise<readonly string[]> => {
            const found = await editor.client.sendRequest(WorkspaceSymbolRequest.type, { query });
            return (found ?? []).map(({ name, location }) => `${name} in ${location.uri.split('/').at(-1)}`).sort();
        };
        expect(await search('gold')).toEqual(['Gold in main.loyalty']);
        expect(await search('birth')).toEqual([
            'Birthday in rules.loyalty',
            'a birthday is noticed in main.loyalty',
            'birthday in main.loyalty',
        ]);
        expect(await search('enrolment')).toEqual([]);
    });
});

describe('folding', () => {
    test('blocks, comments, imports and ruled-off sections', async () => {
        await editor.type(
            'scratch.loyalty',
            `import "a.loyalty"
import "b.loyalty"

// ---------------- points
/*
 * a { b
 */
points Q {
  worth 1 EUR
}

// one
// two
// ---------------- more
earn E on purchase { give 1 Q
}
`,
        );
        const ranges = await editor.client.sendRequest(FoldingRangeRequest.type, scratch);
        const found = (ranges ?? [])
            .map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind ?? 'block'}`)
            .sort();
        expect(found).toEqual([
            '1-2 imports',
            '12-13 comment',
            '14-16 region',
            '4-13 region',
            '5-7 comment',
            '8-9 block',
        ]);
    });
});

describe('formatting', () => {
    const options = { tabSize: 2, insertSpaces: true };
    const ragged = 'program P {\n currency   EUR\n      timezone "UTC"\n}\n\n\n\npoints Q {worth 1 EUR}\n';

    test('the whole document, in the one layout', async () => {
        await editor.type('scratch.loyalty', ragged);
        const edits = (await editor.client.sendRequest(DocumentFormattingRequest.type, { ...scratch, options })) ?? [];
        const formatted = apply(ragged, edits);
        expect(formatted).toBe('program P {\n  currency EUR\n  timezone "UTC"\n}\n\npoints Q { worth 1 EUR }\n');
        await editor.type('scratch.loyalty', formatted);
        expect(await editor.client.sendRequest(DocumentFormattingRequest.type, { ...scratch, options })).toEqual([]);
    });

    test('only the declarations that are selected', async () => {
        await editor.type('scratch.loyalty', ragged);
        const range = { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } };
        const edits =
            (await editor.client.sendRequest(DocumentRangeFormattingRequest.type, { ...scratch, range, options })) ??
            [];
        expect(apply(ragged, edits)).toBe(ragged.replace('{worth 1 EUR}', '{ worth 1 EUR }'));
    });

    test('a text that cannot be understood stays as it is', async () => {
        await editor.type('scratch.loyalty', 'program P {\n   currency\n');
        expect(await editor.client.sendRequest(DocumentFormattingRequest.type, { ...scratch, options })).toEqual([]);
    });
});

describe('fixes', () => {
    async function actionsAt(
        marked: string,
        only?: string,
    ): Promise<{ readonly titles: readonly string[]; readonly after: readonly string[] }> {
        const { text, ranges } = readMarks(marked);
        await editor.type('scratch.loyalty', text);
        const diagnostics = [...(editor.diagnostics.get(uriOf('scratch.loyalty')) ?? [])];
        const range = ranges[0] ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
        const context = { diagnostics, ...(only === undefined ? {} : { only: [only] }) };
        const actions = (await editor.client.sendRequest(CodeActionRequest.type, { ...scratch, range, context })) ?? [];
        const edits = actions.map(action =>
            'edit' in action ? (action.edit?.changes?.[scratch.textDocument.uri] ?? []) : [],
        );
        return { titles: actions.map(action => action.title), after: edits.map(each => apply(text, each)) };
    }
    const head = 'program P { currency EUR timezone "UTC" }\npoints Star { worth 1 EUR }\n';

    test('a misspelled name is mended', async () => {
        const { titles, after } = await actionsAt(`${head}earn E on purchase { give 1 «Sta» }\n`);
        expect(titles).toEqual(['Write Star', "Create the points 'Sta'"]);
        expect(after[0]).toBe(`${head}earn E on purchase { give 1 Star }\n`);
    });

    test('nothing is offered elsewhere', async () => {
        expect((await actionsAt(`${head}earn «E» on purchase { give 1 Sta }\n`)).titles).toEqual([]);
    });

    test('all at once', async () => {
        const text = `${head}earn E on purchas { give 1 Sta }\n«»`;
        expect((await actionsAt(text, 'source.fixAll')).after).toEqual([`${head}earn E on purchase { give 1 Star }\n`]);
        expect((await actionsAt(text, 'source.organizeImports')).titles).toEqual([]);
    });

    test('a mended program has no findings', async () => {
        const { after } = await actionsAt(`${head}earn E on purchase { give 1 «Sta» }\n`);
        await editor.type('scratch.loyalty', after[0] ?? '');
        expect(editor.diagnostics.get(uriOf('scratch.loyalty'))).toEqual([]);
    });
});

describe('code lenses', () => {
    test('tests are run, datasets and programs simulated', async () => {
        const lenses = (await editor.client.sendRequest(CodeLensRequest.type, file('main.loyalty'))) ?? [];
        const runs = lenses.filter(({ command }) => command !== undefined);
        const shown = runs.map(
            ({ range, command }) =>
                `${range.start.line + 1} ${command?.title} ${command?.command} ${command?.arguments?.slice(1)}`,
        );
        expect(shown).toEqual([
            '34 Run test loyalty.runTest a purchase earns',
            '34 Run all tests loyalty.runTests ',
            '40 Run test loyalty.runTest a birthday is noticed',
            '29 Simulate loyalty.simulate Spring',
            '4 Simulate loyalty.simulate ',
        ]);
    });

    test('none in a file that belongs to no program: nothing could be run', async () => {
        await editor.type('scratch.loyalty', 'test "t" { member a }\n');
        expect(await editor.client.sendRequest(CodeLensRequest.type, scratch)).toEqual([]);
    });
});

describe('semantic tokens', () => {
    /** `Star type declaration`, in the order of the text. */
    async function tokens(text: string): Promise<readonly string[]> {
        await editor.type('scratch.loyalty', text);
        const answer = await editor.client.sendRequest(SemanticTokensRequest.type, scratch);
        return decode(text, answer?.data ?? []);
    }

    function decode(text: string, data: readonly number[]): readonly string[] {
        const legend = editor.initialized.capabilities.semanticTokensProvider?.legend;
        const lines = text.split('\n');
        const found: string[] = [];
        let line = 0;
        let character = 0;
        for (let at = 0; at < data.length; at += 5) {
            const [lineStep = 0, step = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
            character = lineStep === 0 ? character + step : step;
            line += lineStep;
            const names = (legend?.tokenModifiers ?? []).filter((_, bit) => (modifiers & (1 << bit)) !== 0);
            found.push(
                [lines[line]?.slice(character, character + length), legend?.tokenTypes[type], ...names].join(' '),
            );
        }
        return found;
    }

    test('words of the language that are names look like names', async () => {
        const found = await tokens(
            'program P { currency EUR timezone "UTC" }\nevent review { order : number }\npoints Q { worth 1 EUR }\ntiers Status { tier first tier last from 5 EUR }\nearn share on review { give 1 Q if Status is last and review.order > 2 }\n',
        );
        expect(found).toEqual([
            'P namespace declaration',
            'EUR type declaration',
            'review variable declaration',
            'order property declaration',
            'Q type declaration',
            'EUR type',
            'Status class declaration',
            'first enumMember declaration',
            'last enumMember declaration',
            'EUR type',
            'share function declaration',
            'review variable',
            'Q type',
            'Status class',
            'last enumMember',
            'review variable',
            'order property',
        ]);
    });

    test('what every program knows is marked', async () => {
        const found = await tokens(
            'program P { currency EUR timezone "UTC" }\nsegment S { when spend over lifetime > 5 EUR }\n',
        );
        expect(found).toContain('spend variable defaultLibrary');
    });

    test('of two requests at once, each gets its own answer', async () => {
        const text = 'program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EUR }\n';
        await editor.type('scratch.loyalty', text);
        const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
        const [whole, part, other] = await Promise.all([
            editor.client.sendRequest(SemanticTokensRequest.type, scratch),
            editor.client.sendRequest(SemanticTokensRangeRequest.type, { ...scratch, range }),
            editor.client.sendRequest(SemanticTokensRequest.type, file('main.loyalty')),
        ]);
        expect(decode(text, whole?.data ?? [])).toEqual([
            'P namespace declaration',
            'EUR type declaration',
            'Q type declaration',
            'EUR type',
        ]);
        expect(decode(text, part?.data ?? [])).toEqual(['Q type declaration', 'EUR type']);
        expect(decode(main, other?.data ?? [])).toContain('Beans namespace declaration');
    });

    test('the difference to the last answer, told as one edit, comes to the same as all of it', async () => {
        await editor.type('scratch.loyalty', main);
        let last = await editor.client.sendRequest(SemanticTokensRequest.type, scratch);
        const random = new Random(7);
        for (let step = 0; step < 25; step++) {
            const at = random.int(main.length);
            const text = main.slice(0, at) + main.slice(at + random.int(40));
            await editor.type('scratch.loyalty', text);
            const previousResultId = last?.resultId ?? '';
            const answer = await editor.client.sendRequest(SemanticTokensDeltaRequest.type, {
                ...scratch,
                previousResultId,
            });
            const before = last?.data ?? [];
            const edits = answer && 'edits' in answer ? answer.edits : undefined;
            const changed = edits?.reduce(
                (data: number[], { start, deleteCount, data: added = [] }) =>
                    data.toSpliced(start, deleteCount, ...added),
                before,
            );
            last = await editor.client.sendRequest(SemanticTokensRequest.type, scratch);
            expect(changed).toEqual(last?.data);
        }
    });

    test('all of it for an editor that remembers another answer', async () => {
        await editor.type('scratch.loyalty', main);
        const answer = await editor.client.sendRequest(SemanticTokensDeltaRequest.type, {
            ...scratch,
            previousResultId: 'of long ago',
        });
        expect(answer).toHaveProperty('data');
    });
});
