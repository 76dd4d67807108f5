import type { Day } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Window } from '../model/expression.ts';
import type { Ladder } from '../model/tiers.ts';
import type { Duration, DurationUnit } from '../model/type.ts';
import type { Value } from '../model/value.ts';
import { comesBack } from './anniversaries.ts';
import type { ContractState } from './contracts/state.ts';
import { evaluate } from './evaluate.ts';
import { measureDaily } from './holdings.ts';
import { inactiveAt } from './inactivity.ts';
import { availableIn, expiringBetween, type LedgerState, pendingIn } from './ledger.ts';
import { distinctKeys, type Entry, measure, NOW } from './log.ts';
import { endOfValidity } from './moments.ts';
import { declared, ledgerOf, logOf, placeOfLadder, type Running } from './running.ts';
import type { Scope } from './scope.ts';
import { completeUnits } from './since.ts';
import { rankedNow } from './standing.ts';
import type { Before, EventFacts, Surplus } from './state.ts';
import { completeYears, type Range, rangeOf } from './windows.ts';

/** From where a member's history is looked at. */
export interface View {
    readonly at: Instant;
    /** Facts from this number on are not known; `NOW` for all. */
    readonly asOf: number;
    /** The event of the occasion. */
    readonly facts: EventFacts | undefined;
    /** How things were when the event began, where that is long ago. */
    readonly before: Before | undefined;
    /** Entries of metrics that are only supposed. */
    readonly supposed: ((metric: string) => readonly Entry[]) | undefined;
    /** In a trigger before expiry: the last day of what is going to expire. */
    readonly expiringOn: Day | undefined;
    readonly onUnknown: ((what: string) => void) | undefined;
    /** In a journey: when the member came into it. */
    readonly entered?: Instant | undefined;
    /** At a review: calendar periods that are over by then are the last ones, though `at` lies before. */
    readonly closedBy?: Instant;
}

export function scopeOf(running: Running, view: View): Scope {
    const { book, state } = running;
    const scope: Scope = {
        memberField: field => memberField(running, view, field),
        eventField: (event, field) => factsOf(view.facts, event)?.fields.get(field),
        itemField: () => undefined,
        orderField: () => undefined,
        metric: (metric, window) => metricAt(running, view, metric, window),
        groupMetric: (metric, window, field) => groupMetricAt(running, view, { metric, window, field }),
        distinct(metric, window) {
            const range = rangeIn(running, view, window);
            if (range === undefined) return undefined;
            return distinctKeys(logOf(running, metric), range, view.asOf, view.supposed?.(metric) ?? []);
        },
        pointsBalance: (points, what) =>
            view.before === undefined
                ? balanceNow(running, points, what)
                : view.before.balances.get(balanceKey(points, what)),
        expiring: (points, within) =>
            view.before === undefined
                ? expiringNow(running, view, points, within)
                : view.before.balances.get(expiringKey(points, within)),
        tier: ladder => (view.before?.tiers ?? state.tierNames).get(ladder) ?? '',
        missing: (ladder, tier) => missingTo(running, view, scope, ladder, tier),
        today: () => running.place.zone.dayAt(view.at),
        falls: (day, near) => comesBack(day, near, running.place.zone.dayAt(view.at), running.place.turns),
        sinceLast: (event, unit, isFirst) => since(running, view, event, unit, isFirst),
        segment: segment => evaluate(declared(book.segments, segment), scope, running.program),
        journey: name => state.journeys.has(name),
        ranked: name => view.before?.ranked?.get(name) ?? rankedNow(running, name),
        contract: name => isUnder(state.contracts.get(name), view.at),
        onUnknown: view.onUnknown,
        observer: running.observer,
    };
    return scope;
}

function isUnder(term: ContractState | undefined, at: Instant): boolean {
    return term !== undefined && term.from <= at && (term.until ?? Number.POSITIVE_INFINITY) > at;
}

export const balanceKey = (points: string, what: string): string => `${points}.${what}`;
export const expiringKey = (points: string, within: Duration | undefined): string =>
    `${points}.expiring ${within?.count ?? ''} ${within?.unit ?? ''}`;

/** The same scope with other tiers; segments look at them too. */
export function withTiers(running: Running, scope: Scope, tiers: ReadonlyMap<string, string>): Scope {
    const derived: Scope = {
        ...scope,
        tier: ladder => tiers.get(ladder) ?? scope.tier(ladder),
        segment: segment => evaluate(declared(running.book.segments, segment), derived, running.program),
    };
    return derived;
}

