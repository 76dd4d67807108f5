import { describe, expect, it } from 'vitest';
import { sourceOf } from '../support/histories.ts';
import { CLUB } from '../support/programs.ts';
import { compareTexts, edited } from './support.ts';

const YEAR = sourceOf(`
    2026-01-05 ann buys 60
    2026-01-06 bob buys 1000
    2026-01-07 cid buys 700
    2026-02-06 bob buys 50
    2026-02-07 cid buys 200
    2026-02-08 dora buys 10 as D1
    2026-02-09 dora returns 10 of D1`);

describe('the colour of a tier', () => {
    const said = async (before: string, after: string) => {
        const coloured = (tier: string) => edited(['Gold from 1000 EUR', tier]);
        return (await compareTexts(coloured(before), coloured(after), YEAR)).edits.flatMap(({ text }) => text);
    };

    it('is not told where only the limit is another', async () =>
        expect(await said('Gold from 1000 EUR colour "#d4af37"', 'Gold from 1_200 EUR colour "#d4af37"')).toEqual([
            'Gold now starts at 1,200 EUR instead of 1,000 EUR',
        ]));
});

describe('a higher threshold', () => {
    const higher = edited(['Gold from 1000 EUR', 'Gold from 1_200 EUR']);

    it('is said in words', async () => {
        const { edits } = await compareTexts(CLUB, higher, YEAR);
        expect(edits.map(({ rule, kind, change, text }) => ({ rule, kind, change, text }))).toEqual([
            {
                rule: 'Status',
                kind: 'tiers',
                change: 'changed',
                text: ['Gold now starts at 1,200 EUR instead of 1,000 EUR'],
            },
        ]);
    });

    it('makes those worse off who fall below it, and nobody else', async () => {
        // Bob pays 1,080 at first: Gold from then on, or not.
        const source = sourceOf(`
            2026-01-05 ann buys 60
            2026-01-06 bob buys 1200
            2026-02-06 bob buys 50`);
        const { members, tierMoves, delta, breakdowns, top } = await compareTexts(CLUB, higher, source);
        expect(members).toEqual({ all: 2, same: 1, better: 0, worse: 1, mixed: 0 });
        expect(tierMoves.Status).toEqual([
            { from: 'Friend', to: 'Friend', change: 'same', members: 1 },
            { from: 'Gold', to: 'Friend', change: 'down', members: 1 },
        ]);
        // Half of 50 Star, two cents each.
        expect(delta.points.Star?.issued).toBe('-25');
        expect([delta.cost.amount, delta.liability.amount, delta.margin.amount]).toEqual(['-0.50', '-0.50', '0.50']);
        const byTier = breakdowns.find(({ kind }) => kind === 'tier')?.groups;
        expect(byTier?.map(({ name, all, worse, money }) => [name, all, worse, money.amount])).toEqual([
            ['Friend', 1, 0, '0.00'],
            ['Gold', 1, 1, '-0.50'],
        ]);
        expect(top.losers.map(({ member, gain, tiers }) => ({ member, gain, tiers }))).toEqual([
            { member: 'bob', gain: '-0.50', tiers: { Status: { old: 'Gold', new: 'Friend' } } },
        ]);
        expect(top.winners).toEqual([]);
    });

    it('tells the story of who loses most in both versions, where they differ', async () => {
        const source = sourceOf(`
            2026-01-05 bob buys 50
            2026-01-06 bob buys 1200
            2026-02-06 bob buys 50`);
        const { top } = await compareTexts(CLUB, higher, source);
        const moments = top.losers[0]?.story?.moments ?? [];
        expect(moments.map(({ at, same }) => [at, same])).toEqual([
            ['2026-01-06 12:00', 1],
            ['2026-02-06 12:00', 0],
        ]);
        const [, second] = moments;
        expect(second?.old?.balances).not.toEqual(second?.new?.balances);
        expect(second?.old?.tiers).toEqual({ Status: 'Gold' });
        expect(second?.new?.tiers).toEqual({ Status: 'Friend' });
    });
});

