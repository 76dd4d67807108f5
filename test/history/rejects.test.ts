import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Case, story, withHistory } from './support/story.ts';

const PURCHASE = { member: 'm', time: 'at', sku: 'sku', quantity: 'q', price: 'price' };
const HEADER = 'm,at,sku,q,price\n';

/** The reasons for which rows of purchases are rejected, as `row reason`. */
async function reasons(rows: readonly (string | Uint8Array)[], more: Partial<Case> = {}): Promise<string[]> {
    const content = Buffer.concat(
        [HEADER, ...rows].map(row => Buffer.concat([Buffer.from(row), Buffer.from('\n')])).with(0, Buffer.from(HEADER)),
    );
    const asked: Case = {
        files: { 'p.csv': content },
        sources: [['purchase', { from: 'p.csv', columns: PURCHASE }]],
        ...more,
    };
    const lines = await story(asked);
    return lines.filter(line => line.startsWith('! ')).map(line => line.slice('! p.csv:'.length));
}

test('a number that is none is rejected with the row and the column', async () => {
    expect(
        await reasons([
            'ann,2026-03-01,TEA,1,3.10',
            'ann,2026-03-01,TEA,one,3,10',
            'ann,2026-03-01,TEA,1,"3,10"',
            'ann,2026-03-01,TEA,1,€3',
        ]),
    ).toEqual([
        '3 The row has 6 columns, the header has 5.',
        "4 Column 'price': '3,10' is not a number. Decimals are written with a point.",
        "5 Column 'price': '€3' is not a number.",
    ]);
});

test('all that is wrong with a row is said at once', async () => {
    expect(await reasons([',yesterday,TEA,x,'])).toEqual([
        "2 Column 'm' is empty: every event needs its member. Column 'q': 'x' is not a number. Column 'at': 'yesterday' is not a date: write 2026-03-02 or 2026-03-02T14:05:00+01:00.",
    ]);
});

test('dates and times must exist', async () => {
    const rows = ['2026-02-30', '2026-03-01 24:00', '01.03.2026', ''].map(at => `ann,${at},TEA,1,1`);
    expect((await reasons(rows)).map(reason => reason.slice(0, 45))).toEqual([
        "2 Column 'at': '2026-02-30' is not a date: wr",
        "3 Column 'at': '2026-03-01 24:00' is not a da",
        "4 Column 'at': '01.03.2026' is not a date: wr",
        "5 Column 'at' is empty: every event needs its",
    ]);
});

test('a purchase has no negative quantity or price, and needs a price', async () => {
    const out =
        "Say 'negated' in the mapping if this file stores it so, 'signed' if a price may be below zero, or leave such rows out with 'where'.";
    expect(await reasons(['ann,2026-03-01,TEA,-1,3', 'ann,2026-03-01,TEA,1,-3', 'ann,2026-03-01,TEA,1,'])).toEqual([
        `2 Column 'q': '-1' is negative. ${out}`,
        `3 Column 'price': '-3' is negative. ${out}`,
        "4 Column 'price' is empty: every line of a purchase needs its price or amount.",
    ]);
});

test('what the mapping calls negated must be below zero', async () => {
    const sources = [['return', { from: 'p.csv', columns: { member: 'm', time: 'at', quantity: '-q' } }]] as const;
    expect(await reasons(['ann,2026-03-01,TEA,-1,3', 'ann,2026-03-01,TEA,1,3'], { sources })).toEqual([
        "3 Column 'q': '1' is above zero, while the mapping says 'negated'. Leave such rows out with 'where'.",
    ]);
});

test('a price that the mapping calls signed may be below zero, a quantity may not', async () => {
    const columns = { ...PURCHASE, price: '±price' };
    const sources = [['purchase', { from: 'p.csv', columns }]] as const;
    const rows = ['ann,2026-03-01,TEA,1,-3', 'ann,2026-03-01,TEA,-1,3'];
    expect((await reasons(rows, { sources })).map(each => each.slice(0, 30))).toEqual([
        "3 Column 'q': '-1' is negative",
    ]);
    const content = Buffer.from(`${HEADER}${rows[0]}\n`);
    expect(await story({ files: { 'p.csv': content }, sources })).toContain(
        '  2026-03-01 00:00 purchase: 1 x TEA at -3',
    );
});

