import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import type { Program } from '../../src/model/program.ts';
import { needsTimeOrder } from '../../src/simulate/replay.ts';
import { type SimulationRequest, simulate } from '../../src/simulate/simulate.ts';
import type { Source } from '../../src/simulate/source.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, programOf } from './support/programs.ts';

const club = await programOf(CLUB);

async function run(
    program: Program,
    source: Source,
    more: Partial<SimulationRequest> = {},
): Promise<SimulationDocument> {
    const result = await simulate({ program, source, dataset: 'Test', ...more });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    return result.document;
}

const day = (text: string): number => parseDate(text) ?? Number.NaN;

describe('money', () => {
    it('is counted net of discounts and returns', async () => {
        const { totals } = await run(
            club,
            sourceOf(`
                2026-01-05 ann buys 50 as A1
                2026-01-06 bob buys 200 as B1
                2026-01-07 ann returns 10 of A1`),
        );
        expect(totals).toMatchObject({
            gross: { amount: '250.00', currency: 'EUR' },
            returned: { amount: '10.00' },
            revenue: { amount: '220.00' },
            purchases: 2,
            returns: 1,
            discounts: { amount: '20.00' },
        });
    });

    it('given as a discount is undone in the share that comes back', async () => {
        const { totals, rules } = await run(
            club,
            sourceOf(`
                2026-01-05 ann buys 4 LATTE at 50 as A1
                2026-01-06 ann returns 1 LATTE at 50 of A1`),
        );
        expect(totals.discounts.amount).toBe('15.00');
        expect(rules.find(({ name }) => name === 'Tenth')).toMatchObject({
            fired: 1,
            members: 1,
            money: { amount: '15.00' },
        });
    });
});

describe('cost', () => {
    it('is discounts, credit, rewards beyond the points spent on them, and points less those that lapsed', async () => {
        const { totals, rules } = await run(
            club,
            sourceOf(`
                2026-01-05 ann buys 200
                2026-01-06 ann buys 60 redeeming MoneyOff
                2026-01-07 bob buys 90`),
            { until: day('2026-05-31') },
        );
        // 180 Star and 57 Star for ann, of which 100 buy 3 EUR off; 90 Star for bob; all the rest expires in April.
        expect(totals.points.Star).toEqual({
            issued: '327',
            pending: '0',
            available: '0',
            spent: '100',
            expired: '227',
            takenBack: '0',
            debt: '0',
            liability: { amount: '0.00', currency: 'EUR' },
            breakage: {
                rate: '0.6942',
                ultimateRedemption: '0.3058',
                matured: '327',
                expectedToBeSpent: '0',
                liability: { amount: '0.00', currency: 'EUR' },
            },
        });
        expect(totals.costOf).toMatchObject({
            discounts: { amount: '20.00' },
            rewards: { amount: '1.00' },
            credit: { amount: '0.00' },
            issued: { amount: '6.54' },
            lapsed: { amount: '4.54' },
        });
        // What was given away: 20 EUR of discounts and 3 EUR off for points; nothing is owed any more.
        expect(totals.cost.amount).toBe('23.00');
        expect(rules.find(({ name }) => name === 'MoneyOff')).toMatchObject({
            fired: 1,
            points: { Star: '100' },
            money: { amount: '1.00' },
        });
    });

    it('by rule adds up to what was given before points lapse', async () => {
        const { totals, rules } = await run(club, history(60));
        const cents = (amount: string): number => Math.round(Number(amount) * 100);
        const given = rules.reduce((sum, { money }) => sum + cents(money.amount), 0);
        expect(given).toBe(cents(totals.cost.amount) + cents(totals.costOf.lapsed.amount));
    });
});