describe('an edit', () => {
    it('that only says things differently changes nothing', async () => {
        const other = edited(['points Star {', '/** What members collect. */ points Star "Stars" {']);
        const { edits, members, delta, remarks } = await compareTexts(CLUB, other, YEAR);
        expect({ edits, same: members.same, cost: delta.cost.amount }).toEqual({ edits: [], same: 4, cost: '0.00' });
        expect(remarks.join()).not.toContain('behave differently');
    });

    it('of a rule that nobody reaches is said to change nothing for anyone', async () => {
        const { edits, members } = await compareTexts(CLUB, edited(['costs 100 Star', 'costs 150 Star']), YEAR);
        expect(members.same).toBe(4);
        expect(edits).toMatchObject([
            {
                rule: 'MoneyOff',
                text: ['MoneyOff now costs 150 Star instead of 100 Star'],
                members: 0,
                idle: true,
                money: { amount: '0.00' },
            },
        ]);
    });

    it('that nobody is better or worse off by is not said to change nothing', async () => {
        const after = edited(
            ['purchase.net >= 500 EUR', 'purchase.net >= 50 EUR'],
            ['expire after 3 months', 'expire after 3 months pending 60 days'],
        );
        const { edits } = await compareTexts(CLUB, after, YEAR);
        expect(edits.map(({ rule, members, heard, idle }) => [rule, members, heard, idle])).toEqual([
            ['Star', 0, 0, false],
            ['Thanks', 0, 1, false],
        ]);
        expect(edits.map(({ text }) => text[0])).toEqual([
            'Star is now pending for 60 days',
            'Thanks now applies when purchase.net >= 50 EUR instead of purchase.net >= 500 EUR',
        ]);
    });

    it('of what the program says of itself is said, too', async () => {
        const { edits } = await compareTexts(CLUB, edited(['"Europe/Berlin"', '"Europe/London"']), YEAR);
        expect(edits.map(({ rule, text }) => ({ rule, text }))).toEqual([
            { rule: 'The Club', text: ['The Club now uses the time zone "Europe/London" instead of "Europe/Berlin"'] },
        ]);
    });

    it('is switched alone and in order, and what they do together is told apart', async () => {
        // Bonus is half of Base: the more Base gives, the more a higher bonus is worth.
        const after = edited(['1 Star per 1 EUR', '2 Star per 1 EUR'], ['50% of Base', '100% of Base']);
        const source = sourceOf(`
            2026-01-06 bob buys 1200
            2026-02-06 bob buys 50`);
        const { edits, interaction, delta } = await compareTexts(CLUB, after, source);
        // 1,080 EUR as Friend, 50 EUR as Gold: 1,130 + 25 Star before, 2,260 + 100 after.
        expect(delta.points.Star?.issued).toBe('1205');
        expect(edits.map(({ rule, points, alone }) => [rule, points.Star, alone.points.Star])).toEqual([
            ['Base', '1155', '1155'],
            ['Bonus', '50', '25'],
        ]);
        expect(interaction?.points).toEqual({ Star: '25' });
        expect(edits.map(({ text }) => text)).toEqual([
            ['Base now gives 2 Star per 1 EUR instead of 1 Star per 1 EUR'],
            ['Bonus now gives 100% of Base if Status is Gold instead of 50% of Base'],
        ]);
    });

    it('and what it needs are switched together', async () => {
        const after = `${edited(['tier Gold from 1000 EUR', 'tier Gold from 1000 EUR\n tier Black from 5000 EUR'])}
            metric big { sum of purchase.gross where purchase.gross >= 100 EUR }
            earn BlackBonus on purchase { when Status is Black and big over last 12 months > 10 EUR give 5 Star }`;
        const { edits } = await compareTexts(CLUB, after, YEAR);
        expect(edits).toHaveLength(1);
        expect(edits[0]?.rule).toBe('Status, BlackBonus, big');
        expect(edits[0]?.text[0]).toBe('Black is a new tier of Status: starts at 5,000 EUR');
    });

    it('that adds or takes away a rule is told from one that changes it', async () => {
        const after = edited(['price Tenth on order { when order.total >= 100 EUR discount 10% }', '']).concat(
            'earn Welcome on first purchase { give 200 Star }',
        );
        const { edits } = await compareTexts(CLUB, after, YEAR);
        expect(edits.map(({ rule, change, text }) => ({ rule, change, text }))).toEqual([
            { rule: 'Welcome', change: 'added', text: ['Welcome (on first purchase) is new: gives 200 Star'] },
            {
                rule: 'Tenth',
                change: 'removed',
                text: ['Tenth (on order) is gone: it applies when order.total >= 100 EUR, takes off 10%'],
            },
        ]);
    });
});

