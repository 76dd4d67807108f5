import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import type { Member, Occurrence } from '../../src/model/occurrence.ts';
import type { Value } from '../../src/model/value.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { arraySource, sourceOf } from './support/histories.ts';
import { programOf } from './support/programs.ts';
import { failing } from './support/told.ts';

const MILES = `
member { household : group }
points Mile { worth 0.01 EUR  pool by household }
earn Base on purchase { give 1 Mile per 1 EUR }
reward Lamp { costs 100 Mile  give "a lamp" worth 2 EUR }
`;

describe('a balance that a household shares', () => {
    it('takes in what any earns, and any may spend all of it', async () => {
        const found = await failing(
            MILES,
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            member cyd { household = "H2" }
            member dan
            2026-01-05 ann: purchase 80 EUR
            2026-01-06 bob: purchase 40 EUR
            2026-01-07 cyd: purchase 10 EUR
            2026-01-07 dan: purchase 5 EUR
            expect ann balance 120 Mile
            expect bob balance 120 Mile
            expect cyd balance 10 Mile
            expect dan balance 5 Mile
            2026-01-08 bob: redemption of Lamp
            expect bob spent 100 Mile by Lamp
            expect ann spent 0 Mile
            expect ann balance 20 Mile
            expect ann earned 80 Mile
            expect bob earned 40 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('gives back what a return of any takes, and owes it where it is gone', async () => {
        const found = await failing(
            MILES,
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            2026-01-05 ann: purchase 80 EUR as A1
            2026-01-06 bob: purchase 40 EUR
            2026-01-07 bob: redemption of Lamp
            2026-01-08 ann: return of A1
            expect ann has Mile.debt is 60 Mile
            expect bob has Mile.debt is 60 Mile
            2026-01-09 bob: purchase 100 EUR
            expect ann balance 40 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('lives as long as any of the household is active', async () => {
        const found = await failing(
            MILES.replace('pool by', 'expire after 12 months inactive  pool by'),
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            member dan
            2026-01-05 ann: purchase 80 EUR
            2026-01-05 dan: purchase 80 EUR
            2026-12-05 bob: purchase 1 EUR
            2027-01-05 expect ann balance 81 Mile
            expect dan balance 0 Mile
            2027-12-04 expect ann balance 81 Mile
            2027-12-05 expect ann balance 0 Mile
            expect bob balance 0 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('loses what a member earned to the day, whoever spent the rest', async () => {
        const found = await failing(
            MILES.replace('pool by', 'expire after 3 months  pool by'),
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            2026-01-05 ann: purchase 120 EUR
            2026-02-05 bob: purchase 50 EUR
            2026-02-06 bob: redemption of Lamp
            expect ann balance 70 Mile
            2026-04-05 expect ann balance 70 Mile
            2026-04-06 expect ann balance 50 Mile
            expect ann expired 20 Mile
            2026-05-06 expect bob balance 0 Mile
            expect bob expired 50 Mile`,
        );
        expect(found).toEqual([]);
    });
});

describe('who leaves a household', () => {
    const HISTORY = `
            member ann { household = "H1" }
            member bob { household = "H1" }
            2026-01-05 ann: purchase 80 EUR as A1
            2026-01-06 bob: purchase 40 EUR
            2026-01-07 bob: redemption of Lamp`;

    it('takes along what is left of what the member earned', async () => {
        const found = await failing(
            MILES,
            `${HISTORY}
            2026-01-08 bob: group_left
            expect bob balance 20 Mile
            expect ann balance 0 Mile
            2026-01-09 ann: purchase 7 EUR
            expect ann balance 7 Mile
            expect bob balance 20 Mile
            2026-01-10 bob: group_joined group = "H2"
            expect bob balance 20 Mile
            2026-01-11 ann: group_joined group = "H2"
            expect bob balance 27 Mile
            expect ann balance 27 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('leaves it where the program says so; the last one takes all', async () => {
        const found = await failing(
            MILES.replace('pool by household', 'pool by household  leaving leaves points'),
            `${HISTORY}
            2026-01-08 bob: group_left
            expect bob balance 0 Mile
            expect ann balance 20 Mile
            2026-01-09 ann: group_left
            expect ann balance 20 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('still gives back what came with goods that return', async () => {
        const found = await failing(
            MILES,
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            2026-01-05 ann: purchase 80 EUR as A1
            2026-01-06 bob: purchase 40 EUR
            2026-01-08 ann: group_left
            2026-01-09 ann: return of A1
            expect ann balance 0 Mile
            expect bob balance 40 Mile`,
        );
        expect(found).toEqual([]);
    });
});

describe('limits and tiers of a household', () => {
    it('are used up and reached together', async () => {
        const found = await failing(
            `
            member { household : group }
            points Mile { worth 0.01 EUR }
            earn Base on purchase { give 1 Mile per 1 EUR  limit 100 Mile per household per month }
            tiers Status {
              qualify by spend of household over calendar year
              upgrade immediately
              tier Basic
              tier Silver from 100 EUR
            }`,
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            member dan
            2026-01-05 ann: purchase 70 EUR
            expect ann tier Basic
            2026-01-06 bob: purchase 50 EUR
            expect bob earned 30 Mile
            expect ann tier Silver
            expect bob tier Silver
            2026-01-07 dan: purchase 99 EUR
            expect dan earned 99 Mile
            expect dan tier Basic
            2026-02-01 ann: purchase 70 EUR
            expect ann earned 140 Mile`,
        );
        expect(found).toEqual([]);
    });
});

describe('a simulation of households', () => {
    const member = (id: string, household: string): Partial<Member> => ({
        id,
        fields: new Map([['household', household]]),
    });
    const people = [member('ann', 'H1'), member('zoe', 'H1'), member('max', 'H2'), { id: 'dan' }];

    it('counts a shared balance once, and holds the ledger to it', async () => {
        const program = await programOf(`program P { currency EUR timezone "Europe/Berlin" }\n${MILES}`);
        const source = sourceOf(
            `2026-01-05 zoe buys 80 as Z1
             2026-01-06 ann buys 40
             2026-01-07 max buys 10
             2026-01-07 dan buys 5
             2026-01-08 ann redemption
             2026-01-09 zoe returns 80 of Z1`,
            people,
        );
        const result = await simulate({ program, source, dataset: 'test' });
        if (result.kind !== 'figures') throw new Error(JSON.stringify(result.broken));
        const { issued, available, takenBack } = result.document.totals.points.Mile ?? {};
        expect({ issued, available, takenBack }).toEqual({ issued: '135', available: '55', takenBack: '80' });
    });

    it('keeps the laws, and comes to the same in any order of what does not depend on each other', async () => {
        const rules = MILES.replace('pool by', 'expire after 5 days  transfer to members { fee 3% }  pool by');
        const program = await programOf(`program P { currency EUR timezone "Europe/Berlin" }\n${rules}`);
        const events = fc.array(
            fc.record({
                who: fc.constantFrom('ann', 'zoe', 'max', 'dan'),
                day: fc.integer({ min: 1, max: 28 }),
                what: fc.constantFrom('buys', 'returns', 'joins', 'leaves', 'redeems', 'sends'),
                amount: fc.integer({ min: 1, max: 300 }),
                group: fc.constantFrom('H1', 'H2', 'H3'),
                to: fc.constantFrom('ann', 'zoe', 'max', 'dan'),
            }),
            { maxLength: 25 },
        );
        await fc.assert(
            fc.asyncProperty(events, async list => {
                const lines = list.map(({ who, day, what, amount }) => {
                    const date = `2026-01-${String(day).padStart(2, '0')}`;
                    return `${date} ${who} ${what === 'buys' || what === 'returns' ? `${what} ${amount}` : what}`;
                });
                const occurrences: Occurrence[] = [];
                for await (const each of sourceOf(lines.join('\n')).timeOrder()) {
                    const group = list[each.sequence]?.group ?? 'H1';
                    occurrences.push({ ...each, ...become(each, group, list[each.sequence]?.to ?? 'ann') });
                }
                const run = (all: readonly Occurrence[]) =>
                    simulate({ program, source: arraySource(all, people), dataset: 'test' });
                const result = await run(occurrences);
                if (result.kind !== 'figures') throw new Error(JSON.stringify(result.broken));
                const again = await run(occurrences.toReversed());
                expect(again).toEqual(result);
                const { issued, available, spent, expired, takenBack, pending } =
                    result.document.totals.points.Mile ?? {};
                const gone = [available, spent, expired, takenBack, pending].map(Number).reduce((a, b) => a + b, 0);
                expect(gone).toBe(Number(issued));
            }),
            { numRuns: 60 },
        );
    });
});

function become({ event }: Occurrence, group: string, to: string): Partial<Occurrence> {
    if (event === 'joins') return { event: 'group_joined', fields: new Map([['group', group]]) };
    if (event === 'leaves') return { event: 'group_left' };
    if (event === 'sends') {
        const fields = new Map<string, Value>([
            ['recipient', to],
            ['amount', Rational.of(20)],
        ]);
        return { event: 'points_sent', fields };
    }
    return event === 'redeems' ? { event: 'redemption', redeems: [{ reward: 'Lamp', times: 1 }] } : {};
}
