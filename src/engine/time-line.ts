import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { LawBreach } from '../model/documents/simulation.ts';
import type { Expression, Window } from '../model/expression.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Ranking } from '../model/ranking.ts';
import type { Value } from '../model/value.ts';
import { scheduleNew } from './adopt.ts';
import { candidateOf } from './candidate.ts';
import { sign } from './contracts/signing.ts';
import type { Due } from './due.ts';
import { give } from './earn/post.ts';
import { holds } from './evaluate.ts';
import { applyEvent, changeMember } from './events.ts';
import { explain } from './explain.ts';
import { applyDue } from './fall-due.ts';
import { receive } from './gifts.ts';
import { enterGroups } from './groups.ts';
import { lookAfterDue, lookAtEnd, scheduleInvariants } from './invariants.ts';
import { checkLedgers } from './laws.ts';
import { availableIn, type LedgerFigures, pendingIn } from './ledger.ts';
import { NOW } from './log.ts';
import type { Observer } from './observer.ts';
import { settleTierChanges } from './occasions.ts';
import { originOf } from './origin.ts';
import { placeOf } from './place.ts';
import { Promises } from './promises.ts';
import { scheduleRebates } from './rebates.ts';
import type { Rulebook } from './rulebook.ts';
import { accountOf, declared, type Gift, type Happening, ledgerOf, type Running, type Told } from './running.ts';
import { unobserved } from './scope.ts';
import { createShared, type Shared } from './shared.ts';
import { type Snapshot, writeSnapshot } from './snapshot.ts';
import type { Candidate } from './standing.ts';
import type { MemberState } from './state.ts';
import { scheduleTiers } from './tier-calendar.ts';
import { enterTier } from './tiers.ts';
import { scheduleTriggers } from './trigger-calendar.ts';
import { metricAt, scopeOf, type View } from './view.ts';

export interface TimeLineOptions {
    readonly sink: (outcome: Outcome) => void;
    /** Say why, and why not, for every rule that looks. Slower. */
    readonly explain?: boolean;
    /** Watches what is decided, and on what. */
    readonly observer?: Observer | undefined;
    /** Limits and budgets of the whole program; absent: this member has them alone. */
    readonly shared?: Shared;
    /** Takes what is given to the member who referred this one; absent: it is lost. */
    readonly gift?: (to: string, gift: Gift | Told) => void;
    /** Told of another member of the same run on whose time line something was changed: what falls due next may be new. */
    readonly touched?: (member: string) => void;
    /**
     * What falls due by the calendar before this instant is not made up for: the first instant of the data. The
     * time line begins there, or on the day of joining if that is later; absent, on the day of joining; where that
     * is not known either, with the first event.
     */
    readonly begins?: Instant;
}

/** What happens to one member. Feed occurrences in the order of time, then of sequence. */
export interface TimeLine {
    readonly member: string;
    /** Lets everything happen that falls due up to the occurrence, itself included, then the occurrence. */
    apply(occurrence: Occurrence): void;
    /** Lets everything happen that falls due up to this instant, the instant itself included. */
    advance(to: Instant): void;
    /** Nothing more comes: what must hold at the end is looked at. */
    finish(at: Instant): void;
    /** How often each invariant was looked at. */
    checks(): ReadonlyMap<string, number>;
    /** When something happens next by itself. */
    nextDue(): Instant | undefined;
    /** All that will happen by itself, as things stand: the next first. */
    dues(): readonly Due[];
    receive(gift: Gift | Told): void;
    /** Enters a tier before anything falls due at that instant, as a test's set-up does. */
    assign(tier: { readonly ladder: string; readonly tier: string; readonly at: Instant }): void;
    /** Adds points, available at once, in units of their decimals, before anything falls due at that instant: a test's set-up. */
    give(points: string, amount: bigint, at: Instant): void;
    /** The member's data changes. */
    change(fields: ReadonlyMap<string, Value>, at: Instant): void;
    /** What has happened up to here, this instant included. */
    clock(): Instant | undefined;
    tier(ladder: string): string;
    /** Units of the points' decimals: available less debt. */
    balance(points: string): bigint;
    pending(points: string): bigint;
    debt(points: string): bigint;
    ledger(points: string): LedgerFigures;
    /** Money given as credit so far, minor units. */
    credit(): bigint;
    /** Money that the member owes for promises not kept, minor units. */
    charged(): bigint;
    /** Money paid out, minor units. */
    paidOut(): bigint;
    /** Signs a contract, as a test's set-up does. */
    sign(contract: string, at: Instant): void;
    isUnder(contract: string, at?: Instant): boolean;
    /** As all others are ranked at this instant; absent: the member is not ranked. `everyone`: also who has done nothing yet. */
    candidate(ranking: Ranking, at: Instant, everyone: boolean): Candidate | undefined;
    metric(metric: string, window: Window, at?: Instant): Value;
    /** What a ladder's measure lacks to a tier's threshold. */
    missing(ladder: string, tier: string, at?: Instant): Value;
    holdsNow(condition: Expression, at?: Instant): boolean;
    explainNow(condition: Expression, at?: Instant): string;
    lawBreaches(): readonly LawBreach[];
    /** JSON from which `resume` takes up the time line. */
    snapshot(): Snapshot;
}

