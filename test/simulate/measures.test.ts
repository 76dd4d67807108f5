import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import type { Member } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { fifthsOf, groupOf, RFM_GROUPS } from '../../src/simulate/value/rfm.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, HEAD, programOf } from './support/programs.ts';

const club = await programOf(CLUB);

interface Ran {
    readonly text?: string;
    readonly members?: readonly Partial<Member>[];
    readonly hear?: (outcome: Outcome) => void;
}

async function ran(history: string, { text, members, hear }: Ran = {}): Promise<SimulationDocument> {
    const program = text === undefined ? club : await programOf(`${HEAD}\n${text}`);
    const result = await simulate({ program, source: sourceOf(history, members), dataset: 'Test', onOutcome: hear });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    return result.document;
}

describe('cohorts', () => {
    const history = `
        2026-01-05 ann buys 40
        2026-01-20 ann buys 10
        2026-03-02 ann buys 20
        2026-01-09 bob buys 50
        2026-02-10 cai buys 30
        2026-03-11 cai returns 5
        2026-04-30 ann buys 7`;

    it('are members by the month of their first purchase, and how many bought in each month from then on', async () => {
        const { customers } = await ran(history);
        expect(customers.cohorts.month).toEqual([
            {
                period: '2026-01',
                members: 2,
                periods: [
                    { active: 2, share: '1.0000', revenue: '100.00', partial: true },
                    { active: 0, share: '0.0000', revenue: '0.00' },
                    { active: 1, share: '0.5000', revenue: '20.00' },
                    { active: 1, share: '0.5000', revenue: '7.00' },
                ],
            },
            {
                period: '2026-02',
                members: 1,
                periods: [
                    { active: 1, share: '1.0000', revenue: '30.00' },
                    { active: 0, share: '0.0000', revenue: '-5.00' },
                    { active: 0, share: '0.0000', revenue: '0.00' },
                ],
            },
        ]);
    });

    it('of quarters and years hold all of them, in part where the data do', async () => {
        const { cohorts } = (await ran(history)).customers;
        expect(cohorts.quarter).toEqual([
            {
                period: '2026-Q1',
                members: 3,
                periods: [
                    { active: 3, share: '1.0000', revenue: '145.00', partial: true },
                    { active: 1, share: '0.3333', revenue: '7.00', partial: true },
                ],
            },
        ]);
        expect(cohorts.year.map(({ period, members }) => [period, members])).toEqual([['2026', 3]]);
    });

    it('of a purchase near midnight are those of the local month', async () => {
        const { cohorts } = (await ran('2026-01-31 23:59 ann buys 4\n2026-02-01 00:01 bob buys 4')).customers;
        expect(cohorts.month.map(({ period }) => period)).toEqual(['2026-01', '2026-02']);
    });
});

const someHistory = fc
    .array(
        fc.record({
            day: fc.integer({ min: 0, max: 200 }),
            member: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
            verb: fc.constantFrom('buys', 'buys', 'buys', 'returns'),
            amount: fc.integer({ min: 1, max: 90 }),
        }),
        { minLength: 1, maxLength: 40 },
    )
    .map(events =>
        events
            .map(({ day, member, verb, amount }) => {
                const date = new Date(Date.UTC(2026, 0, 3 + day)).toISOString().slice(0, 10);
                return `${date} ${member} ${verb} ${amount}`;
            })
            .join('\n'),
    );

const cents = (amounts: readonly string[]): number =>
    amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