test('a member that no member file knows is rejected, and only then', async () => {
    const files = { 'p.csv': `${HEADER}ann,2026-03-01,TEA,1,3\nzoe,2026-03-01,TEA,1,3\n`, 'members.csv': 'id\nann\n' };
    const purchase = ['purchase', { from: 'p.csv', columns: PURCHASE }] as const;
    const member = ['member', { from: 'members.csv', columns: { id: 'id' } }] as const;
    expect(await reasons([], { files, sources: [member, purchase] })).toEqual(["3 Unknown member 'zoe'."]);
    expect(await reasons([], { files, sources: [purchase] })).toEqual([]);
});

test('a choice or a member of a set that is not declared is rejected with what was meant', async () => {
    const program = { item: { cat: 'one of coffee, pastry' }, events: { purchase: { ways: 'set of app, web' } } };
    const columns = { member: 'm', time: 'at', cat: 'sku', ways: 'q', price: 'price' };
    const sources = [['purchase', { from: 'p.csv', columns }]] as const;
    const rows = ['ann,2026-03-01,cofee,app;web,1', 'ann,2026-03-01,coffee,app|fax,1', 'ann,2026-03-01,,,1'];
    expect(await reasons(rows, { program, sources })).toEqual([
        "2 Column 'sku': 'cofee' is unknown. Did you mean 'coffee'?",
        "3 Column 'q': 'fax' is unknown. Known are 'app' and 'web'.",
    ]);
});

test('percentages, rates of tax, truths, zones and whole numbers have their own words', async () => {
    const program = { events: { purchase: { part: 'percent', first: 'truth' } } };
    const sources = [
        [
            'purchase',
            {
                from: 'p.csv',
                columns: { member: 'm', time: 'at', part: 'sku', first: 'q', tax: 'price', price: 'price' },
            },
        ],
    ] as const;
    expect(await reasons(['ann,2026-03-01,much,maybe,19'], { program, sources })).toEqual([
        "2 Column 'sku': 'much' is not a percentage: write 19% or 0.19. Column 'q': 'maybe' is neither yes nor no. Column 'price': '19' is no rate of tax: write 19% or 0.19.",
    ]);
    const redemption = [
        ['redemption', { from: 'p.csv', columns: { member: 'm', time: 'at', reward: 'sku', times: 'q' } }],
    ] as const;
    expect(
        await reasons(['ann,2026-03-01,Cap,0.5,19'], { program: { rewards: ['Cup'] }, sources: redemption }),
    ).toEqual(["2 Column 'sku': 'Cap' is unknown. Did you mean 'Cup'? Column 'q': '0.5' is not a whole number."]);
    const files = { 'p.csv': 'm,zone\nann,Europe/Berln\n' };
    const member = [['member', { from: 'p.csv', columns: { id: 'm', timezone: 'zone' } }]] as const;
    expect(await reasons([], { files, sources: member })).toEqual([
        "2 Column 'zone': 'Europe/Berln' is not a time zone such as Europe/Berlin.",
    ]);
});

test('a quote that is not closed costs its row, not the rest of the file', async () => {
    const broken = 'A quoted field is not closed, or text follows its closing quote.';
    const rows = [
        'ann,2026-03-01,"TEA,1,3',
        'ann,2026-03-02,"CUP",1,3',
        'ann,2026-03-03,"A"B,1,3',
        'bob,2026-03-04,"say ""hi""",1,3',
    ];
    expect(await reasons(rows)).toEqual([`2 ${broken}`, `4 ${broken}`]);
    expect(await reasons([...rows, 'ann,2026-03-01,"TEA,1,3'])).toEqual([`2 ${broken}`, `4 ${broken}`, `6 ${broken}`]);
});

