import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import { openHistory } from '../../src/history/history.ts';
import { sketchDataset, sketchProgram } from './support/program.ts';
import { type Case, sayMember, sayOccurrence, story, withFolder, withHistory } from './support/story.ts';

const day = (text: string): number => parseDate(text) ?? Number.NaN;
const SOURCES = [
    ['member', { from: 'm.csv', columns: { id: 'id', joined: 'joined', referrer: 'by' } }],
    ['purchase', { from: 'p.csv', columns: { member: 'm', time: 'at', order: 'o', price: 'price' } }],
    ['return', { from: 'r.csv', columns: { member: 'm', time: 'at', order: 'o' } }],
] as const;

/** Members a to y, each with a purchase of three lines a day for four days, the lines two minutes apart. */
function shop(): Case['files'] {
    const members = Array.from({ length: 25 }, (_, index) => String.fromCharCode(97 + index));
    const purchases = members.flatMap((m, index) =>
        [1, 2, 3, 4].flatMap(date =>
            [0, 2, 4].map(
                minute => `${m},2026-03-0${date} 23:5${minute + (index % 2) * 2},${m}${date},${index}.${date}${minute}`,
            ),
        ),
    );
    const returns = members.map(m => `${m},2026-03-05,${m}1`);
    return {
        'm.csv': `id,joined,by\n${members.map((m, index) => `${m},2026-03-0${1 + (index % 5)},${index === 1 ? 'a' : ''}`).join('\n')}`,
        'p.csv': `m,at,o,price\n${purchases.join('\n')}`,
        'r.csv': `m,at,o\n${returns.join('\n')}`,
    };
}

test('time order has every occurrence that members have, and each of its members is known', async () => {
    await withHistory({ files: shop(), sources: SOURCES }, async history => {
        const byMember: string[] = [];
        const known: string[] = [];
        for await (const { member, occurrences } of history.members()) {
            byMember.push(
                ...occurrences.map(
                    occurrence =>
                        `${occurrence.at} ${occurrence.sequence} ${occurrence.id} ${sayOccurrence(occurrence, 'UTC')}`,
                ),
            );
            known.push(sayMember(member));
            expect(occurrences.map(({ at, sequence }) => [at, sequence])).toEqual(
                occurrences
                    .map(({ at, sequence }) => [at, sequence])
                    .toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
            );
        }
        const inTime: string[] = [];
        let last = 0;
        for await (const occurrence of history.timeOrder()) {
            expect(occurrence.at).toBeGreaterThanOrEqual(last);
            last = occurrence.at;
            inTime.push(`${occurrence.at} ${occurrence.sequence} ${occurrence.id} ${sayOccurrence(occurrence, 'UTC')}`);
        }
        expect(inTime.toSorted()).toEqual(byMember.toSorted());
        expect(new Set(inTime.map(line => line.split(' ')[2])).size).toBeGreaterThan(2);
        expect(history.figures).toMatchObject({
            members: 25,
            events: 25 * 4 + 25 + 25,
            rows: 25 + 300 + 25,
            rejected: 0,
        });
        expect(inTime).toHaveLength(history.figures.events);
        expect(sayMember((await history.memberOf('b')) ?? { id: '', joined: 0, referrer: '', fields: new Map() })).toBe(
            known[1],
        );
        expect(known[1]).toBe('b joined 2026-03-02 referred by a');
        expect(await history.memberOf('zoe')).toBeUndefined();
    });
});

test('a period cuts whole orders at local days, and enrols who joined within it', async () => {
    const request = { from: day('2026-03-02'), to: day('2026-03-03') };
    await withHistory({ files: shop(), sources: SOURCES, request }, async history => {
        expect(history.figures).toMatchObject({
            from: request.from,
            to: request.to,
            events: 25 * 2 + 5 + 5,
            outside: 25 * 7,
        });
        for await (const { member, occurrences } of history.members()) {
            const enrols = member.joined === request.from || member.joined === request.to ? ['enrolment'] : [];
            const events = occurrences.map(({ event, lines }) =>
                event === 'purchase' ? `purchase of ${lines.length}` : event,
            );
            expect(events.toSorted()).toEqual([...enrols, 'purchase of 3', 'purchase of 3']);
        }
        expect(history.remarks).toEqual(['175 rows of events lay outside the period asked for.']);
    });
});

test('a sample depends on its seed alone, and a smaller one is part of a larger one', async () => {
    const drawn = (members: number, seed: number, files = shop()): Promise<string[]> =>
        withHistory({ files, sources: SOURCES, request: { sample: { members, seed } } }, async history => {
            expect(history.figures.members).toBe(members);
            return (await Array.fromAsync(history.members())).map(({ member }) => member.id);
        });
    const ten = await drawn(10, 1);
    expect(ten).toHaveLength(10);
    expect(ten).toEqual(expect.arrayContaining(await drawn(4, 1)));
    expect(await drawn(10, 2)).not.toEqual(ten);
    const turned = Object.fromEntries(
        Object.entries(shop()).map(([name, text]) => {
            const [header = '', ...rows] = String(text).split('\n');
            return [name, [header, ...rows.toReversed()].join('\n')];
        }),
    );
    expect(await drawn(10, 1, turned)).toEqual(ten);
});

