import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { TimeLine } from '../../src/engine/time-line.ts';
import type { Occurrence } from '../../src/model/occurrence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { play, programOf } from './support/play.ts';

const head = (version: string): string =>
    `program P "P" {\n  currency EUR\n  timezone "Europe/Berlin"\n  version "${version}"\n  channels email\n}\n`;

const OLD = `${head('1')}
points Star { expire after 12 months }
tiers Status {
  qualify by spend over last 12 months
  keep    until 31 March 1 years later
  tier Basic
  tier Gold from 500 EUR
}
earn Base on purchase { give 1 Star per 1 EUR }
reward Cup { costs 30 Star  give 5 EUR off }
contract Frame { term 12 months  discount 5% }
trigger Hello on first purchase { offer 5 EUR off next order within 300 days }
`;

const NEW = (migration: string): string => `${head('2')}
points Coin { expire after 24 months }
tiers Status {
  qualify by spend over last 12 months
  keep    until 31 March 1 years later
  tier Friend
  tier Silver   from 200 EUR
  tier Platinum from 2000 EUR
}
earn Base on purchase { give 50 Coin per 1 EUR }
contract Frame26 { term 12 months  discount 5% }
${migration}
`;

const ALL = `migrate from version "1" {
  tier     Basic to Friend
  tier     Gold to Platinum
  points   1 Star to 100 Coin
  contract Frame to Frame26
}`;

const STORY = `member ann { contract Frame from 2026-01-01 }
    2026-03-02 ann: purchase 600 EUR as A1
    2026-03-03 expect ann tier Gold`;

async function taken(history: string, renewed: string) {
    const { lines, failures } = await play(OLD, history);
    expect(failures).toEqual([]);
    const snapshot = JSON.parse(JSON.stringify(lines.get('ann')?.snapshot()));
    const outcomes: Outcome[] = [];
    const engine = createEngine(await programOf(renewed));
    const refused = engine.refuses(snapshot);
    const resume = (): TimeLine => engine.resume(snapshot, { sink: outcome => outcomes.push(outcome) });
    return { refused, resume, outcomes };
}

const at = (text: string): number => Date.parse(text);

