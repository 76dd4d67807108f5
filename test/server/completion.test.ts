import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompletionItem, CompletionRequest } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readMarks } from './support/marks.ts';
import { Session, uriOf } from './support/session.ts';

const coffee = readFileSync('examples/coffee/coffee.loyalty', 'utf8');

let editor: Session;
beforeAll(async () => {
    editor = await new Session({ 'p.loyalty': coffee }).start();
    await editor.open('p.loyalty');
});
afterAll(() => editor.end());

/** Proposals at the mark of a text, best first. */
async function proposalsAt(marked: string, triggerCharacter?: string): Promise<readonly CompletionItem[]> {
    const { text, places } = readMarks(marked);
    await editor.type('p.loyalty', text);
    const position = places[0] ?? { line: 0, character: 0 };
    const context =
        triggerCharacter === undefined ? { triggerKind: 1 as const } : { triggerKind: 2 as const, triggerCharacter };
    const answer = await editor.client.sendRequest(CompletionRequest.type, {
        textDocument: { uri: uriOf('p.loyalty') },
        position,
        context,
    });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(item => item.label);

const head = `program P {
  currency EUR, USD
  timezone "UTC"
  channels email, push
}
member { birthday : date   city : one of Rome, "New York" }
item { category : one of coffee, pastry }
points Star { worth 0.01 EUR }
points Night { use status }
tiers Status {
  qualify by spend over last 12 months
  tier Friend
  tier Gold from 300 EUR
}
earn Base on purchase { give 1 Star per 1 EUR }
`;

describe('names that fit, and no others', () => {
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
        ['tiers after `is`', 'earn X on purchase {\n  when Status is ‸\n}', ['Friend', 'Gold']],
        ['tiers after `is at least`', 'earn X on purchase {\n  when Status is at least ‸\n}', ['Friend', 'Gold']],
        [
            'tiers in the middle of a finished line',
            'earn X on purchase {\n  when Status is ‸Gold and spend over lifetime >= 1 EUR\n}',
            ['Friend', 'Gold'],
        ],
        [
            'values of a field of the member, quoted where they must be',
            'earn X on purchase {\n  when member.city is ‸\n}',
            ['Rome', 'New York'],
        ],
        ['values of a field of the item', 'earn X on item {\n  where category in coffee, ‸\n}', ['coffee', 'pastry']],
        ['fields after the dot', 'earn X on purchase {\n  when member.b‸\n}', ['birthday']],
        ['channels', 'trigger T on purchase {\n  send "x" by email, ‸\n}', ['email', 'push']],
        [
            'points before money, where points are given',
            'earn X on purchase {\n  give 5 ‸\n}',
            ['Star', 'Night', 'EUR', 'USD'],
        ],
        [
            'money before points, where something is worth',
            'points Q {\n  worth 1 ‸\n}',
            ['EUR', 'USD', 'Star', 'Night'],
        ],
        [
            'the unit of what is compared',
            'earn X on purchase {\n  when Night.balance >= 5 ‸\n}',
            ['Night', 'Star', 'EUR', 'USD'],
        ],
        [
            'people of this test only',
            'test "a" {\n  member eve\n}\ntest "b" {\n  member ann\n  member bob\n  2026-01-01 ‸\n}',
            ['ann', 'bob'],
        ],
        ['earning rules after a share', 'earn X on purchase {\n  give 10% of ‸\n}', ['Base', 'X']],
        ['events', 'event picnic\ntrigger T without pic‸', ['picnic']],
    ];
    test.each(cases)('%s', async (_, text, expected) => {
        expect(labels(await proposalsAt(head + text)).slice(0, expected.length)).toEqual(expected);
    });

    test('a name of several words is written in quotes', async () => {
        const items = await proposalsAt(`${head}earn X on purchase {\n  when member.city is ‸\n}`);
        expect(items.find(item => item.label === 'New York')).toMatchObject({ insertText: '"New York"' });
    });

    test('nothing else can follow `missing to`', async () => {
        expect(labels(await proposalsAt(`${head}goal "g" { missing to ‸ }`))).toEqual(['Friend', 'Gold']);
    });
});

