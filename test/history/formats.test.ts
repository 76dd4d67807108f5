import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, quotedString } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { readHeader } from '../../src/history/header.ts';
import { type Files, story, withFolder } from './support/story.ts';

const COLUMNS = { member: 'm', time: 'at', order: 'o', sku: 'sku', price: 'price', channels: 'ways', first: 'first' };
const PROGRAM = { events: { purchase: { channels: 'set of app, web', first: 'truth' } } };

/** The same rows in every format: text as in CSV, numbers as numbers, a list, a truth, an empty cell. */
const CSV = `m,at,o,sku,price,ways,first
7,2026-03-02 14:05:00,A1,TEA,3.10,app|web,true
7,2026-03-02 14:05:00,A1,,12.5,,false
8,2026-03-29 02:30:00,A2,"x ""y""",0.1,web,
`;
const NDJSON = `{"m":7,"at":"2026-03-02 14:05:00","o":"A1","sku":"TEA","price":3.10,"ways":["app","web"],"first":true}
{"m":7,"at":"2026-03-02 14:05:00","o":"A1","price":12.5,"first":false}
{"m":8,"at":"2026-03-29 02:30:00","o":"A2","sku":"x \\"y\\"","price":1e-1,"ways":["web"],"first":null,"more":{"a":1}}
`;
const ROWS = `SELECT * FROM (VALUES
  (7::BIGINT, TIMESTAMP '2026-03-02 14:05:00', 'A1', 'TEA', 3.10::DECIMAL(9,2), ['app','web'], true),
  (7, TIMESTAMP '2026-03-02 14:05:00', 'A1', NULL, 12.5, NULL, false),
  (8, TIMESTAMP '2026-03-29 02:30:00', 'A2', 'x "y"', 0.1, ['web'], NULL)) t(m, "at", o, sku, price, ways, first)`;

const read = (from: string, files: Files, columns: Record<string, string> = COLUMNS, request = {}): Promise<string[]> =>
    story({ files, program: PROGRAM, sources: [['purchase', { from, columns }]], request });

/** Hands `use` a folder with `p.parquet`, which holds what the statement selects. */
async function withParquet<T>(select: string, use: (folder: string) => Promise<T>): Promise<T> {
    return withFolder({}, async folder => {
        const instance = await DuckDBInstance.create();
        const connection = await instance.connect();
        await connection.run(`COPY (${select}) TO ${quotedString(join(folder, 'p.parquet'))} (FORMAT parquet)`);
        connection.closeSync();
        instance.closeSync();
        return use(folder);
    });
}

test('CSV, NDJSON, JSON and Parquet say the same', async () => {
    const expected = await read('p.csv', { 'p.csv': CSV });
    expect(expected).toEqual([
        '7',
        '  2026-03-02 14:05 purchase A1 channels={app,web} first=true: 1 x TEA at 3.1, 1 x ? at 12.5',
        '8',
        '  2026-03-29 03:30 purchase A2 channels={web}: 1 x x "y" at 0.1',
    ]);
    expect(await read('p.ndjson', { 'p.ndjson': NDJSON })).toEqual(expected);
    expect(await read('p.jsonl.gz', { 'p.jsonl.gz': gzipSync(NDJSON) })).toEqual(expected);
    const array = `[ ${NDJSON.trim().replaceAll('}\n', '},\n')} ]`;
    expect(await read('p.json', { 'p.json': array })).toEqual(expected);
    expect(await read('p.json', { 'p.json': JSON.stringify(JSON.parse(array), undefined, 2) })).toEqual(expected);
    await withParquet(ROWS, async baseFolder => {
        expect(await read('p.parquet', {}, COLUMNS, { baseFolder })).toEqual(expected);
    });
});

test('numbers of JSON stay exact, however long', async () => {
    const json =
        '{"m":"ann","at":"2026-03-01","price":0.10000000000000000555}\n{"m":"ann","at":"2026-03-02","price":12345678901234567890.25}\n';
    expect(await read('p.ndjson', { 'p.ndjson': json }, { member: 'm', time: 'at', price: 'price' })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 1 x ? at 0.10000000000000000555',
        '  2026-03-02 00:00 purchase: 1 x ? at 12345678901234567890.25',
    ]);
});

