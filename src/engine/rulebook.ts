import type { Turns } from '../base/calendar.ts';
import { invariant } from '../base/invariant.ts';
import { type Zone, zoneOf } from '../base/zone.ts';
import type { Announcement } from '../model/announcement.ts';
import type { Budget } from '../model/budget.ts';
import type { Contract, ListPrice } from '../model/contract.ts';
import type { Combination, Earn, Give } from '../model/earn.ts';
import type { Expression } from '../model/expression.ts';
import type { Invariant } from '../model/invariant.ts';
import type { Metric } from '../model/metric.ts';
import type { Points } from '../model/points.ts';
import type { Program } from '../model/program.ts';
import type { Ranking } from '../model/ranking.ts';
import type { Rebate } from '../model/rebate.ts';
import type { Reward } from '../model/reward.ts';
import type { Ladder, Tier } from '../model/tiers.ts';
import { endsOfSilence, type Trigger } from '../model/trigger.ts';
import type { Value } from '../model/value.ts';
import { accountsOf, type Wallet } from '../model/wallet.ts';
import { type Announcements, toAnnouncements } from './announcements.ts';
import { partsOf } from './evaluate.ts';
import { type PriceList, toPriceList } from './price-list.ts';
import { turnsOf } from './windows.ts';

/** A program with what is looked up again and again, computed once. */
export interface Rulebook {
    readonly program: Program;
    /** The program outside of its dates of validity: no prices. */
    readonly idle: Program;
    readonly turns: Turns;
    /** The money of wallets is kept as points are: their accounts are among them. */
    readonly points: ReadonlyMap<string, Points>;
    readonly wallets: ReadonlyMap<string, Wallet>;
    readonly metrics: ReadonlyMap<string, Metric>;
    readonly ladders: ReadonlyMap<string, Ladder>;
    readonly segments: ReadonlyMap<string, Expression>;
    readonly rankings: ReadonlyMap<string, Ranking>;
    /** Ladders that compare members with each other. */
    readonly comparing: ReadonlySet<string>;
    readonly rewards: ReadonlyMap<string, Reward>;
    readonly contracts: ReadonlyMap<string, Contract>;
    readonly rebates: ReadonlyMap<string, Rebate>;
    /** What articles cost from when on. */
    readonly prices: PriceList;
    /** What happens for everybody. */
    readonly announcements: Announcements;
    readonly triggers: ReadonlyMap<string, { readonly trigger: Trigger; readonly index: number }>;
    readonly earns: ReadonlyMap<string, Earn>;
    /** Rules that look when an event of this kind happens, in the order of declaration. */
    readonly earnsOn: ReadonlyMap<string, readonly Earn[]>;
    /** Metrics that take in an event of this kind; those over items stand with purchases. */
    readonly metricsOn: ReadonlyMap<string, readonly Metric[]>;
    /** Metrics over postings, by points and flow. */
    readonly postingMetrics: ReadonlyMap<string, readonly Metric[]>;
    /** Steps on a ladder, by `accountKey`; messages that go out, by `MESSAGES_SENT`. */
    readonly accountMetrics: ReadonlyMap<string, readonly Metric[]>;
    readonly invariants: readonly Invariant[];
    readonly triggersOn: ReadonlyMap<string, readonly Trigger[]>;
    readonly combinationsOf: ReadonlyMap<string, readonly Combination[]>;
    readonly budgets: ReadonlyMap<string, Budget>;
    readonly budgetsOf: ReadonlyMap<string, readonly Budget[]>;
    /** By the rules that begin when they are used up. */
    readonly awaited: ReadonlyMap<string, readonly Budget[]>;
    /** Events without lines that have prices. */
    readonly pricedEvents: ReadonlySet<string>;
    /** Events for which points that are pending wait. */
    readonly awaitedEvents: ReadonlySet<string>;
    /** What events of a kind close. */
    readonly closes: ReadonlyMap<string, string>;
    /** Kinds of events that stay open until another closes them. */
    readonly opens: ReadonlySet<string>;
    /** Balances that earning rules and the triggers on purchases ask for: they are kept with each purchase. */
    readonly askedBalances: readonly Extract<Expression, { kind: 'points balance' | 'points expiring' }>[];
    /** Earning rules that look at a tier, whose answer a crossing purchase may change. */
    readonly asksTier: ReadonlySet<string>;
    /** Whether any tier hangs on the balance of points. */
    readonly tiersAskBalances: boolean;
    /** Fields that say in which group a member is; those by which balances are shared come first. */
    readonly groups: readonly string[];
    /** Those over which ladders measure. */
    readonly measuredGroups: readonly string[];
    /** Of members who have none of their own, and of what concerns all. */
    readonly programZone: Zone;
    readonly zoneFor: (fields: ReadonlyMap<string, Value>) => Zone;
}