/** `prepare`: what is to happen before anything else, as a migration. */
export function createTimeLine(
    book: Rulebook,
    state: MemberState,
    options: TimeLineOptions,
    prepare?: (running: Running) => void,
): TimeLine {
    const running = run(book, state, options);
    const { program } = book;
    enterGroups(running);
    const start = startOf(running, options.begins);
    if (start !== undefined) begin(running, start);
    prepare?.(running);
    scheduleNew(running);
    const lookAt = (at: Instant | undefined): View => ({
        at: at ?? state.clock ?? 0,
        asOf: NOW,
        facts: undefined,
        before: undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: undefined,
    });
    const scopeAt = (at: Instant | undefined) => unobserved(scopeOf(running, lookAt(at)));
    return {
        member: state.member,
        apply: occurrence => apply(running, occurrence),
        advance: to => advance(running, to),
        finish(at) {
            advance(running, at);
            lookAtEnd(running, at);
        },
        checks: () => running.promises?.checks ?? new Map(),
        nextDue: () => state.due.at(-1)?.at,
        dues: () => state.due.toReversed(),
        receive(gift) {
            if ('occurrence' in gift) return apply(running, gift.occurrence);
            advance(running, gift.at);
            receive(running, gift);
            lookAfterDue(running, gift.at);
            catchUp(running);
        },
        assign({ ladder: name, tier, at }) {
            advance(running, at - 1);
            const ladder = declared(book.ladders, name);
            const rank = ladder.tiers.findIndex(each => each.name === tier);
            enterTier(running, ladder, rank, 'given', at, undefined);
            running.changes.length = 0;
            running.promises?.takeChanges();
        },
        give(points, amount, at) {
            advance(running, at - 1);
            give(running, declared(book.points, points), amount, at);
        },
        change(fields, at) {
            advance(running, at);
            changeMember(running, fields, at);
        },
        clock: () => state.clock,
        tier: ladder => state.tierNames.get(ladder) ?? '',
        balance: points => availableIn(ledgerOf(running, points)),
        pending: points => pendingIn(ledgerOf(running, points)),
        debt: points => ledgerOf(running, points).debt,
        ledger(points) {
            const ledger = ledgerOf(running, points);
            const { issued, spent, expired, takenBack, received, sent, debt } = ledger;
            const flows = { issued, spent, expired, takenBack, received, sent, debt };
            return {
                account: accountOf(running, points),
                ...flows,
                available: availableIn(ledger),
                pending: pendingIn(ledger),
            };
        },
        credit: () => state.credit,
        charged: () => state.charged,
        paidOut: () => state.paidOut,
        sign(contract, at) {
            advance(running, at);
            sign(running, contract, at, undefined);
        },
        isUnder: (contract, at) => scopeAt(at).contract?.(contract) === true,
        candidate: (ranking, at, everyone) => candidateOf(running, ranking, at, everyone),
        metric: (metric, window, at) => metricAt(running, lookAt(at), metric, window),
        missing: (ladder, tier, at) => scopeAt(at).missing(ladder, tier),
        holdsNow: (condition, at) => holds(condition, scopeAt(at), program),
        explainNow: (condition, at) => explain(condition, scopeAt(at), program),
        lawBreaches: () => [...running.breaches, ...checkLedgers(running)],
        snapshot: () => writeSnapshot(state, originOf(program)),
    };
}

function run(book: Rulebook, state: MemberState, options: TimeLineOptions): Running {
    const { program } = book;
    const { sink } = options;
    const promises = book.invariants.length === 0 ? undefined : new Promises(program);
    return {
        book,
        program,
        state,
        shared: options.shared ?? createShared(program),
        explain: options.explain ?? false,
        observer: options.observer,
        place: placeOf(book, state),
        // An outcome is a happening with its member, time and cause.
        emit(at, cause, happening: Happening) {
            promises?.hear(happening);
            sink({ member: state.member, at, cause, ...happening } as Outcome);
        },
        gift: options.gift,
        touched: options.touched,
        breaches: [],
        promises,
        changes: [],
        usedUp: [],
    };
}

function startOf({ state, place }: Running, begins: Instant | undefined): Instant | undefined {
    const joined = state.joined === undefined ? undefined : place.zone.startOfDay(state.joined);
    if (begins === undefined || joined === undefined) return begins ?? joined;
    return Math.max(begins, joined);
}

function begin(running: Running, at: Instant): void {
    if (running.state.begun) return;
    running.state.begun = true;
    for (const tier of running.state.tiers.values()) tier.since = at;
    scheduleTiers(running, at);
    scheduleRebates(running, at);
    scheduleTriggers(running, at);
    scheduleInvariants(running, at);
}

function apply(running: Running, occurrence: Occurrence): void {
    const { state } = running;
    const { id, at } = occurrence;
    invariant(occurrence.member === state.member, 'an occurrence is of the member whose time line it is');
    if (state.seen.has(id)) {
        running.emit(at, id, { kind: 'repeated' });
        return;
    }
    state.seen.add(id);
    begin(running, at);
    const late = state.clock !== undefined && at < state.clock;
    advance(running, at);
    running.promises?.begin();
    applyEvent(running, occurrence, late);
    catchUp(running);
}

function advance(running: Running, to: Instant): void {
    const { state } = running;
    fallDue(running, to);
    state.clock = Math.max(to, state.clock ?? to);
}

/** What a late event sets going may have fallen due in the meantime. */
function catchUp(running: Running): void {
    if (running.state.clock !== undefined) fallDue(running, running.state.clock);
}

/** All that falls due at one instant, then the triggers on the tiers that it changed. */
function fallDue(running: Running, to: Instant): void {
    const { due } = running.state;
    for (let next = due.at(-1); next !== undefined && next.at <= to; next = due.at(-1)) {
        const { at } = next;
        running.state.clock = Math.max(at, running.state.clock ?? at);
        for (let each = due.at(-1); each !== undefined && each.at === at; each = due.at(-1)) {
            due.pop();
            applyDue(running, each);
        }
        settleTierChanges(running, at, undefined, undefined);
        lookAfterDue(running, at);
    }
}
