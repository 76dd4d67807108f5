import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
    type ClientCapabilities,
    type CompletionItem,
    CompletionRequest,
    CompletionResolveRequest,
    InsertReplaceEdit,
    InsertTextFormat,
    MarkupContent,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { noDataFiles } from '../../src/server/data-files.ts';
import { readMarks } from './support/marks.ts';
import { Session, uriOf } from './support/session.ts';

const files = {
    'main.loyalty': 'import "p.loyalty"\nprogram P { currency EUR timezone "UTC" }\n',
    'points.loyalty':
        '/** What members collect. */\npoints Star { worth 0.01 EUR }\ntiers Status { qualify by spend over lifetime tier Friend tier Gold from 300 EUR }\nearn Base on purchase { give 1 Star per 1 EUR }\n',
    'other.loyalty': 'program Other { currency EUR timezone "UTC" }\npoints Foreign { }\n',
};
const dataFiles = {
    ...noDataFiles,
    list: async () => ['data/purchases.csv', 'data/members.csv'],
    columns: async () => ['customer', 'Birthday', 'town'],
};

let editor: Session;
beforeAll(async () => {
    editor = await new Session(files, { dataFiles }).start();
    await editor.open('p.loyalty', '');
});
afterAll(() => editor.end());

async function proposalsAt(marked: string, session = editor): Promise<readonly CompletionItem[]> {
    const { text, places } = readMarks(marked);
    await session.type('p.loyalty', text);
    const position = places[0] ?? { line: 0, character: 0 };
    const textDocument = { uri: uriOf('p.loyalty') };
    const answer = await session.client.sendRequest(CompletionRequest.type, { textDocument, position });
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(({ label }) => label);

/** The text with a proposal taken, as an editor does it. */
async function taken(marked: string, label: string): Promise<string> {
    const item = (await proposalsAt(marked)).find(each => each.label === label);
    const edit = item?.textEdit;
    if (!item || !edit) throw new Error(`'${label}' is not proposed.`);
    const main = InsertReplaceEdit.is(edit) ? { range: edit.replace, newText: edit.newText } : edit;
    const document = TextDocument.create('', '', 0, readMarks(marked).text);
    return TextDocument.applyEdits(document, [main, ...(item.additionalTextEdits ?? [])]);
}

describe('names of files that are not imported', () => {
    test('come with their import, before all else where there is none', async () => {
        expect(await taken('earn E on purchase { give 1 St‸ }\n', 'Star')).toBe(
            'import "points.loyalty"\n\nearn E on purchase { give 1 Star }\n',
        );
    });

    test('behind the imports that are there, with the line ends of the file', async () => {
        expect(await taken('import "a.loyalty"\r\nearn E on purchase { give 1 St‸ }\r\n', 'Star')).toBe(
            'import "a.loyalty"\r\nimport "points.loyalty"\r\nearn E on purchase { give 1 Star }\r\n',
        );
    });

    test('tiers and rules as well; they say where they come from', async () => {
        const items = await proposalsAt('earn E on purchase { give 50% of ‸ }\n');
        expect(items.find(({ label }) => label === 'Base')).toMatchObject({
            detail: 'earning rule, adds import "points.loyalty"',
            labelDetails: { description: 'points.loyalty' },
        });
        expect(labels(await proposalsAt('trigger T on reaching ‸ { }\n'))).toEqual(expect.arrayContaining(['Gold']));
    });

    test('not from another program, and none that is there already', async () => {
        const items = await proposalsAt('import "points.loyalty"\nearn E on purchase { give 1 ‸ }\n');
        expect(labels(items)).not.toContain('Foreign');
        const stars = items.filter(({ label }) => label === 'Star');
        expect(stars).toHaveLength(1);
        expect(stars[0]?.additionalTextEdits).toBeUndefined();
    });
});

describe('what is meant most likely comes first', () => {
    const first = async (marked: string): Promise<string | undefined> => labels(await proposalsAt(marked))[0];

    test('money where an amount of money is the base, events where something is counted', async () => {
        const fields = labels(await proposalsAt('earn E on purchase { give 1 Star per 1 EUR of purchase.‸ }\n'));
        expect(fields.slice(0, 3)).toEqual(['net', 'paid', 'gross']);
        expect(fields.indexOf('units')).toBeGreaterThan(fields.indexOf('tips'));
        expect(fields.indexOf('code')).toBeGreaterThan(fields.indexOf('tips'));
        const counted = labels(await proposalsAt('metric m { count of ‸ }\n'));
        expect(counted.indexOf('purchase')).toBeLessThan(counted.indexOf('member'));
    });

    test('measures, with their window, where a ladder asks for one', async () => {
        const items = labels(await proposalsAt('tiers T {\n  qualify by ‸\n}\n'));
        expect(items.slice(0, 2)).toEqual(['spend', 'spend over last 12 months']);
    });

    test('no window where one stands already, and several windows behind over', async () => {
        expect(labels(await proposalsAt('segment S { when sp‸ over lifetime > 5 EUR }\n'))).not.toContain(
            'spend over last 12 months',
        );
        expect(labels(await proposalsAt('segment S { when spend over ‸ }\n'))).toEqual(
            expect.arrayContaining(['last 12 months', 'calendar year', 'lifetime']),
        );
    });

    test('the column and the file that sound like what they fill', async () => {
        expect(await first('dataset D { member from "x.csv" { birthday = "‸" } }\n')).toBe('"Birthday"');
        expect(await first('dataset D { member from "‸" { } }\n')).toBe('"data/members.csv"');
    });
});

describe('documentation comes when a proposal is looked at', () => {
    async function documented(
        marked: string,
        label: string,
        session = editor,
    ): Promise<CompletionItem['documentation']> {
        const item = (await proposalsAt(marked, session)).find(each => each.label === label);
        expect(item?.documentation).toBeUndefined();
        return item && (await session.client.sendRequest(CompletionResolveRequest.type, item)).documentation;
    }

    test('of a name what a hover says, of a clause what it means', async () => {
        const marked = 'import "points.loyalty"\nearn E on purchase { give 1 ‸ }\n';
        expect(await documented(marked, 'Star')).toContain('What members collect.');
        expect(await documented('points Q {\n  ‸\n}\n', 'pending')).toBe(
            'How long points wait until they can be used.\n\nIf it is not written, points can be used at once.',
        );
    });

    test('as Markdown for those who show it, as plain text for the others', async () => {
        const marked = 'import "points.loyalty"\nearn E on purchase { give 1 ‸ }\n';
        expect(await documented(marked, 'Star')).toMatch(/^points Star\n/);
        const capable = await sessionWith({ documentationFormat: ['markdown', 'plaintext'] });
        const documentation = await documented(marked, 'Star', capable);
        expect(MarkupContent.is(documentation) && documentation.value).toMatch(/^```loyalty\npoints Star/);
        await capable.end();
    });
});

async function sessionWith(
    completionItem: NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem'],
): Promise<Session> {
    const session = await new Session(files, { dataFiles }).start({
        textDocument: { completion: completionItem ? { completionItem } : {} },
    });
    await session.open('p.loyalty', '');
    return session;
}

test('an editor without snippets gets plain text; one without two ways to insert, the way up to the cursor', async () => {
    const plain = await sessionWith({});
    const items = await proposalsAt('tiers T {\n  qualify by sp‸end\n}\n', plain);
    const windowed = items.find(({ label }) => label === 'spend over last 12 months');
    expect(windowed).toMatchObject({
        textEdit: {
            range: { start: { line: 1, character: 13 }, end: { line: 1, character: 15 } },
            newText: 'spend over last 12 months',
        },
    });
    expect(items.some(({ insertTextFormat }) => insertTextFormat === InsertTextFormat.Snippet)).toBe(false);
    await plain.end();
});

test('one with two ways to insert gets both', async () => {
    const [item] = await proposalsAt('tiers T {\n  qualify by sp‸end\n}\n');
    expect(item?.textEdit).toEqual({
        newText: 'spend',
        insert: { start: { line: 1, character: 13 }, end: { line: 1, character: 15 } },
        replace: { start: { line: 1, character: 13 }, end: { line: 1, character: 18 } },
    });
});