describe('a member', () => {
    const source = sourceOf('2026-01-05 ann buys 200');

    it.each([
        ['better off with more points', ['1 Star per 1 EUR', '2 Star per 1 EUR'], 'better'],
        ['worse off with fewer', ['1 Star per 1 EUR', '1 Star per 2 EUR'], 'worse'],
        ['mixed where they pay more but earn more for it', ['discount 10%', 'discount 5%'], 'mixed'],
        ['as before where nothing concerns them', ['Gold from 1000', 'Gold from 900'], 'same'],
    ] as const)('is %s', async (_, edit, verdict) => {
        const { members } = await compareTexts(CLUB, edited(edit), source);
        expect(members[verdict]).toBe(1);
    });

    it('who pays less and earns less is mixed, with one gain in money', async () => {
        const { members, gains, delta } = await compareTexts(CLUB, edited(['discount 10%', 'discount 20%']), source);
        expect(members.mixed).toBe(1);
        // 20 EUR more off, 20 Star less at two cents.
        expect(gains).toMatchObject({ unit: 'EUR', total: '19.60', mean: '19.60' });
        expect([delta.revenue.amount, delta.margin.amount]).toEqual(['-20.00', '-19.60']);
    });

    it('who holds points without a worth is compared by their number', async () => {
        const free = CLUB.replace('worth 0.02 EUR ', '');
        const { members, gains } = await compareTexts(free, free.replace('1 Star per 1', '3 Star per 1'), source);
        expect(members.better).toBe(1);
        expect(gains).toMatchObject({ unit: 'Star', total: '360', mean: '360' });
    });
});

describe('triggers', () => {
    it('that now fire, and that no longer do, are counted by occasion', async () => {
        const lower = edited(['purchase.net >= 500 EUR', 'purchase.net >= 50 EUR']);
        const { triggers, members } = await compareTexts(CLUB, lower, YEAR);
        expect(triggers).toEqual([
            { name: 'Thanks', title: 'Thanks', old: 2, new: 3, gained: 1, lost: 0, membersGained: 1, membersLost: 0 },
        ]);
        expect(members.same).toBe(4);
    });
});

describe('what one must know', () => {
    const base = edited(['1 Star per 1 EUR', '2 Star per 1 EUR']);

    it('is that members would behave differently', async () => {
        expect((await compareTexts(CLUB, base, YEAR)).remarks[0]).toContain('In truth they would behave differently');
    });

    it('is that the data has no returns', async () => {
        const without = sourceOf('2026-01-05 ann buys 60');
        expect((await compareTexts(CLUB, base, YEAR)).remarks.join()).not.toContain('no returns');
        expect((await compareTexts(CLUB, base, without)).remarks.join()).toContain('The data has no returns');
    });
});

describe('members who share something', () => {
    it('are compared in the order of time, stories too', async () => {
        const shared = `${CLUB} budget Spring { covers Base at most 100 Star }`;
        const { delta, edits, top } = await compareTexts(shared, shared.replace('at most 100', 'at most 80'), YEAR);
        expect(delta.points.Star?.issued).toBe('-20');
        expect(edits[0]).toMatchObject({ rule: 'Spring', members: 1 });
        expect(top.losers.map(({ member }) => member)).toEqual(['bob']);
        expect(top.losers[0]?.story?.moments).toHaveLength(1);
    });

    it('in one version only are compared all the same', async () => {
        const { delta } = await compareTexts(CLUB, `${CLUB} budget Spring { covers Base at most 100 Star }`, YEAR);
        expect(Number(delta.points.Star?.issued)).toBeLessThan(0);
    });

    it('by one balance win and lose together, and it counts once', async () => {
        const home = CLUB.replace('city : text', 'city : text home : group').replace(
            'points Star { worth 0.02 EUR',
            'points Star { worth 0.02 EUR pool by home',
        );
        const at = (id: string, group: string) => ({ id, fields: new Map([['home', group]]) });
        const households = sourceOf(
            `
            2026-01-05 ann buys 60
            2026-01-06 bob buys 40
            2026-01-07 cid buys 30`,
            [at('ann', 'A'), at('bob', 'A'), at('cid', 'C')],
        );
        const lower = home.replace('1 Star per 1 EUR', '1 Star per 2 EUR');
        const { members, delta, breakdowns } = await compareTexts(home, lower, households);
        expect(members).toMatchObject({ all: 3, worse: 3 });
        expect([delta.points.Star?.issued, delta.cost.amount]).toEqual(['-65', '-1.30']);
        const [bySpend] = breakdowns.filter(({ kind }) => kind === 'spend');
        const cents = bySpend?.groups.reduce((sum, { money }) => sum + Math.round(Number(money.amount) * 100), 0);
        expect(cents).toBe(-130);
    });

    it('as one is ranked among all are compared all the same', async () => {
        const ranked = `${CLUB}
            segment Best { when top 50% of members by spend over last 12 months }
            earn ForBest on purchase { when Best give 5 Star }`;
        const { delta, edits } = await compareTexts(ranked, ranked.replace('give 5 Star', 'give 9 Star'), YEAR);
        expect(edits.map(({ rule }) => rule)).toEqual(['ForBest']);
        // Bob and Cid are in the upper half, once each after the first look.
        expect(delta.points.Star?.issued).toBe('8');
    });
});