/** What a ladder measures, with the surplus of the period before. */
export function qualifyingValue(running: Running, view: View, scope: Scope, ladder: Ladder): Rational | undefined {
    const { qualifyBy } = ladder;
    if (qualifyBy === undefined) return undefined;
    const value = evaluate(qualifyBy, scope, running.program);
    return value instanceof Rational ? value.add(surplusAt(running, view, ladder)) : undefined;
}

/** A scope for the conditions of a ladder's tiers: its metric counts with the surplus. */
export function withSurplus(running: Running, view: View, scope: Scope, ladder: Ladder): Scope {
    const { qualifyBy } = ladder;
    const surplus = surplusAt(running, view, ladder);
    if (qualifyBy?.kind !== 'metric' || surplus.isZero()) return scope;
    const isMeant = (metric: string, window: Window): boolean =>
        metric === qualifyBy.metric && JSON.stringify(window) === JSON.stringify(qualifyBy.window);
    const more = (value: Value, isOwn: boolean): Value =>
        isOwn && value instanceof Rational ? value.add(surplus) : value;
    const { of } = qualifyBy;
    if (of === undefined)
        return { ...scope, metric: (metric, window) => more(scope.metric(metric, window), isMeant(metric, window)) };
    return {
        ...scope,
        groupMetric: (metric, window, field) =>
            more(scope.groupMetric?.(metric, window, field), field === of && isMeant(metric, window)),
    };
}

export function metricAt(running: Running, view: View, metric: string, window: Window): Value {
    const range = rangeIn(running, view, window);
    if (range === undefined) return undefined;
    return measureIn(running, metric, range, view.asOf, view.supposed?.(metric) ?? []);
}

/** What happened with the event that led into a journey is not of the journey. */
function rangeIn({ place }: Running, view: View, window: Window): Range | undefined {
    if (window.kind !== 'journey') return rangeOf(window, momentFor(window, view), place);
    return view.entered === undefined ? undefined : { from: view.entered + 1, until: view.at + 1 };
}

/** Sums and counts of all who are together are added up; of the others, what had happened by then. */
function groupMetricAt(
    running: Running,
    view: View,
    { metric, window, field }: { readonly metric: string; readonly window: Window; readonly field: string },
): Value {
    const own = metricAt(running, view, metric, window);
    const group = (view.before?.fields ?? running.state.fields).get(field);
    if (typeof group !== 'string' || !(own instanceof Rational)) return own;
    const { pools } = running.shared;
    return pools.membersOf(field, group).reduce((sum, member) => {
        const line = member === running.state.member ? undefined : pools.lines.get(member);
        if (line === undefined) return sum;
        const known = { ...view, asOf: NOW, supposed: undefined, before: undefined };
        // Days are those of the member who is asked about; a membership year is each one's own.
        const range = window.kind === 'membership year' ? rangeIn(line, known, window) : rangeIn(running, view, window);
        const theirs = range && measureIn(line, metric, range, NOW, []);
        return theirs instanceof Rational ? sum.add(theirs) : sum;
    }, own);
}

const momentFor = (window: Window, { at, closedBy }: View): Instant =>
    window.kind === 'calendar' && window.offset === -1 ? (closedBy ?? at) : at;

/** A metric over a range of time, as it was before the fact `asOf`. */
export function measureIn(
    running: Running,
    name: string,
    range: Range,
    asOf: number,
    supposed: readonly Entry[],
): Value {
    const metric = declared(running.book.metrics, name);
    const log = logOf(running, name);
    if (metric.source.kind === 'daily') return measureDaily(metric, log, range, asOf, running.place.zone);
    return measure(metric.fn, log, range, asOf, supposed);
}

export function balanceNow(running: Running, points: string, what: 'balance' | 'pending' | 'debt'): Rational {
    const ledger = ledgerOf(running, points);
    return Rational.fromUnits(unitsNow(ledger, what), declared(running.book.points, points).decimals);
}

export function expiringNow(running: Running, view: View, points: string, within: Duration | undefined): Rational {
    const ledger = ledgerOf(running, points);
    const amount = expiringUnits(running, view, points, ledger, within);
    return Rational.fromUnits(amount, declared(running.book.points, points).decimals);
}

