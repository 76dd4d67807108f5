import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { compile } from '../../../src/language/compile.ts';
import { runBoth, startOfDay } from './support/both.ts';
import { shoppers, ZONE } from './support/shoppers.ts';

/*
 * Each clause by itself, over the same year of a few members: code tells what the interpreter tells, outcome by outcome,
 * or is not made. Random programs (agreement.test.ts) put clauses together; this list leaves none out.
 */
const WORLD = `program T { currency EUR  timezone "${ZONE}"  channels email }
member { birthday : date  tags : set of text  kind : one of gold, blue  city : text }
item { cat : text  weight : number }
event purchase { store : text }
event visit { n : number  until : date }
`;
const POINTS = 'points P { worth 0.01 EUR }\n';
const EARN = '\nearn E on purchase { give 1 P per 1 EUR }\n';
const TIERS = '\ntiers Q { qualify by spend over last 12 months tier A1 tier B from 50 EUR tier C from 120 EUR }\n';

const gifts = [
    'give 10 P expiring in 30 days',
    'give 10 P expiring in 3 months at end of month',
    'give 10 P expiring on 31 March',
    'give 10 P expiring on 31 March 1 year later',
    'give 10 P expiring on 2026-06-30',
    'give 10 P expiring never',
    'give 1 P per whole 7 EUR',
    'give 3 P per 2 units',
    'give 10 P every 3 units',
    'give 10 P every 2 times',
    'give 10 P every 50 EUR',
    'give 5 P at most 3 P',
    'give 1 P per 1 EUR of purchase.gross',
    'give 1 P per 1 of purchase.units',
    'give 1 P per 1 of purchase.lines',
    'give 10 P every 2 days in a row',
    'give 10 P every 2 weeks in a row with 1 time each',
    'give 5 P if purchase.paid >= 20 EUR',
    'give 100 P at 60 EUR of spend over calendar year then every 30 EUR',
    'give 1 P per 1 EUR of purchase.discount',
];
const ofItems = [
    'give 1 P per 1 EUR',
    'give 3 P',
    'give 2 P per 1 unit',
    'give 5 P every 3 units',
    'give 1 P per whole 3 EUR',
];
const limits = [
    'limit 5 P per order',
    'limit 20 P per member per month',
    'limit 20 P per member per rolling 40 days',
    'limit 30 P per member per year',
    'limit 2 times per member per month',
    'limit 20 P per member',
    'limit 15 P per member per week else reject',
    'limit 20 P per member per quarter',
    'limit 20 P per member per half-year',
    'limit 20 P per member per day',
];
const conditions = [
    'when purchase.store is "s1"',
    'when purchase.store in "s1", "s2"',
    'when member.kind is gold',
    'when member.kind is not gold',
    'when member.tags has "x"',
    'when member.birthday is known',
    'when member.city is known',
    'when spend over last 30 days >= 40 EUR',
    'when orders over calendar month >= 2',
    'when visits over last 90 days >= 1',
    'when days since last visit <= 40 days',
    'when purchase.paid between 10 EUR and 30 EUR',
    'when not (purchase.paid > 30 EUR)',
    'when any 2 of (purchase.paid > 10 EUR, purchase.units >= 3, member.kind is gold)',
    'when P.balance >= 10 P',
    'during weekends',
    'during 2026-02-01 through 2026-06-30',
    'during 1 March through 31 May',
    'during first Tuesday of month',
    'during last day of month',
    'during 10:00 to 13:00',
    'during Monday, Sunday 10:00 to 13:00',
    'when units over lifetime >= 5',
    'when spend over last calendar month >= 20 EUR',
    'when spend over membership year >= 20 EUR',
    'when spend over last 2 calendar months >= 20 EUR',
    'when sum of visit.n over last 60 days >= 2',
    'when sum of item.quantity where cat is "c1" over last 60 days >= 2',
    'when sum of item.quantity * item.weight over last 60 days >= 3',
    'when orders over lifetime >= 1',
    'when member.years >= 1',
    'when member.days >= 100',
    'when member.age >= 30',
];
const occasions = [
    'on first purchase',
    'on visit',
    'on first visit',
    'on return',
    'on enrolment',
    'without purchase for 20 days',
    'without purchase or visit for 20 days',
    'without visit for 30 days',
    'every 30 days',
    'every 1 month',
    'daily',
    'weekly on Monday',
    'monthly on 15',
    'monthly on first Tuesday',
    'monthly on last day',
    'monthly on last Friday',
    'quarterly',
    'half-yearly',
    'yearly on 1 March',
    'yearly on 1 March, 1 June',
    'on member.birthday',
    'on anniversary of member.joined',
    'on purchase after 3 days',
];
const lives = [
    'expire after 30 days',
    'expire after 2 months at end of month',
    'expire after 1 month at end of quarter',
    'expire on 30 June',
    'expire on 31 March 1 year later',
    'expire after 60 days inactive',
    'pending 10 days',
    'pending 10 days expire after 2 months',
    'spend oldest first expire after 2 months',
    'debt forgiven',
    'return keeps points',
    'return takes points pro rata',
    'round half up',
    'round half even decimals 1',
    'decimals 2 round half up',
    'use status',
    'expire after 40 days without visit',
    'balance at most 30 P',
    'limit 20 P per member per month',
    'restored for 60 days expire after 30 days',
];
const ladders = [
    '',
    'upgrade review review monthly on 1',
    'review monthly on 1',
    'review quarterly',
    'review half-yearly',
    'review yearly on 1 April',
    'review yearly on 1 March, 1 September',
    'review weekly on Monday',
    'review daily',
    'review monthly on last day',
    'review monthly on first Monday',
    'review on anniversary',
    'review on anniversary of joining',
    'downgrade none review monthly on 1',
    'downgrade stepwise review monthly on 1',
    'downgrade immediately',
    'downgrade to what is met review quarterly',
    'downgrade to lowest review quarterly',
    'grace 10 days review monthly on 1',
    'guarantee 60 days review monthly on 1',
    'keep until 31 March 1 year later',
    'crossing earns new tier',
    'crossing earns split',
    'return lowers tier immediately',
    'surplus kept',
];
const measures = [
    ['spend over last 60 days', '40 EUR', '90 EUR'],
    ['spend over calendar year', '40 EUR', '90 EUR'],
    ['P.earned over last 60 days', '30 P', '80 P'],
    ['orders over last 90 days', '2', '4'],
] as const;
const prices = [
    'on item { discount 10% }',
    'on item { where cat is "c1" discount 0.50 EUR }',
    'on item { new price 3 EUR }',
    'on item { buy 3 pay 2 }',
    'on item { buy 1 unit get 1 unit 50% off }',
    'on item { discount 20% floor 4 EUR }',
    'on item { discount 20% at most 1 EUR }',
    'on order { discount 5 EUR }',
    'on order { discount 10% spread by quantity }',
    'on order { when order.total >= 20 EUR discount 3 EUR }',
    'on order { surcharge 5% }',
    'on item { graduated by quantity { from 1 units: list price from 2 units: 10% off } }',
    'on order { every 2 orders discount 10% }',
    'on item { discount 10% limit 1 unit per order }',
    'on item { discount 10% round discount down per unit }',
    'on item { exclusive priority 3 discount 10% }',
    'on item { discount 10% if Q is B }',
];
const others = [
    'earn X on purchase { graduated by purchase.paid { from 0 EUR: 1 P per 1 EUR from 20 EUR: 2 P per 1 EUR } }',
    'earn X on purchase { all-units by purchase.paid { from 0 EUR: 1 P per 1 EUR from 20 EUR: 2 P per 1 EUR } }',
    'earn X on purchase { graduated by spend over calendar year { from 0 EUR: 1 P per 1 EUR from 50 EUR: 2 P per 1 EUR } }',
    'earn X on purchase { all-units by spend over calendar year { from 0 EUR: 1 P per 1 EUR from 50 EUR: 2 P per 1 EUR } }',
    'budget B { covers E at most 100 P per member per month }',
    'budget B { covers E at most 100 P per member then give 50% }',
    'budget B { covers E at most 1000000 P }',
    'earn X on visit { give 1 P per 1 of visit.n }',
    'earn X on visit { give 5 P expiring on visit.until }',
    'earn X on return { give 1 P }',
    'earn X on enrolment { give 10 P }',
    'reward R { costs 5 P give "thing" worth 1 EUR }',
    'reward R { costs 5 P costs 3 P if Q is B give "thing" worth 1 EUR }',
    'reward R { costs 5 P give "thing" at least 10 P }',
    'reward R { costs 5 P give 2 EUR credit }',
    'reward R { costs 5 P give "thing" limit 1 time per member per month }',
    'segment S { when spend over last 30 days >= 20 EUR }\nearn X on purchase { when S give 5 P }',
    'segment S { when member.birthday falls in this month }\nearn X on purchase { when S give 5 P }',
    'metric m { sum of purchase.paid where purchase.store is "s1" }\nearn X on purchase { when m over last 90 days >= 10 EUR give 5 P }',
    'metric m { count of visit where visit.n >= 2 }\ntrigger X on visit { when m over lifetime >= 2 give 5 P }',
    'trigger X on purchase { hold out 50% give 5 P }',
    'trigger X without purchase for 20 days { hold out 50% watch for 20 days send "m" by email }',
    'trigger X on purchase { move to C }',
    'trigger X on visit { move to C for 20 days }',
    'trigger X on purchase { extend P by 1 month }',
    'trigger X on reaching B { give 5 P }',
    'trigger X on losing B { tag "l" }',
    'trigger X on change of Q { tag "l" }',
];