describe('months', () => {
    it('run from the first event to the end, with what moved and what was open in each', async () => {
        const { months, totals } = await run(
            club,
            sourceOf(`
                2026-01-31 23:30 ann buys 50
                2026-02-01 00:30 bob buys 70`),
            { until: day('2026-05-01') },
        );
        expect(months.map(({ month, revenue, activeMembers }) => [month, revenue, activeMembers])).toEqual([
            ['2026-01', '50.00', 1],
            ['2026-02', '70.00', 1],
            ['2026-03', '0.00', 0],
            ['2026-04', '0.00', 0],
            ['2026-05', '0.00', 0],
        ]);
        // What was earned on 31 January is valid through 30 April, what on 1 February through 1 May.
        expect(months.map(({ points }) => points.Star?.outstanding)).toEqual(['50', '120', '120', '120', '70']);
        expect(totals.points.Star).toMatchObject({ expired: '50', available: '70' });
    });

    it('know the members of each tier at their ends, from the day of joining on', async () => {
        const { months, tiers } = await run(
            club,
            sourceOf(
                `2026-01-10 ann buys 2000
                 2026-02-10 bob buys 10
                 2026-03-10 ann buys 10`,
                [{ id: 'cleo', joined: day('2026-03-01') }],
            ),
        );
        expect(months.map(month => month.tiers.Status)).toEqual([
            { Friend: 0, Gold: 1 },
            { Friend: 1, Gold: 1 },
            { Friend: 2, Gold: 1 },
        ]);
        expect(tiers.Status).toEqual({ Friend: 2, Gold: 1 });
    });
});

describe('customers', () => {
    it('who bought twice, who stayed, and how much the best fifth brings', async () => {
        const { metrics } = await run(
            club,
            sourceOf(`
                2026-01-01 a buys 50
                2026-01-02 b buys 10
                2026-01-20 a buys 30
                2026-01-21 c buys 5
                2026-01-25 d buys 5
                2026-01-31 e returns 1`),
            { until: day('2026-01-31') },
        );
        // Halves: 1 to 15 January, 16 to 31 January. Active: a, b, c, d; the best fifth of four is one member.
        expect(metrics).toEqual({
            activeMembers: 4,
            repurchaseRate: '0.2500',
            retention: '0.5000',
            churn: '0.5000',
            topShare: '0.8000',
            costShare: '0.0202',
        });
    });

    it('are not described where there are none', async () => {
        const { metrics, months, data } = await run(club, sourceOf('', [{ id: 'ann' }]));
        expect(metrics).toEqual({ activeMembers: 0 });
        expect(months).toEqual([]);
        expect(data).not.toHaveProperty('from');
    });
});

describe('who holds the points', () => {
    it('is told by tenths of all members, most first', async () => {
        const { holders } = await run(
            club,
            sourceOf('2026-01-05 ann buys 30\n2026-01-05 bob buys 10', [{ id: 'cleo' }]),
        );
        expect(holders.Star).toEqual([
            { share: '0.7500', members: 1 },
            { share: '0.2500', members: 1 },
            { share: '0.0000', members: 1 },
        ]);
    });
});

describe('triggers', () => {
    it('count firings by month, and members once', async () => {
        const { triggers, months } = await run(
            club,
            sourceOf(`
                2026-01-05 ann buys 700
                2026-02-05 ann buys 700
                2027-01-05 ann buys 700`),
        );
        expect(triggers).toEqual([
            { name: 'Thanks', title: 'Thanks', fired: 2, members: 1, heldOut: 0, offersUsed: 0 },
        ]);
        expect(months.filter(({ triggers }) => triggers.Thanks === 1).map(({ month }) => month)).toEqual([
            '2026-01',
            '2027-01',
        ]);
    });
});

describe('the order of time over all members', () => {
    const limited = `${CLUB}\nbudget Spring { covers Base at most 1.00 EUR }`;

    it('is kept where members share a budget', async () => {
        const program = await programOf(limited);
        const { budgets, totals } = await run(
            program,
            sourceOf(`
                2026-01-07 ann buys 40
                2026-01-06 bob buys 30
                2026-01-05 cleo buys 10`),
        );
        expect(budgets).toEqual([
            { name: 'Spring', limit: '1.00 EUR', used: '1.00 EUR', usedUpAt: '2026-01-07 12:00', refused: '0.60 EUR' },
        ]);
        expect(totals.points.Star?.issued).toBe('50');
    });

    it('is kept where a code can be used once, by whoever comes first', async () => {
        const program = await programOf(`${CLUB}
            coupon Gift { codes "ONE" single use }
            price Given on order { with coupon Gift discount 5 EUR }`);
        expect(needsTimeOrder(program)).toBe(true);
    });

    it('changes nothing where nothing is shared', async () => {
        const alone = await programOf(CLUB);
        const together = await programOf(`${CLUB}\nbudget Endless { covers Base at most 1_000_000_000 EUR }`);
        expect([needsTimeOrder(alone), needsTimeOrder(together)]).toEqual([false, true]);
        await fc.assert(
            fc.asyncProperty(histories, async text => {
                const [one, other] = [await run(alone, sourceOf(text)), await run(together, sourceOf(text))];
                expect({ ...other, budgets: [] }).toEqual(one);
            }),
            { numRuns: 40 },
        );
    });
});