describe('a state of version 1, taken up by version 2', () => {
    it('is refused where something that the member holds has no place, with a way out for each', async () => {
        const { refused, resume } = await taken(STORY, NEW(''));
        expect(refused).toEqual([
            `The tier 'Gold' of 'Status' of version "1" is gone. The program must say what becomes of it: migrate from version "1" { tier Gold to … }.`,
            `The points 'Star' of version "1" is gone. The program must say what becomes of it: migrate from version "1" { points 1 Star to … }.`,
            `The contract 'Frame' of version "1" is gone. The program must say what becomes of it: migrate from version "1" { contract Frame to … }.`,
        ]);
        expect(resume).toThrow("The tier 'Gold'");
    });

    it('moves tiers, points and contracts as the program says', async () => {
        const { refused, resume, outcomes } = await taken(STORY, NEW(ALL));
        expect(refused).toEqual([]);
        const line = resume();
        expect(line.tier('Status')).toBe('Platinum');
        // 570 EUR less 5% of contract: 570 Star.
        expect([line.balance('Star'), line.balance('Coin')]).toEqual([0n, 57_000n]);
        expect(line.isUnder('Frame26')).toBe(true);
        expect(line.lawBreaches()).toEqual([]);
        expect(
            outcomes.map(each => (each.kind === 'posting' ? `${each.flow} ${each.amount} ${each.points}` : each.kind)),
        ).toEqual(['tier', 'spent 570 Star', 'issued 57000 Coin']);
    });

    it('keeps the last day of points and of the tier, which were promised', async () => {
        const { resume } = await taken(STORY, NEW(ALL));
        const line = resume();
        line.advance(at('2027-03-02T12:00+01:00'));
        expect(line.balance('Coin')).toBe(57_000n);
        line.advance(at('2027-03-03T00:00+01:00'));
        expect(line.balance('Coin')).toBe(0n);
        line.advance(at('2027-03-31T12:00+02:00'));
        expect(line.tier('Status')).toBe('Platinum');
        line.advance(at('2027-04-01T00:00+02:00'));
        expect(line.tier('Status')).not.toBe('Platinum');
    });

    it('counts the life of points anew where the migration says so', async () => {
        const { resume } = await taken(STORY, NEW(ALL.replace('}', '  expiry new\n}')));
        const line = resume();
        line.advance(at('2028-03-03T12:00+01:00'));
        expect(line.balance('Coin')).toBe(57_000n);
        line.advance(at('2028-03-05T12:00+01:00'));
        expect(line.balance('Coin')).toBe(0n);
    });

    it.each([
        // 570 × 2/7 are 162 and 6/7.
        ['points 7 Star to 2 Coin', '', 162n],
        ['points 7 Star to 2 Coin', 'round half up', 163n],
        ['points Star expire', '', 0n],
    ])('%s %s', async (clause, round, coins) => {
        const { resume } = await taken(STORY, NEW(ALL.replace('points   1 Star to 100 Coin', `${clause}\n  ${round}`)));
        const line = resume();
        expect([line.balance('Star'), line.balance('Coin')]).toEqual([0n, coins]);
        expect(line.lawBreaches()).toEqual([]);
    });

    it('a return takes back the new points of what the old ones were given for', async () => {
        const { resume } = await taken(STORY, NEW(ALL));
        const line = resume();
        line.apply(returned('A1', at('2026-04-01T12:00+02:00')));
        expect(line.balance('Coin')).toBe(0n);
        expect(line.lawBreaches()).toEqual([]);
    });

    it('points that were spent on what comes back come back as new ones, and debt stays a debt', async () => {
        const { resume } = await taken(
            `member ann { contract Frame from 2026-01-01 balance 30 Star }
            2026-03-02 ann: purchase 100 EUR redeeming Cup as A1
            2026-03-02 expect ann spent 30 Star`,
            NEW(ALL),
        );
        const line = resume();
        expect(line.balance('Coin')).toBe(9000n);
        line.apply(returned('A1', at('2026-04-01T12:00+02:00')));
        expect(line.balance('Coin')).toBe(3000n);
        expect(line.lawBreaches()).toEqual([]);
        const owed = await taken(
            `member ann { balance 0 Star }
            2026-03-02 ann: purchase 40 EUR as A1
            2026-03-03 ann: purchase 20 EUR redeeming Cup
            2026-03-04 ann: return of A1
            2026-03-04 expect ann has Star.debt > 0 Star`,
            NEW(ALL),
        );
        const debtor = owed.resume();
        expect([debtor.debt('Star'), debtor.debt('Coin') > 0n]).toEqual([0n, true]);
        expect(debtor.debt('Coin') % 100n).toBe(0n);
        expect(debtor.lawBreaches()).toEqual([]);
    });

    it('ends contracts and drops offers where the migration says so', async () => {
        const more = ALL.replace(
            'contract Frame to Frame26',
            'contract Frame ends\n  offers dropped\n  counts restarted',
        );
        const { resume, outcomes } = await taken(STORY, NEW(more));
        const line = resume();
        expect(line.isUnder('Frame26')).toBe(false);
        expect(outcomes.filter(({ kind }) => kind === 'contract')).toHaveLength(1);
        line.apply(bought(at('2026-04-01T12:00+02:00')));
        expect(outcomes.flatMap(each => (each.kind === 'purchase' ? [each.paid] : []))).toEqual([10_000n]);
        const kept = await taken(STORY, NEW(ALL.replace('contract Frame to Frame26', 'contract Frame ends')));
        kept.resume().apply(bought(at('2026-04-01T12:00+02:00')));
        expect(kept.outcomes.flatMap(each => (each.kind === 'purchase' ? [each.paid] : []))).toEqual([9500n]);
    });

    it('any version has a block of its own where no other is meant, and the same version none', async () => {
        const { refused } = await taken(STORY, NEW(ALL.replace('version "1"', 'any version')));
        expect(refused).toEqual([]);
        const same = await taken(
            STORY,
            NEW(ALL.replace('version "1"', 'any version')).replace('version "2"', 'version "1"'),
        );
        expect(same.refused).toHaveLength(3);
    });
});

function returned(order: string, when: number): Occurrence {
    return { ...bought(when), id: 'r1', event: 'return', lines: [], order };
}

function bought(when: number): Occurrence {
    const line = { index: 0, sku: undefined, paid: false, cost: undefined, tax: undefined, giftCard: false };
    return {
        ...{ id: 'p9', member: 'ann', at: when, sequence: 99, event: 'purchase', fields: new Map(), order: 'B9' },
        ...{ tenders: undefined, redeems: [], shipping: undefined },
        lines: [{ ...line, quantity: Rational.ONE, price: Rational.of(100), fields: new Map() }],
    };
}
