import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvReader } from '../../src/history/csv.ts';
import { csvField } from '../../src/history/csv-record.ts';
import { jsonReader } from '../../src/history/json.ts';
import type { RowReader } from '../../src/history/rows.ts';
import { withFolder, withHistory } from './support/story.ts';

async function readBack(
    reader: RowReader,
    name: string,
    content: string | Uint8Array,
    columns: readonly string[],
): Promise<string[][]> {
    return withFolder({ [name]: content }, async folder => {
        const rows: string[][] = [];
        const sink = {
            row: (_number: number, cells: readonly string[]) => void rows.push([...cells]),
            broken: (number: number, reason: string) => void rows.push([`${number} ${reason}`]),
        };
        await Array.fromAsync(reader.rows(join(folder, name), columns, sink));
        return rows;
    });
}

/** Any text that is text, with what CSV and JSON find hard among it more often than by chance. */
const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({
        unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', '\t', '|', '\\', '{', '}', '[', 'a', 'ü', '1'),
        maxLength: 8,
    }),
);
const COLUMNS = ['a', 'b', 'c'];
const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });

test('what is written as CSV is read back, blanks around it aside', async () => {
    await fc.assert(
        fc.asyncProperty(
            table,
            fc.constantFrom(',', ';', '\t', '|'),
            fc.constantFrom('\n', '\r\n'),
            async (rows, delimiter, end) => {
                const text = [COLUMNS, ...rows].map(row => row.map(csvField).join(delimiter)).join(end);
                expect(await readBack(csvReader, 'a.csv', text, COLUMNS)).toEqual(
                    rows.map(row => row.map(it => it.trim())),
                );
            },
        ),
        { numRuns: 150 },
    );
});

test('what is written as JSON is read back, on lines or in an array', async () => {
    await fc.assert(
        fc.asyncProperty(table, fc.boolean(), async (rows, asArray) => {
            const objects = rows.map(([a, b, c]) => ({ a, b, c }));
            const text = asArray
                ? JSON.stringify(objects, undefined, 1)
                : objects.map(it => JSON.stringify(it)).join('\n');
            expect(await readBack(jsonReader, 'a.json', text, COLUMNS)).toEqual(
                rows.map(row => row.map(it => it.trim())),
            );
        }),
        { numRuns: 150 },
    );
});

test('no bytes whatever make a reader fail, and every line is a row or a reject', async () => {
    const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '{', '}', ' '), maxLength: 40 }),
    );
    await fc.assert(
        fc.asyncProperty(bytes, async tail => {
            const content = Buffer.concat([Buffer.from('a,b,c\n'), Buffer.from(tail)]);
            await withFolder({ 'a.csv': content, 'a.json': tail, 'b.ndjson': tail }, async folder => {
                let seen = 0;
                const sink = { row: () => void seen++, broken: () => void seen++ };
                await Array.fromAsync(csvReader.rows(join(folder, 'a.csv'), COLUMNS, sink));
                const most = content.toString('latin1').split('\n').length;
                expect(seen).toBeLessThanOrEqual(most);
                await Array.fromAsync(jsonReader.rows(join(folder, 'a.json'), COLUMNS, sink)).catch(notUtf16);
                await Array.fromAsync(jsonReader.rows(join(folder, 'b.ndjson'), COLUMNS, sink)).catch(notUtf16);
            });
        }),
        { numRuns: 150 },
    );
});

/** The only whole file that is refused for its bytes. */
function notUtf16(cause: unknown): void {
    expect(String(cause)).toContain('UTF-16');
}

interface Row {
    readonly m: string;
    readonly at: number;
    readonly o: string;
    readonly id: string;
    readonly type: string;
}

const rowArbitrary: fc.Arbitrary<Row> = fc.record({
    m: fc.constantFrom('a', 'b'),
    at: fc.integer({ min: 1, max: 3 }),
    o: fc.constantFrom('', '1', '1', '2'),
    id: fc.constantFrom('', '', 'x', 'y'),
    type: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'both'),
});