describe('laws', () => {
    it('hold for every history: points are conserved, costs add up, nothing depends on the order of members', async () => {
        await fc.assert(
            fc.asyncProperty(histories, async text => {
                const source = sourceOf(text);
                const document = await run(club, source);
                const { issued, pending, available, spent, expired, takenBack } = pointsOf(document);
                expect(issued).toBe(pending + available + spent + expired + takenBack);
                expect(await run(club, reversed(source))).toEqual(document);
                const last = document.months.at(-1)?.points.Star?.outstanding;
                expect(last ?? '0').toBe(String(pending + available));
            }),
            { numRuns: 60 },
        );
    });
});

describe('a run', () => {
    it('can be stopped', async () => {
        const stop = new AbortController();
        stop.abort(new Error('enough'));
        await expect(run(club, history(10), { signal: stop.signal })).rejects.toThrow('enough');
    });

    it('says how far it is', async () => {
        const seen: number[] = [];
        await run(club, history(2500), { onProgress: ({ events }) => seen.push(events) });
        expect(seen.length).toBeGreaterThan(0);
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    });

    it('says which time it leaves out, and which went by without events', async () => {
        const source = sourceOf('2026-01-05 ann buys 30\n2026-03-05 ann buys 30');
        expect((await run(club, source, { until: day('2026-02-01') })).remarks).toEqual([
            'What happened after 2026-02-01 is left out.',
        ]);
        expect((await run(club, source, { until: day('2026-03-08') })).remarks).toEqual([
            'The last event is of 2026-03-05; 3 more days went by without events.',
        ]);
    });
});

/** Purchases and returns of three members over a year, in the language of `sourceOf`. */
const histories = fc
    .array(
        fc.record({
            day: fc.integer({ min: 0, max: 400 }),
            member: fc.constantFrom('ann', 'bob', 'cleo'),
            verb: fc.constantFrom('buys', 'buys', 'buys', 'returns'),
            units: fc.integer({ min: 1, max: 9 }),
            sku: fc.constantFrom('LATTE', 'BEANS'),
            reward: fc.boolean(),
        }),
        { minLength: 1, maxLength: 30 },
    )
    .map(events =>
        events
            .map(({ day, member, verb, units, sku, reward }) => {
                const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
                const redeeming = reward && verb === 'buys' ? ' redeeming MoneyOff' : '';
                return `${date} ${member} ${verb} ${units} ${sku} at ${sku === 'LATTE' ? '33.33' : '149.90'}${redeeming}`;
            })
            .join('\n'),
    );

function history(count: number): Source {
    const lines = Array.from({ length: count }, (_, index) => {
        const date = new Date(Date.UTC(2026, 0, 1 + (index % 300))).toISOString().slice(0, 10);
        return `${date} m${index % 17} buys ${1 + (index % 5)} LATTE at ${10 + (index % 90)}.37`;
    });
    return sourceOf(lines.join('\n'));
}

function reversed(source: Source): Source {
    return {
        ...source,
        async *members() {
            yield* (await Array.fromAsync(source.members())).reverse();
        },
    };
}

function pointsOf(document: SimulationDocument) {
    const star = document.totals.points.Star;
    if (star === undefined) throw new Error('the club has Stars');
    const number = (text: string): number => Number(text);
    return {
        issued: number(star.issued),
        pending: number(star.pending),
        available: number(star.available),
        spent: number(star.spent),
        expired: number(star.expired),
        takenBack: number(star.takenBack),
    };
}
