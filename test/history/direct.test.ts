import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, quotedString } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnsOf } from '../../src/history/columns/block.ts';
import { placeOf } from '../../src/history/columns/layout.ts';
import { type History, openHistory } from '../../src/history/history.ts';
import { KeptHistory } from '../../src/history/kept-history.ts';
import type { HistoryColumns } from '../../src/model/columns.ts';
import { type SourceSketch, sketchDataset, sketchProgram } from './support/program.ts';

/** Every one opens two databases. */
const RUNS = Number(process.env.LOYALTY_RUNS ?? 14);

let folder = '';
let instance: DuckDBInstance;
let database: Awaited<ReturnType<DuckDBInstance['connect']>>;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'direct-test-'));
    instance = await DuckDBInstance.create();
    database = await instance.connect();
});
afterAll(async () => {
    database.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
});

/** A column of a file: its type, and cells as SQL writes them. */
interface FileColumn {
    readonly type: string;
    readonly cells: fc.Arbitrary<string>;
}

const text = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts.map(quotedString));
const seldom = (usual: fc.Arbitrary<string>, odd: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.oneof({ arbitrary: usual, weight: 60 }, { arbitrary: odd, weight: 1 });
const oneOf = (...columns: FileColumn[]): fc.Arbitrary<FileColumn> => fc.constantFrom(...columns);
const times = ['2026-03-29 01:59:59', '2026-03-29 02:30:00', '2026-03-29 03:10:00', '2026-10-25 02:30:00'].concat([
    '2026-10-25 03:00:00',
    '2026-01-05 10:00:00',
    '2026-01-05 10:00:00',
    '2026-06-01 00:00:00',
]);

const MEMBER = oneOf(
    {
        type: 'INTEGER',
        cells: seldom(fc.integer({ min: 8, max: 12 }).map(String), fc.constantFrom('NULL', '-1', '77')),
    },
    { type: 'VARCHAR', cells: seldom(text('9', '10', '11'), text('', ' 9', 'zoe')) },
    { type: 'VARCHAR', cells: seldom(text('ann', 'bob', 'Ä', 'a'), text('9', '')) },
);
const TIME = oneOf(
    { type: 'TIMESTAMP', cells: seldom(text(...times), text('2026-01-05 10:00:00.5', '2026-01-05 10:00:00.123456')) },
    {
        type: 'TIMESTAMP',
        cells: seldom(text(...times), fc.constantFrom('NULL', "'infinity'", "'1850-01-01 00:00:00'")),
    },
    { type: 'TIMESTAMPTZ', cells: text('2026-03-29 00:59:59+00', '2026-03-29 01:00:00+00', '2026-03-29 03:00:00+02') },
    { type: 'DATE', cells: seldom(text('2026-03-29', '2026-01-05', '2026-10-25'), text('infinity')) },
);
const ORDER = oneOf(
    { type: 'INTEGER', cells: fc.constantFrom('NULL', '1', '2', '3', '4', '5', '6', '7') },
    { type: 'BIGINT', cells: seldom(fc.integer({ min: 1, max: 9 }).map(String), fc.constantFrom('5000000000', '-4')) },
);
const PRICE = oneOf(
    {
        type: 'DECIMAL(9,2)',
        cells: seldom(fc.constantFrom('1.5', '20', '0.01', '300.25'), fc.constantFrom('NULL', '-2')),
    },
    { type: 'INTEGER', cells: seldom(fc.constantFrom('1', '70000'), fc.constant('NULL')) },
    { type: 'DECIMAL(18,4)', cells: fc.constantFrom('0.0001', '9000000.5') },
);
const CATEGORY: FileColumn = {
    type: 'VARCHAR',
    cells: seldom(fc.oneof(text('tea', 'cake', ''), fc.constant('NULL')), text(' tea', 'pie', ' ')),
};
const NOTE: FileColumn = { type: 'VARCHAR', cells: seldom(text('so', "it's", 'x y', '', 'Ü'), text(' so')) };
const KIND: FileColumn = { type: 'VARCHAR', cells: seldom(text('sale', 'back', 'none'), text(' sale', '', 'b c')) };
const STARS: FileColumn = { type: 'TINYINT', cells: fc.constantFrom('NULL', '1', '-2', '5') };
const JOINED: FileColumn = {
    type: 'DATE',
    cells: fc.constantFrom('NULL', "'2026-03-29'", "'2026-05-01'", "'2030-01-01'"),
};
const FLAG: FileColumn = { type: 'BOOLEAN', cells: fc.constantFrom('NULL', 'true', 'false') };

interface Table {
    readonly columns: Readonly<Record<string, FileColumn>>;
    readonly rows: readonly Readonly<Record<string, string>>[];
}

function tableOf(
    columns: Readonly<Record<string, fc.Arbitrary<FileColumn>>>,
    most: number,
    key?: string,
): fc.Arbitrary<Table> {
    const rows = (made: Readonly<Record<string, FileColumn>>) =>
        fc.record(Object.fromEntries(Object.entries(made).map(([name, { cells }]) => [name, cells])));
    return fc
        .record(columns)
        .chain(made =>
            (key === undefined
                ? fc.array(rows(made), { maxLength: most })
                : fc.uniqueArray(rows(made), { maxLength: most, selector: row => row[key] })
            ).map(found => ({ columns: made, rows: found })),
        );
}

const FILES = MEMBER.chain(member =>
    fc.record({
        events: tableOf(
            {
                ...{ m: fc.constant(member), at: TIME, o: ORDER, price: PRICE, cat: fc.constant(CATEGORY) },
                ...{ note: fc.constant(NOTE), kind: fc.constant(KIND), stars: fc.constant(STARS) },
            },
            24,
        ),
        members: fc.option(
            tableOf(
                {
                    id: fc.constant(member),
                    ...{ joined: fc.constant(JOINED), city: fc.constant(NOTE), vip: fc.constant(FLAG) },
                },
                6,
                'id',
            ),
        ),
        isSorted: fc.boolean(),
        format: fc.constantFrom('parquet', 'csv'),
    }),
);

async function writeTable(path: string, { columns, rows }: Table, order: string): Promise<void> {
    const names = Object.keys(columns);
    await database.run(
        `CREATE OR REPLACE TABLE t (${names.map(name => `"${name}" ${columns[name]?.type}`).join(', ')})`,
    );
    const values = rows.map(row => `(${names.map(name => row[name]).join(', ')})`);
    if (values.length > 0) await database.run(`INSERT INTO t VALUES ${values.join(', ')}`);
    await database.run(
        `COPY (SELECT * FROM t${order}) TO ${quotedString(path)} (FORMAT ${path.endsWith('.csv') ? 'csv, HEADER' : 'parquet'})`,
    );
}

/** What members and what happened to them do not say; fields are compared there. */
function valuesOf(columns: HistoryColumns) {
    const { begins, continues, source, moment } = columns;
    return {
        ...{ begins: [...begins], continues: [...continues], source: [...source] },
        moments: Array.from(moment.values, value => value * moment.step),
        places: Array.from(source, (_, row) => placeOf(columns, row)),
    };
}

async function told(history: History): Promise<unknown> {
    const { findings, figures, rejects, remarks } = history;
    if (findings.length > 0) return { findings };
    const columns = await history.columns();
    const blocks: unknown[] = [];
    for await (const block of columns.blocks()) blocks.push(valuesOf(columnsOf(columns.layout, block)));
    const members = await Array.fromAsync(history.members());
    const inTime = await Array.fromAsync(history.timeOrder());
    return { figures, rejects, remarks, blocks, members, inTime };
}

test('files that are read column by column come to the same as row by row', async () => {
    const program = sketchProgram({
        member: { city: 'text', vip: 'truth' },
        item: { category: 'one of tea, cake' },
        events: { review: { stars: 'number', note: 'text' } },
    });
    const saleFrom = (from: string): SourceSketch => ({
        ...{ from, where: ['kind is sale'] },
        columns: { member: 'm', time: 'at', order: 'o', amount: 'price', category: 'cat' },
    });
    let direct = 0;
    await fc.assert(
        fc.asyncProperty(FILES, async ({ events, members, isSorted, format }) => {
            const sale = saleFrom(`p.${format}`);
            await writeTable(join(folder, `p.${format}`), events, isSorted ? ' ORDER BY m, "at"' : '');
            if (members !== null) await writeTable(join(folder, `m.${format}`), members, '');
            const { dataset } = sketchDataset(
                ...(members === null
                    ? []
                    : ([
                          [
                              'member',
                              {
                                  from: `m.${format}`,
                                  columns: { id: 'id', joined: 'joined', city: 'city', vip: 'vip' },
                              },
                          ],
                      ] as const)),
                ['purchase', sale],
                ['return', { ...sale, where: ['kind is back'] }],
                [
                    'review',
                    {
                        ...{ from: `p.${format}`, where: ['kind is not sale, back, none'] },
                        columns: { member: 'm', time: 'at', stars: 'stars', note: 'note' },
                    },
                ],
            );
            const open = (rowByRow: boolean): Promise<History> =>
                openHistory({ program, dataset, baseFolder: folder, rowByRow });
            const [quick, slow] = [await open(false), await open(true)];
            try {
                if (quick instanceof KeptHistory) direct++;
                expect(await told(quick)).toEqual(await told(slow));
            } finally {
                await quick.close();
                await slow.close();
            }
        }),
        { numRuns: RUNS },
    );
    expect(direct).toBeGreaterThan(RUNS / 10);
    expect(direct).toBeLessThan(RUNS);
});
