import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { civil, parseDate } from '../../src/base/calendar.ts';
import { Rational } from '../../src/base/rational.ts';
import { zoneOf } from '../../src/base/zone.ts';
import { plainProfile, profiles } from '../../src/history/generate/profile.ts';
import { type GenerateRequest, generateData } from '../../src/history/generate.ts';
import { type History, openHistory } from '../../src/history/history.ts';
import type { Occurrence } from '../../src/model/occurrence.ts';
import type { Program } from '../../src/model/program.ts';
import { type SourceSketch, sketchDataset, sketchProgram } from './support/program.ts';
import { withFolder } from './support/story.ts';

const START = parseDate('2026-01-01') ?? 0;
const BERLIN = zoneOf('Europe/Berlin');

type Ask = Partial<GenerateRequest>;

const generate = (folder: string, ask: Ask = {}) =>
    generateData({ folder, members: 60, months: 6, seed: 1, profile: profiles.coffee, start: START, ...ask });

const program = sketchProgram({
    member: { birthday: 'date', city: 'text', consent: 'set of email, sms' },
    item: { category: 'one of coffee, pastry, other', weight: 'number' },
    events: {
        purchase: { channel: 'one of store, app' },
        review: { rating: 'number' },
        complaint: { severity: 'one of minor, major' },
    },
    rewards: ['Cup'],
});

const LINES = { member: 'm', time: 'at', order: 'o', sku: 'sku', quantity: 'q', amount: 'amount' };
const SOURCES = [
    [
        'member',
        {
            from: 'data/members.csv',
            columns: { id: 'id', joined: 'since', birthday: 'born', city: 'city', consent: 'ok', referrer: 'by' },
        },
    ],
    [
        'purchase',
        {
            from: 'data/events.csv',
            where: ['type is sale'],
            columns: { ...LINES, category: 'cat', weight: 'w', channel: 'ch' },
        },
    ],
    [
        'return',
        {
            from: 'data/events.csv',
            where: ['type in refund, void'],
            columns: { ...LINES, quantity: '-q', amount: '-amount' },
        },
    ],
    ['review', { from: 'more/*.ndjson', columns: { id: 'no', member: 'm', time: 'at', rating: 'stars' } }],
    ['redemption', { from: 'more/redemptions.csv.gz', columns: { member: 'm', time: 'at', reward: 'r', times: 'n' } }],
] as const;

/** Generates for the sources, reads what was generated and hands it on. */
async function withGenerated<T>(
    sources: readonly (readonly [string, SourceSketch])[],
    ask: Ask,
    use: (history: History, folder: string) => Promise<T>,
): Promise<T> {
    return withFolder({}, async folder => {
        const { dataset } = sketchDataset(...sources);
        expect(await generate(folder, { program, dataset, ...ask })).toMatchObject({ problems: [] });
        const history = await openHistory({ program, dataset, baseFolder: folder });
        try {
            return await use(history, folder);
        } finally {
            await history.close();
        }
    });
}

const occurrences = async (history: History): Promise<Occurrence[]> =>
    (await Array.fromAsync(history.members())).flatMap(member => member.occurrences);

test('the same request writes the same bytes, another seed others', async () => {
    const bytes = async (ask: Ask): Promise<Record<string, string>> =>
        withFolder({}, async folder => {
            const { files } = await generate(folder, ask);
            const contents = files.map(async ({ path }) => [path, await readFile(join(folder, path), 'base64')]);
            return Object.fromEntries(await Promise.all(contents));
        });
    const first = await bytes({});
    expect(Object.keys(first)).toEqual(['members.csv', 'purchases.csv', 'returns.csv']);
    expect(await bytes({})).toEqual(first);
    expect(await bytes({ seed: 2 })).not.toEqual(first);
    const { dataset } = sketchDataset(
        ['purchase', { from: 'p.parquet', columns: { ...LINES, line: 'no' } }],
        ['member', { from: 'm.tsv', columns: { id: 'id' } }],
    );
    expect(await bytes({ dataset })).toEqual(await bytes({ dataset }));
});