export function createRulebook(
    program: Program,
    prices: readonly ListPrice[] = [],
    announcements: readonly Announcement[] = [],
): Rulebook {
    const segments = new Map(program.segments.map(({ name, when }) => [name, when]));
    const asks = (roots: readonly Expression[]): Expression[] => everyPart(roots, segments);
    return {
        program,
        idle: { ...program, prices: [] },
        turns: turnsOf(program),
        points: byName(accountsOf(program)),
        wallets: byName(program.wallets ?? []),
        metrics: byName(program.metrics),
        ladders: byName(program.ladders),
        segments,
        rankings: byName(program.rankings ?? []),
        comparing: new Set(
            (program.rankings ?? []).flatMap(({ owner }) => (owner.kind === 'ladder' ? [owner.name] : [])),
        ),
        rewards: byName(program.rewards),
        contracts: byName(program.contracts),
        rebates: byName(program.rebates),
        prices: toPriceList(prices),
        announcements: toAnnouncements(prices, announcements),
        triggers: new Map(program.triggers.map((trigger, index) => [trigger.name, { trigger, index }])),
        earns: byName(program.earns),
        earnsOn: group(program.earns, earn => [occasionEvent(earn)]),
        metricsOn: group(program.metrics, metricEvents),
        postingMetrics: group(program.metrics, ({ source }) =>
            source.kind === 'posting' ? [postingKey(source.points, source.flow)] : [],
        ),
        accountMetrics: group(program.metrics, ({ source }) => {
            if (source.kind === 'message') return [MESSAGES_SENT];
            return source.kind === 'tier' ? [accountKey(source.ladder, source.change)] : [];
        }),
        pricedEvents: new Set(program.prices.flatMap(({ of }) => of?.event ?? [])),
        awaitedEvents: new Set(
            [...program.points, ...givesOf(program)].flatMap(({ pendingUntil }) =>
                pendingUntil?.kind === 'event' ? [pendingUntil.event] : [],
            ),
        ),
        invariants: program.invariants ?? [],
        triggersOn: group(program.triggers, ({ occasion }) =>
            occasion.kind === 'silence' ? endsOfSilence(occasion) : 'event' in occasion ? [occasion.event] : [],
        ),
        combinationsOf: group(
            program.combinations.filter(({ kind }) => kind === 'earn'),
            ({ rules }) => rules,
        ),
        budgets: byName(program.budgets),
        budgetsOf: group(program.budgets, ({ covers }) => covers),
        awaited: group(program.budgets, ({ afterwards }) => (afterwards.kind === 'apply' ? [afterwards.rule] : [])),
        closes: new Map(program.events.flatMap(({ name, closes }) => (closes === undefined ? [] : [[name, closes]]))),
        opens: new Set([
            ...program.events.flatMap(({ closes }) => closes ?? []),
            ...program.triggers.flatMap(({ occasion }) => (occasion.kind === 'open' ? [occasion.event] : [])),
        ]),
        askedBalances: asks([
            ...program.earns.flatMap(earnExpressions),
            ...program.triggers.flatMap(({ when }) => when),
        ]).filter(part => part.kind === 'points balance' || part.kind === 'points expiring'),
        asksTier: new Set(
            program.earns
                .filter(earn => asks(earnExpressions(earn)).some(({ kind }) => kind === 'tier'))
                .map(({ name }) => name),
        ),
        tiersAskBalances: asks(program.ladders.flatMap(({ tiers }) => tiers.flatMap(conditionsOf))).some(
            ({ kind }) => kind === 'points balance',
        ),
        groups: groupFields({ points: accountsOf(program), memberFields: program.memberFields }),
        measuredGroups: [
            ...new Set(
                asks(program.ladders.flatMap(ladderExpressions)).flatMap(part =>
                    part.kind === 'metric' && part.of !== undefined ? [part.of] : [],
                ),
            ),
        ],
        programZone: programZone(program),
        zoneFor: zoneFinder(program),
    };
}

