import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    DefinitionRequest,
    DocumentHighlightRequest,
    type Location,
    type LocationLink,
    PrepareRenameRequest,
    ReferencesRequest,
    RenameRequest,
    TextDocumentContentRequest,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { main, rules } from './support/example.ts';
import { Session, uriOf } from './support/session.ts';

const texts: Readonly<Record<string, string>> = { 'main.loyalty': main, 'rules.loyalty': rules };

let editor: Session;
beforeAll(async () => {
    editor = await new Session(texts).start();
    await editor.open('main.loyalty');
});
afterAll(() => editor.end());

/** The position of the first place with this text; `‸` in it says where the cursor is. */
function at(
    name: string,
    marked: string,
): { textDocument: { uri: string }; position: { line: number; character: number } } {
    const text = texts[name] ?? '';
    const offset = text.indexOf(marked.replace('‸', '')) + Math.max(0, marked.indexOf('‸'));
    return { textDocument: { uri: uriOf(name) }, position: TextDocument.create('', '', 0, text).positionAt(offset) };
}

/** `rules.loyalty 7 earn Base`: file, line from 1, and the line's text with the place in «». */
function describePlace({ uri, range }: Location): string {
    const name = uri.split('/').at(-1) ?? '';
    const line = (texts[name] ?? '').split('\n')[range.start.line] ?? '';
    const marked = `${line.slice(0, range.start.character)}«${line.slice(range.start.character, range.end.character)}»${line.slice(range.end.character)}`;
    return `${name} ${range.start.line + 1} ${marked.trim()}`;
}

describe('definition', () => {
    async function definitions(name: string, marked: string): Promise<readonly string[]> {
        const answer = (await editor.client.sendRequest(DefinitionRequest.type, at(name, marked))) as
            | LocationLink[]
            | null; // the client supports links
        return (answer ?? []).map(({ targetUri, targetSelectionRange }) =>
            targetUri.startsWith('loyalty:')
                ? targetUri
                : describePlace({ uri: targetUri, range: targetSelectionRange }),
        );
    }
    const cases: readonly (readonly [string, string, string, string])[] = [
        ['of points in another file', 'rules.loyalty', 'give 1 ‸Star', 'main.loyalty 16 points «Star» {'],
        ['of a tier', 'rules.loyalty', 'at least ‸Gold', 'main.loyalty 26 tier «Gold» from 300 EUR'],
        ['of a value', 'rules.loyalty', 'is not ‸app', 'rules.loyalty 4 channel : one of store, «app»'],
        ['of a field', 'rules.loyalty', 'member.‸birthday', 'main.loyalty 11 «birthday» : date "day of birth"'],
        ['of the member', 'rules.loyalty', 'on ‸member.', 'main.loyalty 10 «member» {'],
        [
            'of the field that a column fills',
            'main.loyalty',
            '‸birthday = "born"',
            'main.loyalty 11 «birthday» : date "day of birth"',
        ],
        ['of a person of the test', 'main.loyalty', 'expect ‸ann', 'main.loyalty 35 member «ann» { tier Gold }'],
        [
            'of an event that the author declares again',
            'rules.loyalty',
            'earn Base on ‸purchase',
            'rules.loyalty 3 event «purchase» {',
        ],
        ['of a name known to every program', 'main.loyalty', 'by ‸spend', 'loyalty:/library.loyalty'],
    ];
    test.each(cases)('%s', async (_, name, marked, expected) => {
        expect(await definitions(name, marked)).toEqual([expected]);
    });

    test('of nothing where there is no name', async () => {
        expect(await definitions('main.loyalty', 'w‸orth')).toEqual([]);
    });

    test('the text of what every program knows can be read', async () => {
        const answer = await editor.client.sendRequest(TextDocumentContentRequest.type, {
            uri: 'loyalty:/library.loyalty',
        });
        expect(answer.text).toContain('metric spend');
    });
});

describe('references', () => {
    async function references(name: string, marked: string, includeDeclaration: boolean): Promise<readonly string[]> {
        const params = { ...at(name, marked), context: { includeDeclaration } };
        const answer = await editor.client.sendRequest(ReferencesRequest.type, params);
        return (answer ?? []).map(describePlace).sort();
    }

    test('across files, with the declaration', async () => {
        expect(await references('rules.loyalty', 'earn ‸Base', true)).toEqual([
            'rules.loyalty 13 give 50% of «Base»',
            'rules.loyalty 7 earn «Base» on purchase {',
        ]);
    });

    test('of a field: conditions, tests and columns of data', async () => {
        expect(await references('main.loyalty', '‸birthday : date', false)).toEqual([
            'main.loyalty 30 member   from "data/members.csv"   { id = "id" «birthday» = "born" }',
            'main.loyalty 41 member bob { «birthday» = 2000-03-04 }',
            'rules.loyalty 16 trigger Birthday on member.«birthday» {',
        ]);
    });

    test('of a tier, from a place that names it', async () => {
        expect(await references('main.loyalty', '{ tier ‸Gold', true)).toEqual([
            'main.loyalty 26 tier «Gold» from 300 EUR',
            'main.loyalty 35 member ann { tier «Gold» }',
            'rules.loyalty 12 when Status is at least «Gold» and purchase.channel is not app',
        ]);
    });

    test('highlighted in the file that is looked at', async () => {
        const answer = await editor.client.sendRequest(
            DocumentHighlightRequest.type,
            at('main.loyalty', '‸ann { tier'),
        );
        const lines = (answer ?? []).map(({ range }) => describePlace({ uri: uriOf('main.loyalty'), range }));
        expect(lines).toEqual([
            'main.loyalty 35 member «ann» { tier Gold }',
            'main.loyalty 36 2026-03-02 «ann»: purchase 40 EUR',
            'main.loyalty 37 expect «ann» earned 60 Star',
        ]);
    });
});

