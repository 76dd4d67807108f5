import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    CodeLensRequest,
    CodeLensResolveRequest,
    DocumentLinkRequest,
    LinkedEditingRangeRequest,
    type SelectionRange,
    SelectionRangeRequest,
    type TextEdit,
    WillRenameFilesRequest,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { main, rules } from './support/example.ts';
import { Places } from './support/places.ts';
import { Session, uriOf } from './support/session.ts';

const texts = { 'main.loyalty': main, 'rules.loyalty': rules };
const places = new Places(texts);

let editor: Session;
beforeAll(async () => {
    editor = await new Session(texts).start();
    await editor.open('scratch.loyalty', '');
});
afterAll(() => editor.end());

describe('growing selections', () => {
    async function selections(text: string, offset: number): Promise<readonly string[]> {
        await editor.type('scratch.loyalty', text);
        const document = TextDocument.create('', '', 0, text);
        const [first] =
            (await editor.client.sendRequest(SelectionRangeRequest.type, {
                textDocument: { uri: uriOf('scratch.loyalty') },
                positions: [document.positionAt(offset)],
            })) ?? [];
        const found: string[] = [];
        for (let each: SelectionRange | undefined = first; each; each = each.parent)
            found.push(document.getText(each.range));
        return found;
    }

    test('from the word to the file', async () => {
        const text = 'points Q { worth 1 EUR }\n\nearn E on purchase {\n  // why\n  give 1 Q per 1 EUR\n}\n';
        expect(await selections(text, text.indexOf('EUR\n}') + 1)).toEqual([
            'EUR',
            '1 EUR',
            'give 1 Q per 1 EUR',
            '// why\n  give 1 Q per 1 EUR',
            '{\n  // why\n  give 1 Q per 1 EUR\n}',
            'earn E on purchase {\n  // why\n  give 1 Q per 1 EUR\n}',
            text.trimEnd(),
            text,
        ]);
    });

    test('within a text: the word, then the text without its quotes, then with them', async () => {
        const text = 'test "two words" { member a }\n';
        expect((await selections(text, text.indexOf('words'))).slice(0, 3)).toEqual([
            'words',
            'two words',
            '"two words"',
        ]);
    });

    test('in a text that nobody understands: the word, the line, all', async () => {
        expect(await selections('earn {{ oops\n  what is this', 20)).toEqual([
            'is',
            'what is this',
            'earn {{ oops\n  what is this',
        ]);
    });

    test('each of several places has its own', async () => {
        await editor.type('scratch.loyalty', 'points Q { }\npoints R { }\n');
        const answer = await editor.client.sendRequest(SelectionRangeRequest.type, {
            textDocument: { uri: uriOf('scratch.loyalty') },
            positions: [
                { line: 0, character: 7 },
                { line: 1, character: 7 },
            ],
        });
        expect(answer?.map(({ range }) => range.start)).toEqual([
            { line: 0, character: 7 },
            { line: 1, character: 7 },
        ]);
    });
});

describe('links', () => {
    async function links(name: string): Promise<readonly string[]> {
        const textDocument = { uri: uriOf(name) };
        const found = await editor.client.sendRequest(DocumentLinkRequest.type, { textDocument });
        return (found ?? []).map(
            ({ range, target }) => `${places.describe({ uri: textDocument.uri, range })} → ${target}`,
        );
    }

    test('imported files and files of data', async () => {
        expect(await links('main.loyalty')).toEqual([
            `main.loyalty 1 import "«rules.loyalty»" → ${uriOf('rules.loyalty')}`,
            `main.loyalty 30 member   from "«data/members.csv»"   { id = "id" birthday = "born" } → ${uriOf('data/members.csv')}`,
            expect.stringContaining(uriOf('data/purchases.csv')),
        ]);
    });

    test('addresses in comments and texts, without the full stop that ends the sentence', async () => {
        await editor.type(
            'scratch.loyalty',
            '// See https://example.org/terms(2026).\ntest "http://a.example/b" { }\n/* (https://c.example) */\n',
        );
        const textDocument = { uri: uriOf('scratch.loyalty') };
        const found = await editor.client.sendRequest(DocumentLinkRequest.type, { textDocument });
        expect(found?.map(({ target }) => target)).toEqual([
            'https://example.org/terms',
            'http://a.example/b',
            'https://c.example',
        ]);
    });
});