describe('words of the language', () => {
    test('on a new line nothing that would continue the finished clause before', async () => {
        const items = labels(await proposalsAt(`${head}earn X on purchase {\n  when Status is Gold\n  ‸\n}`));
        expect(items).toContain('limit');
        expect(items).toContain('give');
        for (const word of ['and', 'or', 'is', 'in', 'between']) expect(items).not.toContain(word);
    });

    test('on a new line what the unfinished clause before lacks', async () => {
        expect(labels(await proposalsAt(`${head}earn X on purchase {\n  when Status is\n  ‸\n}`))).toContain('Gold');
    });

    test('on the same line the clause can go on', async () => {
        const items = labels(await proposalsAt(`${head}earn X on purchase {\n  when Status is Gold ‸\n}`));
        expect(items).toEqual(expect.arrayContaining(['and', 'or']));
    });

    test('words that belong together come together', async () => {
        expect(labels(await proposalsAt(`${head}tiers Q {\n  downgrade ‸\n}`))).toContain('to what is met');
        expect(labels(await proposalsAt(`${head}earn X on purchase {\n  when Status is ‸\n}`))).toContain('at least');
    });

    test('units of time agree with the number', async () => {
        const many = labels(await proposalsAt(`${head}points Q {\n  pending 14 ‸\n}`));
        expect(many).toContain('days');
        expect(many).not.toContain('day');
        const one = labels(await proposalsAt(`${head}points Q {\n  pending 1 ‸\n}`));
        expect(one).toContain('day');
        expect(one).not.toContain('days');
    });

    test('nothing within a comment', async () => {
        expect(await proposalsAt(`${head}earn X on purchase {\n  // when ‸\n}`)).toEqual([]);
        expect(await proposalsAt(`${head}/* earn ‸ */`)).toEqual([]);
    });

    test('a new declaration may begin where a line begins', async () => {
        expect(labels(await proposalsAt(`${head}‸`))).toEqual(
            expect.arrayContaining(['earn', 'trigger', 'test', 'dataset']),
        );
    });

    test('a blank interrupts only where there are names', async () => {
        expect(labels(await proposalsAt(`${head}earn X on purchase {\n  when Status is ‸\n}`, ' '))).toEqual([
            'Friend',
            'Gold',
        ]);
        expect(await proposalsAt(`${head}earn X on purchase {\n  give 1 Star ‸\n}`, ' ')).toEqual([]);
    });
});

describe('phrases', () => {
    test('for clauses, with the names of this program', async () => {
        const items = await proposalsAt(`${head}earn X on purchase {\n  ‸\n}`);
        const limit = items.find(item => item.label.startsWith('limit 500'));
        expect(limit).toMatchObject({
            label: 'limit 500 Star per member per day',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
            textEdit: { newText: 'limit ${1:500} ${2|Star,Night|} per member per ${3|day,week,month,quarter,year|}' },
        });
    });

    test('the rest of one that has been begun', async () => {
        expect(labels(await proposalsAt(`${head}earn X on purchase {\n  limit ‸\n}`))).toContain(
            '1 time per member per day',
        );
        expect(labels(await proposalsAt(`${head}reward R {\n  give ‸\n}`))).toContain('2 EUR off');
        expect(labels(await proposalsAt(`${head}earn R on purchase {\n  give ‸\n}`))).not.toContain('2 EUR off');
    });

    test('people of the test', async () => {
        expect(labels(await proposalsAt(`${head}test "t" {\n  member zoe\n  ‸\n}`))).toContain(
            'expect zoe earned 40 Star',
        );
    });
});

describe('texts', () => {
    test('time zones', async () => {
        expect(labels(await proposalsAt('program P {\n  timezone "Europe/Berli‸"\n}'))).toEqual(['"Europe/Berlin"']);
    });

    test('time zones, before the closing quote is there', async () => {
        expect(labels(await proposalsAt('program P {\n  timezone "Europe/Berli‸\n}'))).toEqual(['"Europe/Berlin"']);
    });

    test('currencies with their names', async () => {
        const [item] = await proposalsAt('program P {\n  currency SE‸\n}');
        expect(item).toMatchObject({ label: 'SEK', detail: 'Swedish Krona' });
    });

    test('fields that a source of data does not fill yet', async () => {
        const items = labels(await proposalsAt(`${head}dataset D {\n  member from "m.csv" { id = "a" ‸ }\n}`));
        expect(items).toContain('birthday');
        expect(items).not.toContain('id');
    });
});

/** Every single place takes twice as long, and finds no more. */
const STEP = 2;

test('all over the coffee program there are proposals without failure, and none takes long', {
    timeout: 120_000,
}, async () => {
    await editor.type('p.loyalty', coffee);
    const document = TextDocument.create('', 'loyalty', 0, coffee);
    const provider = editor.services.lsp.CompletionProvider;
    const parsed = editor.services.shared.workspace.LangiumDocuments.all.find(
        each => each.uri.toString() === uriOf('p.loyalty'),
    );
    if (!provider || !parsed) throw new Error('The session has no such document.');
    const times: number[] = [];
    let proposals = 0;
    for (let offset = 0; offset <= coffee.length; offset += STEP) {
        const before = process.threadCpuUsage();
        const params = { textDocument: { uri: uriOf('p.loyalty') }, position: document.positionAt(offset) };
        const list = await provider.getCompletion(parsed, params);
        const { user, system } = process.threadCpuUsage(before);
        times.push((user + system) / 1000);
        proposals += list?.items.length ?? 0;
    }
    times.sort((a, b) => a - b);
    expect(proposals).toBeGreaterThan(coffee.length / STEP / 2);
    // Of this thread's processor time, whatever else a machine does.
    expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(50);
    // To say what could stand where a mistake is took as long as a second.
    expect(times.at(-1)).toBeLessThan(200);
});