describe('rename', () => {
    /** Texts of the files afterwards. */
    async function renamed(name: string, marked: string, newName: string): Promise<Readonly<Record<string, string>>> {
        const edit = await editor.client.sendRequest(RenameRequest.type, { ...at(name, marked), newName });
        const after = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
            const file = uri.split('/').at(-1) ?? '';
            return [file, TextDocument.applyEdits(TextDocument.create(uri, '', 0, texts[file] ?? ''), edits)];
        });
        return { ...texts, ...Object.fromEntries(after) };
    }

    test('everywhere, in all files, and nowhere else', async () => {
        expect(await renamed('main.loyalty', 'points ‸Star', 'Bean')).toEqual({
            'main.loyalty': main.replace('points Star', 'points Bean').replace('60 Star', '60 Bean'),
            'rules.loyalty': rules.replace('1 Star', '1 Bean'),
        });
    });

    test('of a field also where data fills it', async () => {
        const after = await renamed('main.loyalty', '‸birthday : date', 'born');
        expect(after['main.loyalty']).toContain('{ id = "id" born = "born" }');
        expect(after['rules.loyalty']).toContain('on member.born {');
    });

    test('to a word of the language that may be a name', async () => {
        expect((await renamed('main.loyalty', 'tier ‸Gold from', 'review'))['main.loyalty']).toContain(
            'tier review from 300 EUR',
        );
    });

    test('back and forth gives the same text', async () => {
        const there = await renamed('rules.loyalty', 'earn ‸Base', 'Foundation');
        expect(there['rules.loyalty']?.replaceAll('Foundation', 'Base')).toBe(rules);
    });

    const refusals: readonly (readonly [string, string, string, string, string])[] = [
        [
            'a name that is no word',
            'main.loyalty',
            'tier ‸Gold from',
            'Gold plus',
            "'Gold plus' is no name: a name must be one word of letters, digits and _.",
        ],
        [
            'an empty name',
            'main.loyalty',
            'tier ‸Gold from',
            '',
            "'' is no name: a name must be one word of letters, digits and _.",
        ],
        [
            'a word that binds sentences',
            'main.loyalty',
            'tier ‸Gold from',
            'when',
            "'when' is a word of the language and cannot name a tier.",
        ],
        [
            'points called as a unit of time',
            'main.loyalty',
            'points ‸Star',
            'days',
            "'days' is a word of the language and cannot name points.",
        ],
        ['the name of another tier', 'main.loyalty', 'tier ‸Gold from', 'Friend', "'Friend'"],
        ['the name of another rule', 'rules.loyalty', 'earn ‸Base', 'Extra', "'Extra'"],
        ['the name of another rule of another kind', 'rules.loyalty', 'earn ‸Base', 'Birthday', "'Birthday'"],
        [
            'what every program knows',
            'main.loyalty',
            'by ‸spend',
            'turnover',
            "'spend' is known to every program and must keep its name.",
        ],
        [
            'an event that every program knows, declared again',
            'rules.loyalty',
            'event ‸purchase',
            'buy',
            "'purchase' is known to every program and must keep its name.",
        ],
        ['the member', 'main.loyalty', '‸member {', 'client', "'member' is a word of the language."],
        [
            'a currency',
            'main.loyalty',
            'currency ‸EUR',
            'USD',
            "'EUR' is the code of a currency and must keep its name.",
        ],
    ];
    test.each(refusals)('refuses %s', async (_, name, marked, newName, reason) => {
        await expect(renamed(name, marked, newName)).rejects.toThrow(reason);
    });

    test('a field that would hide another name is refused with the place', async () => {
        const name = 'hide.loyalty';
        const text = `program P { currency EUR timezone "UTC" }\npoints Q { worth 1 EUR }\nitem { size : number }\nmetric weight { count of purchase }\nearn E on item {\n  where size > 1 and weight over lifetime > 2\n  give 1 Q\n}\n`;
        await editor.open(name, text);
        const position = TextDocument.create('', '', 0, text).positionAt(text.indexOf('size'));
        const rename = editor.client.sendRequest(RenameRequest.type, {
            textDocument: { uri: uriOf(name) },
            position,
            newName: 'weight',
        });
        await expect(rename).rejects.toThrow("'weight' on line 6 would then mean the field 'weight'.");
        await editor.close(name);
    });

    test('the word under the cursor is offered', async () => {
        const range = await editor.client.sendRequest(PrepareRenameRequest.type, at('rules.loyalty', 'at least Go‸ld'));
        expect(range).toEqual({ start: { line: 11, character: 26 }, end: { line: 11, character: 30 } });
    });

    test('nothing is offered where there is no name', async () => {
        expect(await editor.client.sendRequest(PrepareRenameRequest.type, at('main.loyalty', 'wo‸rth'))).toBeNull();
    });
});