describe('measures of customers', () => {
    it('count every member who bought once, and every cent of theirs', async () => {
        await fc.assert(
            fc.asyncProperty(someHistory, async history => {
                const { customers, metrics, months, totals } = await ran(history);
                const { activeMembers } = metrics;
                const bought = sumOf(customers.rfm.groups.map(({ members }) => members));
                expect(bought).toBe(activeMembers);
                const revenue = cents(customers.rfm.groups.map(group => group.revenue.amount));
                for (const unit of ['month', 'quarter', 'year'] as const) {
                    const cohorts = customers.cohorts[unit];
                    expect(sumOf(cohorts.map(({ members }) => members))).toBe(activeMembers);
                    expect(cents(cohorts.flatMap(({ periods }) => periods.map(each => each.revenue)))).toBe(revenue);
                    for (const { members, periods } of cohorts) expect(periods[0]?.active).toBe(members);
                }
                for (const scores of Object.values(customers.rfm.scores))
                    expect(sumOf(scores.map(({ members }) => members))).toBe(activeMembers);
                // The diagonals of the triangle: who was active in a month, whatever their cohort.
                const byMonth = months.map(({ month }, index) =>
                    sumOf(
                        customers.cohorts.month.map(
                            ({ period, periods }) =>
                                periods[index - months.findIndex(each => each.month === period)]?.active ?? 0,
                        ),
                    )
                        .toString()
                        .concat(` in ${month}`),
                );
                expect(byMonth).toEqual(months.map(({ month, activeMembers: active }) => `${active} in ${month}`));
                if (customers.fifths.length > 0) {
                    expect(sumOf(customers.fifths.map(({ members }) => members))).toBe(activeMembers);
                    expect(cents(customers.fifths.map(fifth => fifth.revenue.amount))).toBe(revenue);
                    expect(customers.fifths[0]?.share).toBe(metrics.topShare);
                }
                // Who only gave back did not buy: their returns are in the revenue of the program alone.
                expect(revenue).toBeGreaterThanOrEqual(cents([totals.revenue.amount]));
            }),
            { numRuns: 40 },
        );
    });

    it('are the same whether members come one after the other or all in the order of time', async () => {
        const inTime = await programOf(`${CLUB}\nbudget Much { covers Base at most 1_000_000 EUR }`);
        await fc.assert(
            fc.asyncProperty(someHistory, async history => {
                const both = [club, inTime].map(async program => {
                    const result = await simulate({ program, source: sourceOf(history), dataset: 'Test' });
                    return result.kind === 'figures' ? result.document.customers : result;
                });
                const [byMember, byTime] = await Promise.all(both);
                expect(byTime).toEqual(byMember);
            }),
            { numRuns: 25 },
        );
    });
});

describe('scores in fifths', () => {
    it('are one more than five times the share of lower values', () => {
        expect(fifthsOf([10, 20, 30, 40, 50])).toEqual([1, 2, 3, 4, 5]);
        expect(fifthsOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 9])).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
        expect(fifthsOf([1, 9, 9, 9, 9])).toEqual([1, 2, 2, 2, 2]);
        expect(fifthsOf([7])).toEqual([1]);
    });

    it('are the same for the same, and never lower for more', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), values => {
                const fifths = fifthsOf(values);
                for (const [index, value] of values.entries()) {
                    const lower = values.filter(each => each < value).length;
                    expect(fifths[index]).toBe(1 + Math.floor((5 * lower) / values.length));
                }
            }),
        );
    });

    it('make a group of every combination, and every group of some', () => {
        const scores = [1, 2, 3, 4, 5];
        const groups = scores.flatMap(recency =>
            scores.flatMap(frequency => scores.map(monetary => groupOf({ recency, frequency, monetary }))),
        );
        expect(new Set(groups)).toEqual(new Set(RFM_GROUPS));
        expect(groupOf({ recency: 5, frequency: 5, monetary: 4 })).toBe('Champions');
        expect(groupOf({ recency: 1, frequency: 5, monetary: 4 })).toBe("Can't lose them");
        expect(groupOf({ recency: 5, frequency: 1, monetary: 1 })).toBe('New');
        expect(groupOf({ recency: 1, frequency: 1, monetary: 2 })).toBe('Hibernating');
    });
});

describe('the recommendation score', () => {
    it('counts the latest answer of each member, and leaves out what is no answer', async () => {
        const { customers, remarks } = await ran(`
            2026-01-05 ann survey score = 3
            2026-02-05 ann survey score = 9
            2026-01-06 bob survey score = 8
            2026-01-07 cai survey score = 6
            2026-01-08 dan survey score = 10
            2026-01-09 eve survey score = 11`);
        expect(customers.nps).toEqual({
            score: '25.0',
            low: '-44.2',
            high: '72.7',
            answers: 4,
            promoters: 2,
            passives: 1,
            detractors: 1,
        });
        expect(remarks).toEqual(['1 survey score outside 0 to 10 is left out.']);
    });

    it('is absent where nobody was asked', async () => {
        expect((await ran('2026-01-05 ann buys 4')).customers.nps).toBeUndefined();
    });
});