/** The meaning of grouping, written down without regard to speed: rows in, lines of text out. */
function expectedEvents(rows: readonly Row[], withIds: boolean): string[] {
    const events: { member: string; event: string; at: number; order: string; rows: number[] }[] = [];
    const ids = new Set<string>();
    for (const [index, row] of rows.entries()) {
        for (const event of ['purchase', 'return', 'visit']) {
            const type = { purchase: 'sale', return: 'refund', visit: 'both' }[event];
            if (row.type !== type && !(row.type === 'both' && event === 'purchase')) continue;
            if (withIds && row.id !== '' && ids.has(`${event} ${row.id}`)) continue;
            if (withIds && row.id !== '') ids.add(`${event} ${row.id}`);
            const same = events.find(
                it =>
                    event !== 'visit' &&
                    row.o !== '' &&
                    it.member === row.m &&
                    it.event === event &&
                    it.order === row.o &&
                    (event === 'purchase' || it.at === row.at),
            );
            if (same === undefined) events.push({ member: row.m, event, at: row.at, order: row.o, rows: [index] });
            else {
                same.rows.push(index);
                same.at = Math.min(same.at, row.at);
            }
        }
    }
    const kinds = ['purchase', 'return', 'visit'];
    events.sort(
        (a, b) => a.at - b.at || (a.rows[0] ?? 0) - (b.rows[0] ?? 0) || kinds.indexOf(a.event) - kinds.indexOf(b.event),
    );
    return events.map(
        it => `${it.member} ${it.event} ${it.at} ${it.order} ${it.event === 'visit' ? '' : it.rows.join(',')}`,
    );
}

test('rows become the events that the rules of grouping say, however they are mixed', async () => {
    await fc.assert(
        fc.asyncProperty(fc.array(rowArbitrary, { maxLength: 12 }), fc.boolean(), async (rows, withIds) => {
            const lines = rows.map(
                ({ m, at, o, id, type }, index) => `${m},2026-03-0${at},${o},${id},${type},${index},1`,
            );
            const columns = {
                member: 'm',
                time: 'at',
                order: 'o',
                sku: 'no',
                price: 'price',
                ...(withIds ? { id: 'id' } : {}),
            };
            const { price: _, ...free } = columns;
            const sources = [
                ['purchase', { from: 'e.csv', where: ['type in sale, both'], columns }],
                ['return', { from: 'e.csv', where: ['type is refund'], columns: free }],
                ['visit', { from: 'e.csv', where: ['type is both'], columns: free }],
            ] as const;
            const asked = {
                files: { 'e.csv': `m,at,o,id,type,no,price\n${lines.join('\n')}` },
                sources,
                program: { timezone: 'UTC', events: { visit: { sku: 'text' } } },
            };
            await withHistory(asked, async history => {
                const say = (it: {
                    member: string;
                    event: string;
                    at: number;
                    order: string | undefined;
                    lines: readonly { sku: string | undefined }[];
                }): string =>
                    `${it.member} ${it.event} ${new Date(it.at).getUTCDate()} ${it.order ?? ''} ${it.lines.map(line => line.sku).join(',')}`;
                const inTime = (await Array.fromAsync(history.timeOrder())).map(say);
                const expected = expectedEvents(rows, withIds);
                expect(inTime).toEqual(expected);
                const byMember = (await Array.fromAsync(history.members())).flatMap(({ occurrences }) =>
                    occurrences.map(say),
                );
                expect(byMember).toEqual(
                    ['a', 'b'].flatMap(member => expected.filter(line => line.startsWith(member))),
                );
                expect(history.figures.events).toBe(expected.length);
            });
        }),
        { numRuns: 40 },
    );
});

test('rows that lie across the pieces in which a file is read are whole', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => [
        `${index}`,
        `é "${index}"\nzweite Zeile 💀`,
        'x'.repeat(index % 97),
    ]);
    const csv = [COLUMNS, ...rows].map(row => row.map(csvField).join(',')).join('\r\n');
    const json = `[${rows.map(([a, b, c]) => JSON.stringify({ a, b, c })).join(',')}]`;
    const same = (read: readonly (readonly string[])[]): void => {
        expect(read).toHaveLength(rows.length);
        for (const [index, row] of rows.entries())
            if (String(read[index]) !== String(row)) expect(read[index]).toEqual(row);
    };
    expect(csv.length).toBeGreaterThan(3 * 2 ** 20);
    same(await readBack(csvReader, 'a.csv', csv, COLUMNS));
    same(await readBack(csvReader, 'a.csv.gz', gzipSync(csv), COLUMNS));
    same(await readBack(jsonReader, 'a.json', json, COLUMNS));
    same(await readBack(jsonReader, 'a.ndjson.gz', gzipSync(json.slice(1, -1).replaceAll('},{', '}\n{')), COLUMNS));
});
