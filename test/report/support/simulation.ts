import { addMonths, dayOf, formatDate } from '../../../src/base/calendar.ts';
import { Random } from '../../../src/base/random.ts';
import { Rational } from '../../../src/base/rational.ts';
import type {
    Money,
    MonthFigures,
    PointsFigures,
    SimulationDocument,
} from '../../../src/model/documents/simulation.ts';
import { sampleCustomers, sampleEffect } from './customers.ts';

/*
 * A simulation that never ran: figures from a seed that fit together (months add up to totals, points keep their law,
 * parts of the cost add up), so that reports can be judged without an engine.
 */

const CURRENCY = 'EUR';
const MEMBERS = 4372;
const EARN_RULES = ['Base', 'StatusBonus', 'HappyHour', 'StampCard', 'Welcome', 'BringAFriend'] as const;
const PRICE_RULES = ['MemberLatte', 'ThreeForTwo', 'OverFifty'] as const;
const TRIGGERS = ['Birthday', 'WinBack', 'AlmostGold', 'StarsExpiring'] as const;

const cents = (units: bigint): Money => ({ amount: Rational.fromUnits(units, 2).toFixed(2), currency: CURRENCY });
const WORTH_CENTS = 2n;

export function sampleSimulation(seed = 7, monthCount = 13): SimulationDocument {
    const random = new Random(seed);
    const months = sampleMonths(random, monthCount);
    const flows = months.map(month => month.flows);
    const issued = total(flows.map(flow => flow.issued));
    const spent = total(flows.map(flow => flow.spent));
    const expired = total(flows.map(flow => flow.expired));
    const takenBack = total(flows.map(flow => flow.takenBack));
    const open = issued - spent - expired - takenBack;
    const pending = open / 9n;
    const revenue = total(months.map(month => month.revenue));
    const rules = EARN_RULES.map((name, index) => ({ name, stars: (issued * BigInt(60 - index * 11)) / 195n }));
    const stars = total(rules.map(rule => rule.stars));
    const base = rules[0];
    if (base !== undefined) base.stars += issued - stars;
    const prices = PRICE_RULES.map((name, index) => ({ name, amount: revenue / BigInt(220 + 170 * index) }));
    const discounts = total(prices.map(price => price.amount));
    const rewards = -(spent * WORTH_CENTS) / 25n;
    const credit = 124_000n;
    const cost = discounts + rewards + credit + (issued - expired - takenBack) * WORTH_CENTS;
    const Star: PointsFigures = {
        issued: String(issued),
        pending: String(pending),
        available: String(open - pending),
        spent: String(spent),
        expired: String(expired),
        takenBack: String(takenBack),
        debt: '31',
        liability: cents(open * WORTH_CENTS),
        breakage: {
            rate: '0.2310',
            ultimateRedemption: '0.7690',
            matured: '2210000',
            expectedToBeSpent: String((open * 7n) / 10n),
            liability: cents(((open * 7n) / 10n) * WORTH_CENTS),
        },
    };
    const last = months.at(-1)?.figures;
    return {
        schema: 'loyalty/simulation/1',
        program: {
            name: 'BeanRewards',
            title: 'Bean Rewards',
            version: '2.1',
            currency: CURRENCY,
            file: 'programs/coffee.loyalty',
        },
        data: {
            dataset: 'Spring',
            members: MEMBERS,
            events: 406_829,
            rows: 406_841,
            from: '2010-12-01',
            to: formatDate(addMonths(dayOf(2010, 12, 1), monthCount - 1) + 8),
            rejected: 12,
            rejects: [
                { file: 'purchases.csv', row: 17, reason: "no amount in column 'unit_price'" },
                { file: 'purchases.csv', row: 4012, reason: "'2011-02-30' is no date" },
            ],
            repeated: 3,
            late: 0,
            orphans: 1056,
        },
        totals: {
            revenue: cents(revenue),
            purchases: 18_536,
            returns: 3654,
            gross: cents((revenue * 11n) / 10n),
            returned: cents(revenue / 14n),
            points: { Star },
            discounts: cents(discounts),
            cost: cents(cost),
            credit: cents(credit),
            costOf: {
                discounts: cents(discounts),
                rewards: cents(rewards),
                credit: cents(credit),
                issued: cents(issued * WORTH_CENTS),
                lapsed: cents((expired + takenBack) * WORTH_CENTS),
            },
        },
        tiers: { Status: last?.tiers.Status ?? {} },
        rules: [
            ...rules.map(({ name, stars }, index) => ({
                name,
                title: name === 'StampCard' ? 'Stamp card' : name,
                kind: 'earn' as const,
                fired: 18_000 - index * 2500,
                members: 4300 - index * 620,
                points: { Star: String(stars) },
                money: cents(stars * WORTH_CENTS),
                limited: name === 'HappyHour' ? 214 : 0,
            })),
            ...prices.map(({ name, amount }, index) => ({
                name,
                title: name,
                kind: 'price' as const,
                fired: 5200 - index * 1700,
                members: 2100 - index * 300,
                points: {},
                money: cents(amount),
                limited: 0,
            })),
            {
                name: 'FreeEspresso',
                title: 'Free espresso',
                kind: 'reward',
                fired: 2210,
                members: 804,
                points: { Star: String(spent) },
                money: cents(rewards),
                limited: 3,
            },
            {
                name: 'Review',
                title: 'Review',
                kind: 'earn',
                fired: 0,
                members: 0,
                points: {},
                money: cents(0n),
                limited: 0,
            },
        ],
        triggers: TRIGGERS.map(name => {
            const fired = months.reduce((sum, month) => sum + (month.figures.triggers[name] ?? 0), 0);
            const heldOut = name === 'WinBack' ? Math.round(fired / 9) : 0;
            return {
                name,
                title: name,
                fired,
                members: Math.ceil(fired * 0.8),
                heldOut,
                ...(name === 'WinBack' ? sampleEffect() : {}),
                offersUsed: Math.round(heldOut * 1.4),
            };
        }),
        metrics: {
            activeMembers: 4339,
            repurchaseRate: '0.6512',
            retention: '0.5874',
            churn: '0.4126',
            topShare: '0.7461',
            costShare: '0.0231',
        },
        customers: sampleCustomers(monthCount),
        goals: [
            {
                name: 'The program costs less than 3% of revenue',
                status: 'met',
                actual: '2.3%',
                text: 'cost / revenue <= 3%',
            },
            {
                name: 'Gold stays special',
                status: 'missed',
                actual: '3.2%',
                text: 'share of members in Gold between 4% and 8%',
            },
        ],
        laws: { checked: 26_232, broken: [] },
        budgets: [{ name: 'Summer', limit: '20000.00 EUR', used: '20000.00 EUR', usedUpAt: '2011-07-23' }],
        months: months.map(({ figures }) => figures),
        holders: { Star: sampleHolders() },
        unknowns: [{ rule: 'Birthday', what: 'member.birthday is not known', times: 388 }],
        remarks: ['The data covers 12 months and 9 days: a tier that is reviewed yearly is reviewed once.'],
    };
}