describe('referrals', () => {
    it('are members who came by another, and those who recommend', async () => {
        const history = `
            2026-01-05 ann buys 4
            2026-01-06 ann referral
            2026-01-07 bob buys 30
            2026-01-08 bob returns 10
            2026-01-09 cai buys 5
            2026-01-10 dan referral`;
        const members = [
            { id: 'bob', referrer: 'ann' },
            { id: 'cai', referrer: 'ann' },
        ];
        expect((await ran(history, { members })).customers.referral).toEqual({
            referred: 2,
            rate: '0.5000',
            referrers: 1,
            recommending: 2,
            revenueOfReferred: { amount: '25.00', currency: 'EUR' },
        });
        expect((await ran('2026-01-05 ann buys 4')).customers.referral).toBeUndefined();
    });
});

describe('breakage', () => {
    const SPENT = `points Star { worth 0.02 EUR expire after 1 month }
        earn Base on purchase { give 1 Star per 1 EUR }
        reward MoneyOff { costs 30 Star give 1 EUR off }`;

    it('is what expired of the points whose life is over, and says what of the open ones will be spent', async () => {
        // January: 100 Star, 30 spent, 70 expired. May: 200 open, of which 30% will be spent.
        const { totals } = await ran(
            `2026-01-05 ann buys 96
             2026-01-10 ann buys 5 redeeming MoneyOff
             2026-05-10 bob buys 200`,
            { text: SPENT },
        );
        expect(totals.points.Star?.breakage).toEqual({
            rate: '0.7000',
            ultimateRedemption: '0.3000',
            matured: '100',
            expectedToBeSpent: '60',
            liability: { amount: '1.20', currency: 'EUR' },
        });
        expect(totals.points.Star?.liability?.amount).toBe('4.00');
    });

    it('counts what was spent already of the lots that are still valid', async () => {
        // Of 200 Star 60 will be spent at last, and 30 are: 30 of the 170 that are open.
        const { totals } = await ran(
            `2026-01-05 ann buys 96
             2026-01-10 ann buys 5 redeeming MoneyOff
             2026-05-10 bob buys 196
             2026-05-12 bob buys 5 redeeming MoneyOff`,
            { text: SPENT },
        );
        expect(totals.points.Star?.breakage).toMatchObject({ expectedToBeSpent: '30' });
    });

    it.each([
        ['points Star { worth 0.02 EUR }', 'they never expire'],
        ['points Star { worth 0.02 EUR expire after 12 months }', 'none has come to the end of its life in the data'],
        [
            'points Star { worth 0.02 EUR expire after 3 months inactive }',
            'they expire after inactivity, so that none has an end that is known beforehand',
        ],
    ])('is not estimated of %s', async (points, notEstimated) => {
        const text = `${points}\nearn Base on purchase { give 1 Star per 1 EUR }`;
        const { totals } = await ran('2026-01-05 ann buys 100', { text });
        expect(totals.points.Star?.breakage).toEqual({ notEstimated });
    });
});