function unitsNow(ledger: LedgerState, what: 'balance' | 'pending' | 'debt'): bigint {
    switch (what) {
        case 'balance':
            return availableIn(ledger);
        case 'pending':
            return pendingIn(ledger);
        case 'debt':
            return ledger.debt;
    }
}

export function expiringUnits(
    running: Running,
    { at, expiringOn }: Pick<View, 'at' | 'expiringOn'>,
    points: string,
    ledger: LedgerState,
    within: Duration | undefined,
): bigint {
    const { zone } = running.place;
    const { expiry } = declared(running.book.points, points);
    const idle = expiry.kind === 'inactive' ? inactiveAt(ledger, expiry.after, zone) : undefined;
    const before = (until: Instant, from: Instant): bigint => {
        if (idle !== undefined && idle < until) return availableIn(ledger) + pendingIn(ledger) + ledger.debt;
        return expiringBetween(ledger, from, until);
    };
    if (within !== undefined) return before(endOfValidity(at, within, zone) + 1, at);
    const day = expiringOn ?? nextExpiryDay(ledger, at, idle, zone.dayAt);
    if (day === undefined) return 0n;
    return before(zone.startOfDay(day + 1) + 1, Math.max(at, zone.startOfDay(day) + 1));
}

/** The last valid day of what expires next. */
function nextExpiryDay(
    ledger: LedgerState,
    at: Instant,
    idle: Instant | undefined,
    dayAt: (instant: Instant) => Day,
): Day | undefined {
    let next = idle ?? Number.POSITIVE_INFINITY;
    for (const { expires, left } of ledger.lots.values()) {
        if (expires !== undefined && left > 0n && expires > at) next = Math.min(next, expires);
    }
    return Number.isFinite(next) ? dayAt(next - 1) : undefined;
}

function memberField(running: Running, view: View, field: string): Value {
    const { state, place } = running;
    const today = place.zone.dayAt(view.at);
    const { joined } = state;
    const fields = view.before?.fields ?? state.fields;
    switch (field) {
        case 'joined':
            return joined;
        case 'years':
            return joined === undefined ? undefined : Rational.of(completeYears(joined, today));
        case 'days':
            return joined === undefined ? undefined : Rational.of(today - joined);
        case 'age': {
            const birthday = fields.get('birthday');
            return typeof birthday === 'number' ? Rational.of(completeYears(birthday, today)) : fields.get('age');
        }
        case 'referrer':
            return state.referrer;
        default:
            return fields.get(field);
    }
}

function factsOf(facts: EventFacts | undefined, event: string): EventFacts | undefined {
    return facts === undefined || facts.event === event ? facts : factsOf(facts.closed, event);
}

/** Never below zero; unknown where the tier has no threshold or its ladder no measure. */
function missingTo(running: Running, view: View, scope: Scope, name: string, tier: string): Value {
    const ladder = declared(running.book.ladders, name);
    const { from, ranking } = ladder.tiers.find(each => each.name === tier) ?? {};
    const threshold = from ?? (ranking === undefined ? undefined : scope.ranked?.(ranking)?.edge);
    const value = qualifyingValue(running, view, scope, ladder);
    if (threshold === undefined || value === undefined) return undefined;
    return threshold.sub(value).max(Rational.ZERO);
}

export function surplusAt(running: Running, view: View, ladder: Ladder): Rational {
    if (ladder.surplus === 'dropped' || ladder.qualifyBy?.kind !== 'metric') return Rational.ZERO;
    const start = rangeOf(ladder.qualifyBy.window, view.at, placeOfLadder(running, ladder.name))?.from;
    const known: readonly Surplus[] | undefined =
        view.before?.surplus.get(ladder.name) ?? running.state.tiers.get(ladder.name)?.surplus;
    return known?.find(({ from }) => from === start)?.amount ?? Rational.ZERO;
}

/** Since the last event before this one, or since the first one, which may be this one. */
function since(running: Running, view: View, event: string, unit: DurationUnit, isFirst: boolean): Value {
    const facts = running.state.events.get(event) ?? [];
    const isBefore = ({ at, serial }: (typeof facts)[number]): boolean => at <= view.at && serial < view.asOf;
    const own = view.facts?.event === event ? view.facts.at : undefined;
    const from = isFirst ? (facts.find(isBefore)?.at ?? own) : facts.findLast(isBefore)?.at;
    return from === undefined ? undefined : Rational.of(completeUnits(from, view.at, unit, running.place.zone.dayAt));
}
