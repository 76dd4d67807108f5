import type { Metric } from '../../model/metric.ts';
import type { Program } from '../../model/program.ts';
import { type Checks, each, empty, fine, reasonsOf, unless } from './checks.ts';
import { reasonsOfCombinations } from './combine.ts';
import { LADDER, POINTS } from './supported-accounts.ts';
import { BUDGET, EARN, PRICE, REWARD, TRIGGER } from './supported-rules.ts';

/** Why a program over these kinds of events is not compiled; none where it is, as far as its rules go. */
export function reasonsNotTo(program: Program, events: ReadonlySet<string>): readonly string[] {
    return [
        ...new Set([...reasonsOf(PROGRAM, program), ...[...events].flatMap(event => reasonsOfEvent(program, event))]),
    ];
}

/** Events of the language that are compiled; what others do is more than to be counted, earned for and reacted to. */
const COMPILED: ReadonlySet<string> = new Set([
    'purchase',
    'return',
    'redemption',
    'enrolment',
    'complaint',
    'complaint_closed',
    'survey',
]);

function reasonsOfEvent({ events }: Program, event: string): readonly string[] {
    const isAuthors = events.some(({ name, builtIn }) => name === event && !builtIn);
    if (!isAuthors && !COMPILED.has(event)) return [`the event '${event}' is not compiled`];
    return [];
}

/** Only those that are asked matter, which is found out where code is made; what is unknown in one is told in any case. */
const METRIC: Checks<Metric> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    inline: fine,
    fn: fine,
    source: fine,
    value: fine,
    periods: fine,
    where: fine,
    type: fine,
};

const PROGRAM: Checks<Program> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    currencies: fine,
    currency: fine,
    timeZone: ({ kind }) => unless(kind === 'fixed', 'members with time zones of their own are not compiled'),
    weekStart: fine,
    yearStart: fine,
    valid: fine,
    version: fine,
    channels: fine,
    messageLimits: empty('limits on messages'),
    pricesInclude: fine,
    priceRounding: fine,
    amountRounding: rounding => unless(rounding === undefined, 'a rounding of amounts that is written is not compiled'),
    taxRounding: fine,
    totalRounding: rounding => unless(rounding === undefined, 'a rounding of what is to be paid is not compiled'),
    furtherTaxes: empty('further taxes'),
    // Of shipping, which refuses to be compiled where there is any.
    shippingTaxed: fine,
    returnPrices: prices => unless(prices === undefined, 'prices anew of what is kept are not compiled'),
    tenders: fine,
    referrals: fine,
    priceConditionsSee: fine,
    memberFields: fine,
    itemFields: fine,
    events: fine,
    metrics: each(METRIC),
    segments: fine,
    rankings: empty('rankings'),
    points: (points, program) => [
        ...each(POINTS)(points),
        ...unless(
            points.filter(({ expiry }) => expiry.kind !== 'never').length < 2,
            'several kinds of points that expire are not compiled',
        ),
        ...unless(
            points.filter(({ pending }) => pending !== undefined).length < 2,
            'several kinds of points that are pending are not compiled',
        ),
        ...unless(program.points.length < 256, 'so many kinds of points are not compiled'),
    ],
    wallets: empty('wallets'),
    ladders: each(LADDER),
    earns: each(EARN),
    prices: each(PRICE),
    coupons: empty('coupons'),
    rewards: each(REWARD),
    contracts: empty('contracts'),
    rebates: empty('rebates'),
    triggers: each(TRIGGER),
    combinations: reasonsOfCombinations,
    budgets: each(BUDGET),
    goals: fine,
    invariants: empty('invariants'),
    // They say what becomes of members of another version.
    migrations: fine,
    // Forecasts run by themselves.
    assumptions: fine,
    datasets: fine,
    tests: fine,
    files: fine,
};
