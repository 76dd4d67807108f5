import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../src/history/cache/folder.ts';
import type { History } from '../../src/history/history.ts';
import { type Case, sayMember, sayOccurrence, withHistory } from './support/story.ts';

let folder = '';
beforeEach(async () => {
    await rm(folder, { recursive: true, force: true });
    folder = await mkdtemp(join(tmpdir(), 'cache-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SHOP = {
    'm.csv': 'id,joined,city\nann,2026-01-02,Bonn\nbob,2026-02-03,\n',
    'p.csv': [
        'm,at,o,cat,price,x',
        'ann,2026-01-05 10:00:00,A1,tea,4.50,1',
        'ann,2026-01-05 10:00:00,A1,cake,3,2',
        'bob,2026-02-04 09:00:00,B1,tea,4.50,1',
        'bob,2026-01-05 10:00:00,B0,,2,1',
        'zoe,2026-02-04 09:00:00,Z1,tea,4.50,1',
    ].join('\n'),
};

const shop = (change: Partial<Case['files']> = {}, price = 'price', more: Partial<Case> = {}): Case => ({
    files: { ...SHOP, ...change },
    program: { member: { city: 'text' }, item: { category: 'one of tea, cake' } },
    sources: [
        ['member', { from: 'm.csv', columns: { id: 'id', joined: 'joined', city: 'city' } }],
        ['purchase', { from: 'p.csv', columns: { member: 'm', time: 'at', order: 'o', category: 'cat', price } }],
    ],
    ...more,
    request: { cache: { folder }, ...more.request },
});

const entries = async (): Promise<string[]> => (await readdir(folder)).filter(name => name.endsWith('.columns'));
const entryPath = async (): Promise<string> => join(folder, (await entries())[0] ?? '');

/** All that a history says. */
async function told(history: History): Promise<unknown> {
    const members: string[] = [];
    for await (const { member, occurrences } of history.members())
        members.push(sayMember(member), ...occurrences.map(each => `${each.id} ${sayOccurrence(each, 'UTC')}`));
    const inTime = await Array.fromAsync(history.timeOrder(), each => `${each.id} ${sayOccurrence(each, 'UTC')}`);
    const { figures, rejects, remarks, prices, announcements } = history;
    const ann = await history.memberOf('ann');
    return { members, inTime, figures, rejects, remarks, prices, announcements, ann };
}

const read = (asked: Case): Promise<unknown> => withHistory(asked, told);
const fromFiles = (asked: Case): Promise<unknown> =>
    read({ ...asked, request: { ...asked.request, cache: undefined } });

describe('a history that was read before', () => {
    test('is the same the next time, and is not read again', async () => {
        const expected = await fromFiles(shop());
        expect(await read(shop())).toEqual(expected);
        const [path, before] = [await entryPath(), await entries()];
        const made = await stat(path);
        expect(await read(shop())).toEqual(expected);
        expect(await entries()).toEqual(before);
        // It is the file of the first time.
        expect((await stat(path)).ino).toBe(made.ino);
    });

    test('is another one when one byte of a file differs, though its size and its time do not', async () => {
        const at = new Date('2026-03-01T12:00:00Z');
        const prices = ['4.50', '4.60', '4.50'];
        await withHistory(shop(), async (_, __, data) => {
            const path = join(data, 'p.csv');
            const seen: unknown[] = [];
            for (const price of prices) {
                await writeFile(path, SHOP['p.csv'].replace('tea,4.50', `tea,${price}`));
                await utimes(path, at, at);
                // What was changed a moment ago is not taken for settled.
                for (const wait of [0, 2100]) {
                    await new Promise(resolve => setTimeout(resolve, wait));
                    seen.push(await read(shop({}, 'price', { request: { dataFolder: data } })));
                }
            }
            expect(seen[0]).not.toEqual(seen[2]);
            expect(seen).toEqual([seen[0], seen[0], seen[2], seen[2], seen[0], seen[0]]);
        });
        expect(await entries()).toHaveLength(2);
    });

    test('is another one for another mapping, other fields, another zone, period or sample', async () => {
        const asks = [
            shop(),
            shop({}, 'x'),
            shop({}, 'price', { program: { member: { city: 'text' }, item: { category: 'text' } } }),
            shop({}, 'price', { program: { ...shop().program, timezone: 'America/New_York' } }),
            shop({}, 'price', { request: { sample: { members: 1, seed: 2 } } }),
            shop({}, 'price', { request: { from: 20_480 } }),
        ];
        for (const asked of asks) {
            const expected = await fromFiles(asked);
            expect(await read(asked)).toEqual(expected);
            expect(await read(asked)).toEqual(expected);
        }
        expect(await entries()).toHaveLength(asks.length);
    });

    test('is read anew where what was kept is damaged, cut off or of somebody else', async () => {
        const expected = await read(shop());
        const path = await entryPath();
        const whole = await readFile(path);
        const at = (place: number): Uint8Array => {
            const bytes = Uint8Array.from(whole);
            bytes[place] = (bytes[place] ?? 0) ^ 1;
            return bytes;
        };
        const damages = [0, 40, Math.floor(whole.length / 2), whole.length - 60, whole.length - 3].map(at);
        for (const damaged of [
            ...damages,
            whole.subarray(0, whole.length - 10),
            new Uint8Array(),
            Buffer.from('x\n'),
        ]) {
            await writeFile(path, damaged);
            expect(await read(shop())).toEqual(expected);
            // Another one; not always the same bytes, as Node writes numbers in two ways.
            expect((await readFile(path)).equals(damaged)).toBe(false);
            expect(await read(shop())).toEqual(expected);
        }
        await truncate(path, 100);
        expect(await read(shop())).toEqual(expected);
    });

    test('is not kept where rows are missing from its list of rejects, nor where the disk refuses', async () => {
        const rows = Array.from({ length: 1100 }, (_, row) => `ann,2026-01-05 10:00:00,R${row},tea,many,1`);
        const rejected = await read(shop({ 'p.csv': [SHOP['p.csv'], ...rows].join('\n') }));
        expect(rejected).toMatchObject({ figures: { rejected: 1101 } });
        expect(await entries()).toEqual([]);
        const file = join(folder, 'file');
        await writeFile(file, '');
        const asked = shop({}, 'price', { request: { cache: { folder: join(file, 'cache') } } });
        expect(await read(asked)).toEqual(await fromFiles(shop()));
    });

    test('goes when others need the room, the one that was not used for longest first', async () => {
        const samples = [1, 2, 3].map(seed => ({ sample: { members: 1, seed } }));
        const first = { sample: { members: 1, seed: 1 } };
        const used: string[] = [];
        for (const [index, request] of samples.entries()) {
            await read(shop({}, 'price', { request }));
            const fresh = (await entries()).find(name => !used.includes(name)) ?? '';
            used.push(fresh);
            const at = new Date(Date.now() - (10 - index) * 60_000);
            await utimes(join(folder, fresh), at, at);
        }
        // The first is used again; of what then lies there, about three have room.
        await read(shop({}, 'price', { request: first }));
        const { size } = await stat(join(folder, used[0] ?? ''));
        const cache = { folder, most: size * 3 + 100 };
        await copyFile(join(folder, used[0] ?? ''), join(folder, 'x.part'));
        await utimes(join(folder, 'x.part'), new Date(0), new Date(0));
        await read(shop({}, 'price', { request: { sample: { members: 1, seed: 4 }, cache } }));
        const left = await readdir(folder);
        expect(left).not.toContain(used[1]);
        expect(left).toContain(used[0]);
        expect(left).not.toContain('x.part');
    });

    test('is kept by several at once', async () => {
        const expected = await fromFiles(shop());
        const all = await Promise.all(Array.from({ length: 4 }, () => read(shop())));
        for (const each of all) expect(each).toEqual(expected);
        expect(await entries()).toHaveLength(1);
        expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([]);
    });
});

test('the folder is where the system keeps what can be made again', () => {
    expect(cacheFolder({ LOYALTY_CACHE: '/c', HOME: '/h' }, 'linux')).toBe('/c');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x', HOME: '/h' }, 'linux')).toBe(join('/x', 'loyalty'));
    expect(cacheFolder({ HOME: '/h' }, 'linux')).toBe(join('/h', '.cache', 'loyalty'));
    expect(cacheFolder({ HOME: '/h' }, 'darwin')).toBe(join('/h', 'Library', 'Caches', 'loyalty'));
    expect(cacheFolder({ LOCALAPPDATA: '/l', HOME: '/h' }, 'win32')).toBe(join('/l', 'loyalty'));
    expect(cacheFolder({}, 'linux')).toBeUndefined();
});