test('the default files say what they hold', async () => {
    await withFolder({}, async folder => {
        await generate(folder);
        const first = async (name: string): Promise<string | undefined> =>
            (await readFile(join(folder, name), 'utf8')).split('\n')[0];
        expect(await first('members.csv')).toBe('member_id,joined,birthday,city,referred_by');
        expect(await first('purchases.csv')).toBe(
            'member_id,at,order_id,line,sku,category,quantity,unit_price,unit_cost,channel',
        );
        expect(await first('returns.csv')).toBe('member_id,at,order_id,sku,quantity,amount');
    });
});

test("data in the shape of a program's dataset is read back without a single reject", async () => {
    await withGenerated(
        SOURCES,
        { members: 200, profile: { ...profiles.coffee, returnShare: 0.2, otherEvents: 0.5 } },
        async (history, folder) => {
            expect(history.findings).toEqual([]);
            expect(history.rejects).toEqual([]);
            expect(history.figures.members).toBe(200);
            const events = Map.groupBy(await occurrences(history), ({ event }) => event);
            expect([...events.keys()].sort()).toEqual(['enrolment', 'purchase', 'redemption', 'return', 'review']);
            expect(events.get('redemption')?.[0]?.redeems).toEqual([{ reward: 'Cup', times: 1 }]);
            expect(await readdir(join(folder, 'more'))).toEqual(['1.ndjson', 'redemptions.csv.gz']);
            for (const { lines } of events.get('purchase') ?? []) {
                for (const line of lines)
                    expect(line.price.mul(line.quantity).mul(Rational.of(100)).denominator).toBe(1n);
            }
        },
    );
});

test('what comes back was bought before, by the same member, in that order, and not more of it', async () => {
    const profile = { ...profiles.retail, returnShare: 0.3 };
    await withGenerated(SOURCES, { profile, members: 100, months: 12 }, async history => {
        const units = ({ lines }: Occurrence, sku: string | undefined): Rational =>
            lines.filter(line => line.sku === sku).reduce((sum, line) => sum.add(line.quantity), Rational.ZERO);
        let returns = 0;
        for await (const { occurrences } of history.members()) {
            for (const back of occurrences.filter(({ event }) => event === 'return')) {
                returns++;
                const bought = occurrences.find(({ event, order }) => event === 'purchase' && order === back.order);
                expect(bought?.at).toBeLessThan(back.at);
                for (const { sku } of back.lines) expect(bought && units(back, sku).le(units(bought, sku))).toBe(true);
            }
        }
        expect(returns).toBeGreaterThan(50);
    });
});

test('members buy between joining and leaving, within the months, on the days that are open', async () => {
    await withGenerated(
        SOURCES,
        { profile: { ...profiles.b2b, churn: 0.2 }, start: START + 9, members: 100 },
        async history => {
            let last = 0;
            for await (const { member, occurrences } of history.members()) {
                for (const { at, event } of occurrences) {
                    const day = BERLIN?.dayAt(at) ?? 0;
                    expect(day).toBeGreaterThanOrEqual(Math.max(START + 9, member.joined ?? 0));
                    last = Math.max(last, day);
                    if (event !== 'enrolment') expect(BERLIN?.minuteOfDay(at)).toBeGreaterThanOrEqual(7 * 60);
                    if (event === 'purchase') expect((day + 3) % 7).not.toBe(6);
                }
            }
            expect(last).toBeLessThan(parseDate('2026-07-01') ?? 0);
            expect(last).toBeGreaterThan(parseDate('2026-06-20') ?? 0);
        },
    );
});