const SEASON = [8, 2, 1, 6, 4, 9, 8, 7, 8, 20, 22, 31, 9];

function sampleMonths(random: Random, count: number): SampleMonth[] {
    const months: SampleMonth[] = [];
    let open = 0n;
    for (let index = 0; index < count; index++) {
        const month = sampleMonth(random.fork(`month ${index}`), index, open);
        open = month.open;
        months.push(month);
    }
    return months;
}

function sampleMonth(random: Random, index: number, before: bigint): SampleMonth {
    const season = BigInt(70 + (SEASON[index % SEASON.length] ?? 0) * 3);
    const revenue = season * BigInt(600_000 + random.int(90_000));
    const issued = (revenue * 9n) / 1000n;
    const spent = index < 2 ? 0n : (before * BigInt(6 + random.int(6))) / 100n;
    const expired = index < 11 ? 0n : before / 8n;
    const takenBack = issued / BigInt(14 + random.int(8));
    const open = before + issued - spent - expired - takenBack;
    const gold = 40 + index * 8 + random.int(6);
    const silver = 190 + index * 31 + random.int(30);
    const black = index > 5 ? 6 : 0;
    const figures: MonthFigures = {
        month: formatDate(addMonths(dayOf(2010, 12, 1), index)).slice(0, 7),
        revenue: cents(revenue).amount,
        activeMembers: 700 + random.int(600),
        points: {
            Star: {
                issued: String(issued),
                spent: String(spent),
                expired: String(expired),
                takenBack: String(takenBack),
                outstanding: String(open),
            },
        },
        tiers: { Status: { Friend: MEMBERS - silver - gold - black, Silver: silver, Gold: gold, Black: black } },
        triggers: {
            Birthday: 20 + random.int(15),
            WinBack: index < 3 ? 0 : 60 + random.int(70),
            AlmostGold: 8 + random.int(9),
            StarsExpiring: index < 11 ? 0 : 120 + random.int(40),
        },
        cost: { Base: cents((issued * 6n) / 10n).amount },
    };
    return { figures, revenue, open, flows: { issued, spent, expired, takenBack } };
}

interface SampleMonth {
    readonly figures: MonthFigures;
    readonly revenue: bigint;
    /** Points at the end of the month. */
    readonly open: bigint;
    readonly flows: {
        readonly issued: bigint;
        readonly spent: bigint;
        readonly expired: bigint;
        readonly takenBack: bigint;
    };
}

function sampleHolders(): { share: string; members: number }[] {
    const shares = ['0.6121', '0.1480', '0.0891', '0.0562', '0.0379', '0.0254', '0.0161', '0.0095', '0.0046', '0.0011'];
    return shares.map((share, index) => ({ share, members: index < 2 ? 438 : 437 }));
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