test('a person of a test is renamed while it is typed, in that test only', async () => {
    const found = await editor.client.sendRequest(
        LinkedEditingRangeRequest.type,
        places.at('main.loyalty', 'member ‸ann'),
    );
    expect(found?.ranges.map(range => places.describe({ uri: uriOf('main.loyalty'), range }))).toEqual([
        'main.loyalty 35 member «ann» { tier Gold }',
        'main.loyalty 36 2026-03-02 «ann»: purchase 40 EUR',
        'main.loyalty 37 expect «ann» earned 60 Star',
    ]);
    expect(
        await editor.client.sendRequest(LinkedEditingRangeRequest.type, places.at('main.loyalty', 'points ‸Star')),
    ).toBeNull();
});

describe('files that move', () => {
    async function afterMove(
        ...moves: readonly (readonly [string, string])[]
    ): Promise<Readonly<Record<string, string>>> {
        const files = moves.map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) }));
        const edit = await editor.client.sendRequest(WillRenameFilesRequest.type, { files });
        return Object.fromEntries(
            Object.entries(edit?.changes ?? {}).map(([uri, edits]: [string, TextEdit[]]) => {
                const name = uri.slice(uriOf('').length);
                const text = name in texts ? texts[name as keyof typeof texts] : '';
                const changed = TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
                const before = text.split('\n');
                return [
                    name,
                    changed
                        .split('\n')
                        .filter((line, index) => line !== before[index])
                        .join('\n'),
                ];
            }),
        );
    }

    test('imports follow a file with a new name', async () => {
        expect(await afterMove(['rules.loyalty', 'earning.loyalty'])).toEqual({
            'main.loyalty': 'import "earning.loyalty"',
        });
    });

    test('imports of the file that moves, and its data, stay what they were', async () => {
        const changed = await afterMove(['main.loyalty', 'programs/main.loyalty']);
        expect(changed['rules.loyalty']).toBe('import "programs/main.loyalty"');
        expect(changed['main.loyalty']).toContain('import "../rules.loyalty"');
        expect(changed['main.loyalty']).toContain('"../data/members.csv"');
    });

    test('data that moves is followed, alone or with its folder', async () => {
        expect((await afterMove(['data/members.csv', 'data/people.csv']))['main.loyalty']).toContain(
            '"data/people.csv"',
        );
        const changed = await afterMove(['data', 'history']);
        expect(changed['main.loyalty']).toContain('"history/members.csv"');
        expect(changed['main.loyalty']).toContain('"history/purchases.csv"');
    });

    test('what moves together needs no other path', async () => {
        expect(
            await afterMove(
                ['main.loyalty', 'p/main.loyalty'],
                ['rules.loyalty', 'p/rules.loyalty'],
                ['data', 'p/data'],
            ),
        ).toEqual({});
    });
});

test('references are counted when their lens is looked at', async () => {
    const textDocument = { uri: uriOf('main.loyalty') };
    const lenses = (await editor.client.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
    const counted = lenses.filter(lens => lens.command === undefined);
    expect(counted.map(({ range }) => places.describe({ uri: textDocument.uri, range }))).toEqual([
        'main.loyalty 16 points «Star» {',
        'main.loyalty 21 tiers «Status» {',
    ]);
    const [star] = counted;
    const resolved = star && (await editor.client.sendRequest(CodeLensResolveRequest.type, star));
    expect(resolved?.command).toMatchObject({ title: '2 references', command: 'loyalty.showReferences' });
});