test('broken rows of JSON are rejected by their numbers', async () => {
    const columns = { member: 'm', time: 'at', price: 'price' };
    const rows = [
        '{"m":"ann","at":"2026-03-01","price":1}',
        '{"m":"ann",',
        '',
        '[1]',
        '{"m":{"x":1},"at":"2026-03-01","price":1}',
    ];
    const lines = (await read('p.ndjson', { 'p.ndjson': rows.join('\n') }, columns)).slice(2, -1);
    expect(lines).toEqual([
        '! p.ndjson:2 The row is not a JSON object.',
        '! p.ndjson:4 The row is not a JSON object.',
        "! p.ndjson:5 'm' is an object, not a value.",
    ]);
    const array = Buffer.concat([
        Buffer.from('[{"m":"ann","at":"2026-03-01","price":1}, 7, {"m":"é"}, '),
        Buffer.from('{"m":"\xe4"}, {"m":', 'latin1'),
    ]);
    expect((await read('p.json', { 'p.json': array }, columns)).slice(2, -1)).toEqual([
        '! p.json:2 The row is not a JSON object.',
        expect.stringMatching(/^! p\.json:3 .*Column 'at' is empty/),
        expect.stringContaining('! p.json:4 The row is not UTF-8 text'),
        '! p.json:5 The row is not a JSON object.',
    ]);
});

test('times of Parquet with a zone are instants, dates are days, binary numbers are remarked', async () => {
    const select = `SELECT 'ann' AS m, TIMESTAMPTZ '2026-03-02 10:00:00.250+00' AS "at", 3.3::DOUBLE AS price, DATE '1990-02-28' AS born
        UNION ALL SELECT 'ann', TIMESTAMPTZ '2026-07-02 10:00:00+00', 1e-7::DOUBLE, NULL UNION ALL SELECT 'bob', NULL, 'nan'::DOUBLE, NULL`;
    await withParquet(select, async baseFolder => {
        const sources = [
            ['purchase', { from: '*.parquet', columns: { member: 'm', time: 'at', price: 'price', born: 'born' } }],
        ] as const;
        const program = { events: { purchase: { born: 'date' } } };
        expect(await story({ files: {}, program, sources, request: { baseFolder } })).toEqual([
            'ann',
            '  2026-03-02 11:00 purchase born=1990-02-28: 1 x ? at 3.3',
            '  2026-07-02 12:00 purchase: 1 x ? at 0.0000001',
            "! p.parquet:3 Column 'price': 'nan' is not a number. Column 'at' is empty: every event needs its time.",
            "# Column 'price' of 'p.parquet' holds binary numbers (DOUBLE): each is read as its shortest decimal text.",
            '# 1 row could not be used: see the list of rejects.',
        ]);
    });
});

test('a column of Parquet that holds no single value cannot be mapped', async () => {
    await withParquet(`SELECT 'ann' AS m, now() AS "at", {'a': 1} AS price`, async baseFolder => {
        const columns = { member: 'm', time: 'at', price: 'price' };
        expect(
            await story({
                files: {},
                sources: [['purchase', { from: 'p.parquet', columns }]],
                request: { baseFolder },
            }),
        ).toEqual([expect.stringContaining("its column 'price' holds STRUCT(a INTEGER), which is no value")]);
    });
});

test('the header of a file is known without reading it', async () => {
    const files = { 'a.csv': '\uFEFFid; name ;"a ""b"""\n', 'b.ndjson': NDJSON, 'c.csv': '', 'd.doc': '' };
    await withFolder(files, async folder => {
        const header = (name: string): Promise<unknown> => readHeader(join(folder, name));
        const text = (...names: string[]) => ({ columns: names.map(name => ({ name, type: 'text' })) });
        expect(await header('a.csv')).toEqual(text('id', 'name', 'a "b"'));
        expect(await header('b.ndjson')).toEqual({
            columns: [
                { name: 'm', type: 'number' },
                { name: 'at', type: 'string' },
                { name: 'o', type: 'string' },
                { name: 'sku', type: 'string' },
                { name: 'price', type: 'number' },
                { name: 'ways', type: 'array' },
                { name: 'first', type: 'boolean' },
                { name: 'more', type: 'object' },
            ],
        });
        expect(await header('c.csv')).toEqual({
            problem: "'c.csv' cannot be read: it is empty: the first line must name the columns.",
        });
        expect(await header('d.doc')).toHaveProperty('problem');
        expect(await header('e.csv')).toHaveProperty('problem', expect.stringContaining("'e.csv' cannot be read"));
    });
    await withParquet(ROWS, async folder => {
        const header = await readHeader(join(folder, 'p.parquet'));
        expect(header).toMatchObject({
            columns: [{ name: 'm', type: 'BIGINT' }, { name: 'at', type: 'TIMESTAMP' }, {}, {}, {}, {}, {}],
        });
    });
});