test('bytes that are no UTF-8 cost their rows, with the way out', async () => {
    const latin1 = Buffer.from('ann,2026-03-01,Käse,1,3', 'latin1');
    expect(
        await reasons([latin1, 'ann,2026-03-01,Käse,1,3', Buffer.from('ann,2026-03-01,"Öl",1,3', 'latin1')]),
    ).toEqual([
        '2 The row is not UTF-8 text: save the file as UTF-8 (in a spreadsheet: "CSV UTF-8").',
        '4 The row is not UTF-8 text: save the file as UTF-8 (in a spreadsheet: "CSV UTF-8").',
    ]);
});

test('rejects are counted, remarked and written to a file that is there whole or not at all', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => `ann,2026-03-01,TEA,1,${index % 2 === 0 ? 'x' : 1}`);
    const files = { 'p.csv': `${HEADER}${rows.join('\n')}\nzoe,2026-03-01,TEA,1,1\n`, 'members.csv': 'id\nann\n' };
    const sources = [
        ['member', { from: 'members.csv', columns: { id: 'id' } }],
        ['purchase', { from: 'p.csv', columns: PURCHASE }],
    ] as const;
    await withHistory({ files, sources }, async (history, _text, folder) => {
        expect(history.figures).toMatchObject({ rows: 2502, rejected: 1251, members: 1, events: 1250 });
        expect(history.rejects).toHaveLength(1000);
        expect(history.remarks).toEqual(['1,251 rows could not be used: see the list of rejects.']);
        await history.writeRejects(join(folder, 'rejects.csv'));
        const lines = (await readFile(join(folder, 'rejects.csv'), 'utf8')).split('\n');
        expect(lines).toHaveLength(1253);
        expect(lines.slice(0, 2)).toEqual(['file,row,reason', "p.csv,2,Column 'price': 'x' is not a number."]);
        expect(lines.at(-2)).toBe("p.csv,2502,Unknown member 'zoe'.");
        await expect(history.writeRejects(join(folder, 'no', 'rejects.csv'))).rejects.toThrow('ENOENT');
        await expect(history.writeRejects(folder)).rejects.toThrow();
        expect((await readdir(folder)).sort()).toEqual(['members.csv', 'p.csv', 'rejects.csv']);
    });
});

test('more rejects than are allowed are an error of the dataset', async () => {
    const asked = (share: number): Case => ({
        files: { 'p.csv': `${HEADER}ann,2026-03-01,TEA,1,x\nann,2026-03-01,TEA,1,3\n` },
        sources: [['purchase', { from: 'p.csv', columns: PURCHASE }]],
        request: { maxRejectShare: share },
    });
    const [finding] = await withHistory(asked(0.49), async history => history.findings);
    expect(finding?.code).toBe('data/too-many-rejects');
    expect(finding?.message).toBe(
        "Too much of dataset 'Sketch' cannot be used: 1 row of 2 rows must be mended, at most 49% may be.",
    );
    expect(await withHistory(asked(0.5), async history => history.findings)).toEqual([]);
});

test('an id that the database would change is refused, so that no two members become one', async () => {
    const reason = 'An id holds a NUL character or half of a character.';
    const rows = [
        '{"m":"a\\u0000b","at":"2026-03-01","price":1}',
        '{"m":"\\ud800","at":"2026-03-01","price":1}',
        '{"m":"\\ud83d\\ude00","at":"2026-03-01","price":1}',
    ];
    const columns = { member: 'm', time: 'at', price: 'price' };
    const lines = await story({
        files: { 'p.ndjson': rows.join('\n') },
        sources: [['purchase', { from: 'p.ndjson', columns }]],
    });
    expect(lines.slice(0, 4)).toEqual([
        '\u{1f600}',
        '  2026-03-01 00:00 purchase: 1 x ? at 1',
        `! p.ndjson:1 ${reason}`,
        `! p.ndjson:2 ${reason}`,
    ]);
});
