import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    DocumentOnTypeFormattingRequest,
    type SignatureHelp,
    SignatureHelpRequest,
    SignatureHelpTriggerKind,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readMarks } from './support/marks.ts';
import { Session, uriOf } from './support/session.ts';

const head = `program P { currency EUR timezone "UTC" }
points Star { worth 0.01 EUR }
`;

let editor: Session;
beforeAll(async () => {
    editor = await new Session({}).start();
    await editor.open('p.loyalty', '');
});
afterAll(() => editor.end());

const textDocument = { uri: uriOf('p.loyalty') };

describe('how a clause goes on', () => {
    async function helpAt(marked: string, isByBlank = false): Promise<SignatureHelp | null> {
        const { text, places } = readMarks(head + marked);
        await editor.type('p.loyalty', text);
        const context = isByBlank
            ? { triggerKind: SignatureHelpTriggerKind.TriggerCharacter, triggerCharacter: ' ', isRetrigger: false }
            : { triggerKind: SignatureHelpTriggerKind.Invoked, isRetrigger: false };
        const position = places[0] ?? { line: 0, character: 0 };
        return editor.client.sendRequest(SignatureHelpRequest.type, { textDocument, position, context });
    }

    /** The ways to go on, each with the place that comes next in «». */
    async function ways(marked: string, isByBlank = false): Promise<readonly string[]> {
        const help = await helpAt(marked, isByBlank);
        return (help?.signatures ?? []).map(({ label, parameters = [], activeParameter }) => {
            const next = parameters[activeParameter ?? 0]?.label;
            if (!next || typeof next === 'string') return label;
            return `${label.slice(0, next[0])}«${label.slice(...next)}»${label.slice(next[1])}`;
        });
    }

    test('at its beginning: all that it can be, with the names of the program', async () => {
        const found = await ways('earn E on purchase {\n  limit ‸\n}');
        expect(found).toContain('limit «500» Star per member per day');
        expect(found).toContain('limit «1» time per member per day');
    });

    test('further on: only what still fits, and the place that comes next', async () => {
        expect(await ways('earn E on purchase {\n  limit 500 Star per member per ‸\n}')).toEqual([
            'limit 500 Star per member per «day»',
        ]);
        expect(await ways('earn E on purchase {\n  limit 1 time per member per rolling ‸\n}')).toEqual([
            'limit 1 time per member per rolling «180» days',
        ]);
    });

    test('the way that says most of what is written comes first', async () => {
        expect((await ways('earn E on purchase {\n  limit 1 time ‸\n}'))[0]).toBe('limit 1 time per member per «day»');
    });

    test('of windows and functions, wherever a measure is asked', async () => {
        const windows = await ways('segment S {\n  when spend over ‸\n}');
        expect(windows).toContain('over last «12» months');
        expect(windows).toContain('over calendar «year»');
        expect((await ways('segment S {\n  when sum of ‸\n}'))[0]).toContain(
            'sum of «purchase.net» over last 12 months',
        );
        expect(await ways('segment S {\n  when any 2 of (‸\n}')).toEqual(['any 2 of («a», b, c)']);
    });

    test('of the head of a declaration', async () => {
        expect(await ways('earn Base on ‸')).toContain('earn Base on «purchase»');
    });

    test('choices are listed, and what the clause means is told', async () => {
        const help = await helpAt('points Q {\n  round ‸\n}');
        expect(help?.signatures[0]?.parameters?.[0]?.documentation).toBe(
            'One of down, up, half up, half down, half even, half odd.',
        );
        expect(help?.signatures[0]?.documentation).toMatch(/^How the points of an event are rounded/);
    });

    test('of a clause of the same block only, and not in comments and texts', async () => {
        expect(await ways('points Q {\n  upgrade ‸\n}')).toEqual([]);
        expect(await ways('points Q {\n  // worth ‸\n}')).toEqual([]);
        expect(await ways('test "limit ‸"')).toEqual([]);
    });

    test('by a blank only where a clause has just been begun', async () => {
        expect(await ways('points Q {\n  pending ‸\n}', true)).toEqual(['pending «14» days']);
        expect(await ways('points Q {\n  pending 14 ‸\n}', true)).toEqual([]);
    });

    test('two clauses on one line are two', async () => {
        expect(await ways('points Q { worth 1 EUR pending ‸ }')).toEqual([
            'pending «14» days',
            'pending until «purchase»',
        ]);
    });
});

describe('while one types', () => {
    async function typed(marked: string, ch: string): Promise<string> {
        const { text, places } = readMarks(marked);
        await editor.type('p.loyalty', text);
        const edits = await editor.client.sendRequest(DocumentOnTypeFormattingRequest.type, {
            textDocument,
            position: places[0] ?? { line: 0, character: 0 },
            ch,
            options: { tabSize: 2, insertSpaces: true },
        });
        return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits ?? []);
    }

    test('a brace that closes a declaration gives it its layout, and nothing else', async () => {
        const others = 'points   Q { worth 1 EUR }\n\n';
        expect(await typed(`${others}earn E on purchase {\n give   1 Q\n      }‸\n`, '}')).toBe(
            `${others}earn E on purchase {\n  give 1 Q\n}\n`,
        );
        expect(await typed(`${others}earn E on purchase {give 1 Q}‸`, '}')).toBe(
            `${others}earn E on purchase { give 1 Q }`,
        );
    });

    test('in a text that is not finished, it goes where its block began', async () => {
        expect(await typed('tiers T {\n  tier A from\n    }‸\n', '}')).toBe('tiers T {\n  tier A from\n}\n');
    });

    test('a brace in a comment or a text is none', async () => {
        const text = 'test   "a {}" { }\n// }';
        expect(await typed(`${text}‸`, '}')).toBe(text);
    });

    test('the first line of a block begins as far in as the block is deep; others as their author likes', async () => {
        expect(await typed('earn E on purchase {\n‸', '\n')).toBe('earn E on purchase {\n  ');
        expect(await typed('earn E on purchase {\n  graduated by spend {\n  ‸\n', '\n')).toBe(
            'earn E on purchase {\n  graduated by spend {\n    \n',
        );
        expect(await typed('earn E on purchase {\n      ‸}\n', '\n')).toBe('earn E on purchase {\n}\n');
        expect(await typed('/* {\n ‸', '\n')).toBe('/* {\n ');
        expect(await typed('segment S {\n  when a or\n       ‸', '\n')).toBe('segment S {\n  when a or\n       ');
    });
});