test('the profile shows: seasons, churn, activity, returns', async () => {
    const count = async (ask: Ask): Promise<{ byMonth: number[]; byMember: number[]; returns: number }> =>
        withGenerated(SOURCES, { members: 400, months: 12, ...ask }, async history => {
            const byMonth = Array<number>(12).fill(0);
            const byMember: number[] = [];
            let returns = 0;
            for await (const { occurrences } of history.members()) {
                const orders = occurrences.filter(({ event }) => event === 'purchase');
                for (const { at } of orders) {
                    const month = civil(BERLIN?.dayAt(at) ?? 0).month - 1;
                    byMonth[month] = (byMonth[month] ?? 0) + 1;
                }
                byMember.push(orders.length);
                returns += occurrences.filter(({ event }) => event === 'return').length;
            }
            return { byMonth, byMember: byMember.sort((a, b) => b - a), returns };
        });
    const steady = { ...plainProfile, churn: 0, founders: 1, returnShare: 0, activityExponent: 0, ordersPerMonth: 2 };
    const plain = await count({ profile: steady });
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    expect(Math.abs(sum(plain.byMonth) / (400 * 12 * 2) - 1)).toBeLessThan(0.05);
    expect(plain.returns).toBe(0);
    const seasonal = await count({ profile: { ...steady, seasons: profiles.retail.seasons, christmas: 1.4 } });
    expect((seasonal.byMonth[11] ?? 0) / (seasonal.byMonth[1] ?? 1)).toBeGreaterThan(2);
    const leaving = await count({ profile: { ...steady, churn: 0.1 } });
    expect((leaving.byMonth[11] ?? 0) / (leaving.byMonth[0] ?? 1)).toBeLessThan(0.5);
    const uneven = await count({ profile: { ...steady, activityExponent: 0.9, returnShare: 0.1 } });
    const topFifth = (members: readonly number[]): number => sum(members.slice(0, 80)) / sum(members);
    expect(topFifth(uneven.byMember)).toBeGreaterThan(topFifth(plain.byMember) + 0.15);
    expect(uneven.returns / sum(uneven.byMonth)).toBeGreaterThan(0.07);
    expect(uneven.returns / sum(uneven.byMonth)).toBeLessThan(0.13);
});

test("articles and texts that the program's rules ask for are in its data", async () => {
    const type = { kind: 'text' } as const;
    const node = { type, span: { file: '', start: 0, end: 0, line: 0, column: 0 }, text: '' };
    const is = (field: { kind: 'item field' | 'member field'; field: string }, value: string) => ({
        ...node,
        kind: 'compare' as const,
        op: '=' as const,
        left: { ...node, ...field },
        right: { ...node, kind: 'constant' as const, value },
    });
    const segment = {
        name: 'S',
        title: 'S',
        doc: '',
        span: node.span,
        when: {
            ...node,
            kind: 'and' as const,
            parts: [
                is({ kind: 'item field', field: 'sku' }, 'LATTE'),
                is({ kind: 'member field', field: 'city' }, 'Rome'),
            ],
        },
    };
    const asking: Program = { ...program, segments: [segment] };
    await withGenerated(SOURCES, { program: asking, members: 200 }, async history => {
        const skus = new Set((await occurrences(history)).flatMap(({ lines }) => lines.map(line => line.sku)));
        expect(skus).toContain('LATTE');
        const cities = new Set(
            (await Array.fromAsync(history.members())).map(({ member }) => member.fields.get('city')),
        );
        expect(cities).toContain('Rome');
    });
});

test('what closes an event follows it, for most of them', async () => {
    const kinds = program.events.map(kind =>
        kind.name === 'review' ? { ...kind, name: 'complaint_closed', closes: 'complaint' } : kind,
    );
    const sources = [
        SOURCES[0],
        ['complaint', { from: 'c.csv', columns: { member: 'm', time: 'at', severity: 's' } }],
        ['complaint_closed', { from: 'd.csv', columns: { member: 'm', time: 'at' } }],
    ] as const;
    const ask = { program: { ...program, events: kinds }, profile: { ...profiles.coffee, otherEvents: 0.5 } };
    await withGenerated(sources, ask, async history => {
        const events = Map.groupBy(await occurrences(history), ({ event }) => event);
        const [opened = 0, closed = 0] = ['complaint', 'complaint_closed'].map(name => events.get(name)?.length);
        expect(opened).toBeGreaterThan(50);
        expect(closed / opened).toBeGreaterThan(0.75);
        expect(closed).toBeLessThanOrEqual(opened);
    });
});

test('nothing is written outside the folder, and nothing is left of what was stopped', async () => {
    await withFolder({}, async folder => {
        const { dataset } = sketchDataset(
            ['purchase', { from: '../p.csv', columns: LINES }],
            ['member', { from: 'm.doc', columns: { id: 'id' } }],
        );
        expect(await generate(folder, { dataset })).toEqual({
            files: [],
            problems: [
                "'../p.csv' names no file that could be written.",
                "'m.doc' names no file that could be written.",
            ],
        });
        await expect(generate(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
        expect(await readdir(folder)).toEqual([]);
    });
});