function* programs(): Generator<string> {
    const plain = WORLD + POINTS;
    for (const give of gifts) yield `${plain}earn X on purchase { ${give} }`;
    for (const give of ofItems) {
        yield `${plain}earn X on item { where cat is "c1" ${give} }`;
        yield `${plain}earn X on item { ${give} round half up per item }`;
        yield `${plain}earn X on purchase { where cat is "c1" ${give} }`;
    }
    for (const limit of limits) {
        yield `${plain}earn X on purchase { give 1 P per 1 EUR ${limit} }`;
        yield `${plain}trigger X on purchase { give 5 P ${limit} }`;
    }
    for (const when of conditions) {
        yield `${plain}earn X on purchase { ${when} give 7 P }`;
        yield `${plain}trigger X on purchase { ${when} tag "t" }`;
        if (!when.includes('purchase.paid')) yield `${plain}price X on order { ${when} discount 10% }`;
    }
    for (const on of occasions) {
        yield `${plain}trigger X ${on} { tag "t" }`;
        yield `${plain}trigger X ${on} { give 5 P send "m" by email limit 1 time per member per month }`;
        yield `${plain}trigger X ${on} { when spend over last 60 days >= 10 EUR take 1 P }${EARN}`;
    }
    for (const life of lives) {
        yield `${WORLD}points P { worth 0.01 EUR ${life} }${EARN}`;
        yield `${WORLD}points P { worth 0.01 EUR ${life} }${EARN}trigger U on visit { take 5 P }`;
        yield `${WORLD}points P { worth 0.01 EUR ${life} }${EARN}trigger U before P.expiry by 5 days { tag "e" }`;
    }
    for (const ladder of ladders)
        for (const [by, b, c] of measures)
            yield `${plain}tiers Q { qualify by ${by} ${ladder} tier A1 tier B from ${b} tier C from ${c} }${EARN}earn F on purchase { give 50% of E if Q is at least B }`;
    for (const price of prices) {
        yield `${plain}price X ${price}${EARN}${TIERS}`;
        yield `${plain}price X ${price}\nprice Y on item { discount 1 EUR }${EARN}${TIERS}`;
        yield `${plain}price X ${price}\ntrigger O on visit { offer 10% off next order within 20 days }${EARN}${TIERS}`;
    }
    for (const mode of ['best', 'sum', 'first', 'exclusive']) {
        yield `${plain}earn X on purchase { give 1 P per 2 EUR }\nearn Y on purchase { when purchase.store is "s1" give 9 P }\nearn Z on purchase { give 1 P }\ncombine X, Y: ${mode}`;
        yield `${plain}price X on item { discount 10% }\nprice Y on item { where cat is "c1" discount 1 EUR }\ncombine X, Y: ${mode}${EARN}`;
    }
    for (const other of others) yield `${plain}${other}${EARN}${TIERS}`;
}

