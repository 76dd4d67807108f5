import type { ComparedTotals, ComparisonDocument, GroupFigures } from '../../../src/model/documents/comparison.ts';
import type { Money, PointsFigures } from '../../../src/model/documents/simulation.ts';
import type { StoryEntry } from '../../../src/model/documents/story.ts';

/* A comparison that never ran: one threshold was raised and one rule came. */

const eur = (amount: string): Money => ({ amount, currency: 'EUR' });

const points = (issued: string, available: string): PointsFigures => ({
    issued,
    pending: '0',
    available,
    spent: '0',
    expired: '0',
    takenBack: '0',
    debt: '0',
    liability: eur('10.00'),
});

const totals = (cost: string, margin: string, issued: string, sales = ['8000.00', '12.00']): ComparedTotals => ({
    revenue: eur(sales[0] ?? ''),
    discounts: eur(sales[1] ?? ''),
    credit: eur('0.00'),
    cost: eur(cost),
    costOf: {
        discounts: eur(sales[1] ?? ''),
        rewards: eur('0.00'),
        credit: eur('0.00'),
        issued: eur(cost),
        lapsed: eur('0.00'),
    },
    liability: eur(cost),
    margin: eur(margin),
    points: { Star: points(issued, issued) },
});

const group = (name: string, all: number, worse: number, better: number, amount: string): GroupFigures => ({
    name,
    all,
    better,
    worse,
    mixed: 0,
    same: all - better - worse,
    money: eur(amount),
    points: { Star: '-5' },
});

const entry = (title: string, text: string): StoryEntry => ({
    at: '2026-03-02 12:00',
    title,
    lines: [
        { kind: 'did', text },
        { kind: 'why not', text: 'Status is Gold does not hold' },
    ],
    balances: { Star: '1234' },
    tiers: { Status: 'Friend' },
});

export const sampleComparison: ComparisonDocument = {
    schema: 'loyalty/comparison/1',
    old: { name: 'Club', title: 'The Club', version: '1', currency: 'EUR', label: 'git:main', file: 'club.loyalty' },
    new: { name: 'Club', title: 'The Club', currency: 'EUR', label: 'club.loyalty', file: 'club.loyalty' },
    data: {
        dataset: 'Year',
        members: 100,
        events: 900,
        rows: 950,
        from: '2026-01-01',
        to: '2026-12-31',
        rejected: 0,
        rejects: [],
        repeated: 0,
        late: 0,
        orphans: 0,
    },
    members: { all: 100, same: 80, better: 5, worse: 14, mixed: 1 },
    delta: totals('-41.00', '41.00', '-2050', ['0.00', '0.00']),
    totals: { old: totals('200.00', '7800.00', '10000'), new: totals('159.00', '7841.00', '7950') },
    gains: {
        unit: 'EUR',
        total: '-41.00',
        mean: '-0.41',
        quantiles: [
            { at: '0.00', gain: '-12.00' },
            { at: '0.50', gain: '0.00' },
            { at: '1.00', gain: '4.00' },
        ],
        histogram: [
            { to: '-10', members: 3, gain: '-33.00' },
            { from: '-10', to: '0', members: 12, gain: '-14.00' },
            { from: '0', to: '0', members: 80, gain: '0.00' },
            { from: '0', to: '2', members: 4, gain: '2.00' },
            { from: '2', members: 1, gain: '4.00' },
        ],
    },
    breakdowns: [
        {
            kind: 'tier',
            name: 'Status',
            groups: [group('Friend', 70, 0, 5, '6.00'), group('Gold', 30, 15, 0, '-47.00')],
        },
        {
            kind: 'segment',
            name: 'Regulars',
            groups: [group('in it', 40, 10, 0, '-40.00'), group('not in it', 60, 5, 5, '-1.00')],
        },
        {
            kind: 'spend',
            name: 'spend',
            groups: [group('top 10%', 10, 9, 0, '-39.00'), group('10% to 20%', 90, 6, 5, '-2.00')],
        },
        { kind: 'cohort', name: 'joined', groups: [group('2026-01', 100, 15, 5, '-41.00')] },
    ],
    tiers: { Status: { old: { Friend: 70, Gold: 30 }, new: { Friend: 82, Gold: 18 } } },
    tierMoves: {
        Status: [
            { from: 'Friend', to: 'Friend', change: 'same', members: 70 },
            { from: 'Gold', to: 'Friend', change: 'down', members: 12 },
            { from: 'Gold', to: 'Gold', change: 'same', members: 18 },
        ],
    },
    triggers: [
        { name: 'Win', title: 'Win back', old: 9, new: 11, gained: 3, lost: 1, membersGained: 2, membersLost: 1 },
    ],
    edits: [
        {
            rule: 'Status',
            kind: 'tiers',
            change: 'changed',
            text: ['Gold now starts at 1,200 EUR instead of 1,000 EUR'],
            money: eur('-47.00'),
            points: { Star: '-2350' },
            members: 15,
            heard: 0,
            idle: false,
            alone: { better: 0, worse: 15, mixed: 0, money: eur('-47.00'), points: { Star: '-2350' } },
        },
        {
            rule: 'Extra',
            kind: 'earning rule',
            change: 'added',
            text: ['Extra is new: gives 3 Star'],
            money: eur('6.00'),
            points: { Star: '300' },
            members: 6,
            heard: 2,
            idle: false,
            alone: { better: 6, worse: 0, mixed: 0, money: eur('6.00'), points: { Star: '300' } },
        },
    ],
    goals: [
        {
            name: 'cheap',
            text: 'cost / revenue <= 2%',
            old: { status: 'missed', actual: '2.50%' },
            new: { status: 'met', actual: '1.99%' },
        },
    ],
    top: {
        winners: [
            {
                member: 'm-7',
                gain: '4.00',
                money: { old: eur('0.00'), new: eur('0.00') },
                points: { Star: { old: '100', new: '300' } },
                tiers: { Status: { old: 'Friend', new: 'Friend' } },
                spend: eur('90.00'),
            },
        ],
        losers: [
            {
                member: 'm-1',
                gain: '-12.00',
                money: { old: eur('0.00'), new: eur('0.00') },
                points: { Star: { old: '1200', new: '600' } },
                tiers: { Status: { old: 'Gold', new: 'Friend' } },
                spend: eur('1150.00'),
                story: {
                    moments: [
                        {
                            at: '2026-03-02 12:00',
                            same: 2,
                            old: entry('Bought for 80.00 EUR', 'earned 120 Star'),
                            new: entry('Bought for 80.00 EUR', 'earned 80 Star'),
                        },
                        { at: '2026-04-02 12:00', same: 0, old: entry('Tier', 'became Gold') },
                    ],
                    more: true,
                },
            },
        ],
    },
    conditions: [
        { text: 'losers > 10%', status: 'failed', actual: '14 members, 14.00%' },
        { text: 'cost > 1%', status: 'passed', actual: '-41 EUR, -20.50%' },
    ],
    remarks: ['Members are taken to do what they did.'],
};
