import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, quotedString } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, story } from './support/story.ts';

let folder = '';
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bulk-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const COLUMNS = ['m', 'time', 'o', 'id', 'type', 'cat', 'qty', 'price', 'tags', 'ok'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Texts as files have them: mostly good, now and then with blanks around them, empty, or wrong. */
const some = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const row: fc.Arbitrary<Row> = fc.record({
    m: some('a', 'b', ' c', 'd\u00a0', 'ü'),
    // The hour that does not exist, the one that comes twice, an instant, a day.
    time: some(
        '2026-03-29 02:30:00',
        '2026-10-25 02:30:00',
        '2026-03-02T14:05:09',
        '2026-03-02 14:05:09',
        '2026-03-02T14:05:09+01:00',
        '2026-03-02',
    ),
    o: some('', '1', '1', '2', 'A-1'),
    id: some('', '', '', 'x', 'y'),
    type: some('sale', 'sale', ' sale ', 'refund', 'both', ''),
    cat: some('tea', 'cake', '', ' tea'),
    qty: some('1', '2', '', '0', '3.5'),
    price: some('4.50', '4.5', '0', '12', '1e2', '0.333'),
    tags: some('', 'hot', 'hot|cold', 'cold;hot', '|'),
    ok: some('yes', 'no', 'TRUE', ''),
});
const wrong: fc.Arbitrary<Partial<Row>> = fc.oneof(
    { weight: 60, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: some('', 'never').map(time => ({ time })) },
    { weight: 1, arbitrary: some('-1', 'many', '').map(price => ({ price })) },
    { weight: 1, arbitrary: fc.constant({ cat: 'bread' }) },
    { weight: 1, arbitrary: fc.constant({ m: '' }) },
);

const sourcesOf = (withIds: boolean): Case['sources'] => {
    const common = { member: 'm', time: 'time', order: 'o', category: 'cat', quantity: 'qty', tags: 'tags' };
    const own = { ...common, ...(withIds ? { id: 'id' } : {}) };
    return [
        [
            'purchase',
            { from: '*.parquet', where: ['type in sale, both'], columns: { ...own, price: 'price', fresh: 'ok' } },
        ],
        ['return', { from: '*.parquet', where: ['type is refund'], columns: { ...own, amount: 'price' } }],
        [
            'visit',
            {
                from: '*.parquet',
                where: ['type is not sale', 'type is not refund'],
                columns: { member: 'm', time: 'time', order: 'o', happy: 'ok' },
            },
        ],
    ];
};

async function writeParquet(rows: readonly Row[]): Promise<void> {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const cell = (text: string): string => (text === '' ? 'NULL' : quotedString(text));
    const values = rows.map(each => `(${COLUMNS.map(name => cell(each[name])).join(', ')})`).join(', ');
    const table = `(VALUES ${values}) AS rows(${COLUMNS.join(', ')})`;
    await connection.run(
        `COPY (SELECT * FROM ${table}) TO ${quotedString(join(folder, 'p.parquet'))} (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
}

test('a file that is read at once says what it says row by row', async () => {
    const rows = fc.array(
        fc.tuple(row, wrong).map(([good, bad]) => ({ ...good, ...bad })),
        { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
        fc.asyncProperty(rows, fc.boolean(), async (all, withIds) => {
            await writeParquet(all);
            const asked = (bulkBytes: number): Case => ({
                files: {},
                program: {
                    item: { category: 'one of tea, cake', tags: 'set of hot, cold', fresh: 'truth' },
                    events: { visit: { order: 'text', happy: 'truth' } },
                },
                sources: sourcesOf(withIds),
                request: { dataFolder: folder, bulkBytes },
            });
            expect(await story(asked(0))).toEqual(await story(asked(Number.POSITIVE_INFINITY)));
        }),
        { numRuns: 20 },
    );
});