describe('the effect of a trigger', () => {
    const WATCH = 'trigger Hello on first purchase { tag "hello" hold out 40% watch for 30 days }';
    const people = Array.from({ length: 300 }, (_, index) => `m${index}`);
    /** Every third comes back, and spends the more the later the number. */
    const history = people
        .map((id, index) => `2026-01-05 ${id} buys 10${index % 3 === 0 ? `\n2026-01-20 ${id} buys ${index + 1}` : ''}`)
        .concat('2026-03-01 zoe review')
        .join('\n');

    it('is the difference between those who got it and those who are held out, with intervals', async () => {
        const heldOut = new Set<string>();
        const { triggers } = await ran(history, {
            text: `event review\n${WATCH}`,
            hear(outcome) {
                if (outcome.kind === 'trigger' && outcome.result === 'held out') heldOut.add(outcome.member);
            },
        });
        const groups = [people.filter(id => !heldOut.has(id)), people.filter(id => heldOut.has(id))];
        const back = groups.map(group => group.filter(id => number(id) % 3 === 0));
        const spent = groups.map(group => group.map(id => (number(id) % 3 === 0 ? number(id) + 1 : 0)));
        const effect = triggers[0]?.effect;
        expect(effect?.members).toEqual({ fired: groups[0]?.length, heldOut: groups[1]?.length });
        if (effect === undefined || 'notEstimated' in effect) throw new Error('it is estimated');
        expect([effect.back.fired, effect.back.heldOut]).toEqual(back.map(({ length }) => length));
        const difference = mean(back[0]?.length ?? 0, groups[0]) - mean(back[1]?.length ?? 0, groups[1]);
        expect(effect.back.difference).toBe(difference.toFixed(4));
        const [a = [], b = []] = spent;
        expect(effect.spend.difference).toBe((mean(sumOf(a), a) - mean(sumOf(b), b)).toFixed(2));
        const half = 1.97 * Math.sqrt(variance(a) / a.length + variance(b) / b.length);
        expect(Math.abs(Number(effect.spend.high) - Number(effect.spend.difference) - half)).toBeLessThan(half / 100);
        expect(Number(effect.back.low)).toBeLessThan(difference);
    });

    it('is not estimated of few, and absent where nobody is held out', async () => {
        const { triggers } = await ran('2026-01-05 ann buys 10', { text: WATCH });
        expect(triggers[0]?.effect).toMatchObject({
            notEstimated: 'too few: at least 30 members are needed in each group',
        });
        const all = await ran('2026-01-05 ann buys 10', { text: WATCH.replace('hold out 40% ', '') });
        expect(all.triggers[0]?.effect).toBeUndefined();
    });
});

describe('lifetime value', () => {
    it('so far is the revenue of those who bought, less returns', async () => {
        const { customers } = await ran(
            `
            2026-01-05 ann buys 100
            2026-01-06 bob buys 10
            2026-01-07 cai buys 40
            2026-01-08 cai returns 9
            2026-01-09 dan review`.replace('dan review', 'dan enrolment'),
        );
        expect(customers.lifetimeValue).toEqual({
            historic: { mean: { amount: '43.67', currency: 'EUR' }, median: { amount: '31.00', currency: 'EUR' } },
            predicted: { notEstimated: 'too few repeat buyers: 0, at least 30 are needed' },
        });
    });

    it('is not expected of data that are too short', async () => {
        const people = Array.from({ length: 40 }, (_, index) => `m${index}`);
        const history = people.map(id => `2026-01-05 ${id} buys 10\n2026-01-20 ${id} buys 12`).join('\n');
        expect((await ran(history)).customers.lifetimeValue?.predicted).toEqual({
            notEstimated: 'the data cover 16 days, at least 90 are needed',
        });
    });

    it('is expected of customers who come and go, the more of those who buy more', async () => {
        // Sixty who buy once, sixty who come every ten days until spring, sixty who still do.
        const days = (count: number, step: number, from: number): number[] =>
            Array.from({ length: count }, (_, index) => from + index * step);
        const visits = Array.from({ length: 180 }, (_, index) => {
            const from = index % 17;
            const on = index < 60 ? [from] : index < 120 ? days(9, 10, from) : days(18, 10, from);
            return on.map(day => {
                const date = new Date(Date.UTC(2026, 0, 3 + day)).toISOString().slice(0, 10);
                return `${date} m${String(index).padStart(3, '0')} buys ${10 + (index % 7)}`;
            });
        });
        const { customers } = await ran(visits.flat().join('\n'));
        const predicted = customers.lifetimeValue?.predicted;
        if (predicted === undefined || 'notEstimated' in predicted) throw new Error('it is estimated');
        expect(Number(predicted.active)).toBeLessThan(180);
        // Sixty who come every ten days would come some 2,200 times in a year if none of them left.
        expect(Number(predicted.purchases)).toBeGreaterThan(600);
        expect(Number(predicted.purchases)).toBeLessThan(2600);
        const groups = customers.rfm.groups.map(group => Number(group.predicted?.amount));
        expect(Math.abs(sumOf(groups) - Number(predicted.total.amount))).toBeLessThan(0.05);
    });
});

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (sum: number, all: readonly unknown[] | undefined): number => sum / (all?.length ?? 1);
const number = (id: string): number => Number(id.slice(1));

function variance(values: readonly number[]): number {
    const middle = mean(sumOf(values), values);
    return sumOf(values.map(value => (value - middle) ** 2)) / (values.length - 1);
}