const SPAN = { begins: startOfDay(ZONE, '2026-01-01'), until: startOfDay(ZONE, '2027-03-01') - 1 };

it('every clause is told by code as the interpreter tells it, or no code is made', async () => {
    const all = shoppers();
    const without = (...events: readonly string[]) =>
        all.map(each => ({ ...each, occurrences: each.occurrences.filter(({ event }) => !events.includes(event)) }));
    const found = { compiled: 0, wrong: [] as string[], different: [] as string[] };
    for (const text of programs()) {
        const { findings, programs: made } = await compile([{ uri: 'file:///a.loyalty', text }]);
        const [program] = made;
        const short = text.slice(WORLD.length);
        if (program === undefined) {
            const error = findings.find(({ severity }) => severity === 'error')?.message;
            if (!short.includes('surplus kept')) found.wrong.push(`${short}: ${error}`);
            continue;
        }
        const redemption = short.includes('reward R') ? [] : ['redemption'];
        const histories = [
            without(...redemption),
            without('return', ...redemption),
            without('return', 'enrolment', ...redemption),
        ];
        // Beside returns, and members who enrol, less is compiled.
        for (const each of histories) {
            const both = runBoth(program, each, SPAN);
            if (!('compiled' in both)) continue;
            found.compiled++;
            if (!isDeepStrictEqual(both.compiled, both.interpreted)) found.different.push(short);
            break;
        }
    }
    expect(found).toEqual({ compiled: found.compiled, wrong: [], different: [] });
    expect(found.compiled).toBeGreaterThan(300);
}, 300_000);