export const postingKey = (points: string, flow: 'earned' | 'spent' | 'expired'): string => `${points}.${flow}`;

export const accountKey = (ladder: string, change: 'rises' | 'falls'): string => `${ladder}.${change}`;
export const MESSAGES_SENT = 'member.messages';

/** How a limit or a running count is named in a member's state: rules and gifts by their position. */
export const giftKey = (rule: string, index: number): string => `${rule}/${index}`;

export function occasionEvent({ occasion }: Earn): string {
    return occasion.kind === 'item' ? 'purchase' : occasion.event;
}

function metricEvents({ source }: Metric): string[] {
    switch (source.kind) {
        case 'event':
            return [source.event];
        case 'item':
            return ['purchase'];
        case 'daily':
            return ['balance'];
        case 'posting':
        case 'tier':
        case 'message':
            return [];
    }
}

function earnExpressions({ when, where, gives }: Earn): Expression[] {
    return [...when, ...where, ...gives.flatMap(giveExpressions)];
}

function giveExpressions({ basis, condition }: Give): Expression[] {
    const expressions = condition === undefined ? [] : [condition];
    if (basis.kind === 'per' && basis.of !== undefined) expressions.push(basis.of);
    if (basis.kind === 'brackets') expressions.push(basis.by);
    return expressions;
}

function givesOf({ earns, triggers }: Program): Give[] {
    const byTriggers = triggers.flatMap(({ actions }) =>
        actions.flatMap(action => (action.kind === 'give' ? [action.give] : [])),
    );
    return [...earns.flatMap(({ gives }) => gives), ...byTriggers];
}

const conditionsOf = ({ when, keptWhen }: Tier): Expression[] => [when, keptWhen].filter(each => each !== undefined);

function ladderExpressions({ qualifyBy, tiers }: Ladder): Expression[] {
    return [...(qualifyBy === undefined ? [] : [qualifyBy]), ...tiers.flatMap(conditionsOf)];
}

/** Those by which balances are shared come first. */
export function groupFields({ points, memberFields }: Pick<Program, 'points' | 'memberFields'>): string[] {
    const declared = memberFields.filter(({ type }) => type.kind === 'group').map(({ name }) => name);
    return [...new Set([...points.flatMap(({ pool }) => pool?.by ?? []), ...declared])];
}

/** All nodes below these, those of the segments that they name among them. */
function everyPart(roots: readonly Expression[], segments: ReadonlyMap<string, Expression>): Expression[] {
    return roots.flatMap(root => {
        const segment = root.kind === 'segment' ? segments.get(root.segment) : undefined;
        return [root, ...everyPart([...partsOf(root), ...(segment === undefined ? [] : [segment])], segments)];
    });
}

function byName<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
    return new Map(items.map(item => [item.name, item]));
}

function group<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return groups;
}

function programZone({ timeZone }: Pick<Program, 'timeZone'>): Zone {
    const name = timeZone.kind === 'fixed' ? timeZone.zone : timeZone.fallback;
    const zone = zoneOf(name);
    invariant(zone !== undefined, `'${name}' is a time zone`);
    return zone;
}

function zoneFinder({ timeZone }: Program): Rulebook['zoneFor'] {
    const fallback = programZone({ timeZone });
    if (timeZone.kind === 'fixed') return () => fallback;
    return fields => {
        const own = fields.get('timezone');
        return (typeof own === 'string' ? zoneOf(own) : undefined) ?? fallback;
    };
}