test('the order of rows in files and of files in patterns changes nothing but ties', async () => {
    const [header = '', ...rows] = String(shop()['p.csv']).split('\n');
    const whole = await story({ files: shop(), sources: SOURCES });
    const parts = fc.array(fc.nat({ max: 3 }), { minLength: rows.length, maxLength: rows.length });
    await fc.assert(
        fc.asyncProperty(parts, fc.integer(), async (file, seed) => {
            const shuffled = rows.map((row, index) => ({
                row,
                file: file[index] ?? 0,
                key: Math.imul(index + 1, seed | 1),
            }));
            shuffled.sort((a, b) => a.key - b.key);
            const files: Record<string, string> = {
                'm.csv': String(shop()['m.csv']),
                'r.csv': String(shop()['r.csv']),
            };
            for (const { row, file } of shuffled) files[`p${file}.csv`] = `${files[`p${file}.csv`] ?? header}\n${row}`;
            const [member, [, purchase], back] = SOURCES;
            const sources = [member, ['purchase', { ...purchase, from: 'p*.csv' }], back] as const;
            const told = await story({ files, sources });
            expect(told.map(sortLines)).toEqual(whole.map(sortLines));
        }),
        { numRuns: 10 },
    );
});

/** Lines of an order stand as they came. */
const sortLines = (line: string): string => line.split(/: |, /).toSorted().join(' ');

test('nothing temporary is left behind: after closing, after errors, after stopping', async () => {
    await withFolder({ temp: '', ...shop() }, async folder => {
        await withFolder({}, async tempFolder => {
            const { dataset } = sketchDataset(...SOURCES);
            const request = { program: sketchProgram(), dataset, baseFolder: folder, tempFolder };
            const history = await openHistory(request);
            expect(await readdir(tempFolder)).toHaveLength(1);
            const members = history.members()[Symbol.asyncIterator]();
            await members.next();
            await history.close();
            await history.close();
            expect(await readdir(tempFolder)).toEqual([]);
            await expect(openHistory({ ...request, memoryLimit: 'much' })).rejects.toThrow();
            expect(await readdir(tempFolder)).toEqual([]);
            const stop = new AbortController();
            const stopped = openHistory({
                ...request,
                signal: stop.signal,
                onProgress: () => stop.abort(new Error('enough')),
            });
            await expect(stopped).rejects.toThrow('enough');
            expect(await readdir(tempFolder)).toEqual([]);
        });
    });
});

test('a process that ends without closing leaves nothing behind either', async () => {
    await withFolder({}, async tempFolder => {
        const database = new URL('../../src/history/database.ts', import.meta.url);
        const script = `
            const { Database } = await import(${JSON.stringify(database.href)});
            const opened = await Database.open({ readable: [], tempFolder: ${JSON.stringify(tempFolder)} });
            await opened.run('CREATE TABLE t AS SELECT 1');
            process.exit(3);`;
        const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
        await expect(ended).rejects.toMatchObject({ code: 3 });
        expect(await readdir(tempFolder)).toEqual([]);
    });
});

test('what does not fit into memory goes to disk', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 400_000 }, (_, index) => {
        const member = (index * 7919) % 100_003;
        return `member-with-a-long-name-${member},2026-03-01,order-with-a-long-name-${index},${index % 977}.5`;
    });
    const files = { 'p.csv': `m,at,o,price\n${rows.join('\n')}` };
    const sources = [SOURCES[1]];
    await withHistory({ files, sources, request: { memoryLimit: '90MB', threads: 1 } }, async history => {
        expect(history.figures).toMatchObject({ members: 100_003, events: 400_000, rejected: 0 });
        let seen = 0;
        let last = '';
        for await (const { member, occurrences } of history.members()) {
            expect(member.id > last).toBe(true);
            last = member.id;
            seen += occurrences.length;
        }
        expect(seen).toBe(400_000);
    });
});

test('values that are too many for memory are read back exactly', async () => {
    const rows = Array.from({ length: 100_200 }, (_, index) => `ann,2026-03-01,sku ${index},0.${index}1,${index}.25`);
    const files = { 'p.csv': `m,at,sku,price,cost\n${rows.join('\n')}` };
    const columns = { member: 'm', time: 'at', sku: 'sku', price: 'price', cost: 'cost' };
    await withHistory({ files, sources: [['purchase', { from: 'p.csv', columns }]] }, async history => {
        const [ann] = await Array.fromAsync(history.members());
        expect(ann?.occurrences).toHaveLength(100_200);
        for (const [index, occurrence] of ann?.occurrences.entries() ?? []) {
            const [line] = occurrence.lines;
            if (
                line?.sku !== `sku ${index}` ||
                !`0.${index}1`.startsWith(String(line.price)) ||
                String(line.cost) !== `${index}.25`
            ) {
                expect(line).toEqual(`sku ${index}`);
            }
        }
    });
});

test('a history with errors has nobody in it', async () => {
    await withHistory({ files: {}, sources: SOURCES }, async (history, _text, folder) => {
        expect(history.findings.map(({ code }) => code)).toEqual([
            'data/missing-file',
            'data/missing-file',
            'data/missing-file',
        ]);
        expect(await Array.fromAsync(history.members())).toEqual([]);
        expect(await Array.fromAsync(history.timeOrder())).toEqual([]);
        expect(await history.memberOf('a')).toBeUndefined();
        await history.writeRejects(join(folder, 'rejects.csv'));
        expect(await readdir(folder)).toEqual(['rejects.csv']);
    });
});
