import { civil, dayOf, daysInMonth, endOf, nextAnnual } from '../base/calendar.ts';
import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { MonthDay } from '../model/expression.ts';
import type { TierCause } from '../model/outcome.ts';
import type { Keep, Ladder } from '../model/tiers.ts';
import { explain } from './explain.ts';
import { lapseWithTier } from './lapse.ts';
import { NOW } from './log.ts';
import { highest, metRanks } from './met.ts';
import { takeInAccount } from './metrics.ts';
import { endOfValidity, fallsDue, movedDay } from './moments.ts';
import { accountKey } from './rulebook.ts';
import type { Running } from './running.ts';
import { silent } from './scope.ts';
import { scheduleAnniversary, scheduleTier, tierState } from './tier-calendar.ts';
import { scopeOf, type View, withSurplus } from './view.ts';
import type { Place } from './windows.ts';

/** After each event: what is met is kept, a downgrade that waits may be dropped, the highest tier met may be taken. */
export function lookAtTiers(running: Running, at: Instant, cause: string | undefined): void {
    for (const ladder of running.program.ladders) {
        if (ladder.tiers.every(({ when }) => when === undefined)) continue;
        const state = tierState(running, ladder);
        const view = tierView(running, ladder, at, cause);
        const met = metRanks(running, ladder, view);
        if (running.explain) explainNext(running, ladder, met, view, cause);
        noteMet(running, ladder, met, at);
        if (met.includes(state.rank)) state.grace = undefined;
        const best = highest(met);
        if (ladder.upgrade === 'immediately' && best > state.rank) {
            changeTier(running, ladder, best, 'qualified', at, cause);
        }
        if (ladder.downgrade === 'immediately') lowerNow(running, ladder, met, 'no longer met', at, cause);
    }
}

/** Why the next tier above the highest that is met is not met, and why that one is. */
function explainNext(
    running: Running,
    ladder: Ladder,
    met: readonly number[],
    view: View,
    cause: string | undefined,
): void {
    const best = highest(met);
    const next = ladder.tiers.find(({ rank, when }) => rank > best && when !== undefined);
    const scope = silent(withSurplus(running, view, scopeOf(running, view), ladder));
    for (const tier of [ladder.tiers[best], next]) {
        if (tier?.when === undefined) continue;
        const verdict = { kind: 'verdict', step: 'tier', rule: tier.name, applied: tier.rank === best } as const;
        running.emit(view.at, cause, { ...verdict, why: explain(tier.when, scope, running.program) });
    }
}

/** After a return, on ladders that lower a tier at once (row 16). What was kept was kept for what came back. */
export function lowerAfterReturn(running: Running, at: Instant, cause: string): void {
    for (const ladder of running.program.ladders) {
        if (ladder.onReturn !== 'immediately') continue;
        const state = tierState(running, ladder);
        const met = metRanks(running, ladder, tierView(running, ladder, at, cause));
        if (state.given || met.includes(state.rank)) continue;
        const target = Math.max(highest(met), state.forever);
        for (const rank of [...state.kept.keys()]) if (rank > target) state.kept.delete(rank);
        lowerNow(running, ladder, met, 'return', at, cause);
    }
}

/** To the highest tier that is met or kept. What is given or kept for a time is not lost before. */
function lowerNow(
    running: Running,
    ladder: Ladder,
    met: readonly number[],
    why: TierCause,
    at: Instant,
    cause: string | undefined,
): void {
    const { rank, given, forever, kept } = tierState(running, ladder);
    if (given || met.includes(rank)) return;
    const keeps = [...kept].flatMap(([each, until]) => (each <= rank && until > at ? [each] : []));
    const target = Math.max(highest(met), highest(keeps), forever);
    if (target < rank) changeTier(running, ladder, target, why, at, cause);
}

/** Enters a tier by a move, an invitation, a payment or a test. Entered again, what was paid for lasts longer. */
export function enterTier(
    running: Running,
    ladder: Ladder,
    rank: number,
    why: TierCause,
    at: Instant,
    cause: string | undefined,
    until?: Instant,
): void {
    const state = tierState(running, ladder);
    const tier = ladder.tiers[rank];
    invariant(tier !== undefined, 'a tier has a rank of its ladder');
    const isRenewed = state.rank === rank && state.ends !== undefined;
    const paidUntil =
        tier.fee === undefined
            ? undefined
            : fallsDue(isRenewed ? Math.max(at, state.ends ?? at) : at, tier.fee.per, running.place.zone);
    if (tier.entry === 'qualification') noteMet(running, ladder, [rank], at);
    if (state.rank !== rank) changeTier(running, ladder, rank, why, at, cause);
    state.given = tier.entry !== 'qualification' || until !== undefined;
    // Who rises from a tier that is given for a time does not fall below it in that time.
    if (until !== undefined) keep(running, ladder, rank, until);
    state.ends = until ?? paidUntil;
    if (state.ends !== undefined) scheduleTier(running, ladder, 'end', state.ends);
}

export function changeTier(
    running: Running,
    ladder: Ladder,
    rank: number,
    why: TierCause,
    at: Instant,
    cause: string | undefined,
): void {
    const state = tierState(running, ladder);
    const from = state.rank;
    if (rank === from) return;
    state.rank = rank;
    state.since = at;
    state.grace = undefined;
    state.given = false;
    state.ends = undefined;
    // Who stands above a tier has reached it.
    const forever = ladder.tiers.filter(tier => tier.forever && tier.rank <= rank).map(tier => tier.rank);
    state.forever = Math.max(state.forever, ...forever);
    const nameOf = (each: number): string => ladder.tiers[each]?.name ?? '';
    running.state.tierNames = new Map(running.state.tierNames).set(ladder.name, nameOf(rank));
    guarantee(running, ladder, rank, at);
    const until = state.kept.get(rank);
    running.emit(at, cause, { kind: 'tier', ladder: ladder.name, from: nameOf(from), to: nameOf(rank), why, until });
    // A tier that a test's set-up gives is no step.
    if (why !== 'given' || cause !== undefined)
        takeInAccount(running, accountKey(ladder.name, rank > from ? 'rises' : 'falls'), Math.abs(rank - from), at);
    scheduleAnniversary(running, ladder, at);
    const change = { ladder: ladder.name, from, to: rank };
    if (rank < from) lapseWithTier(running, change, at);
    running.changes.push(change);
}

/** A tier that is met is kept for as long as the ladder says, counted from now. */
export function noteMet(running: Running, ladder: Ladder, met: readonly number[], at: Instant): void {
    if (ladder.keep === undefined) return;
    const until = keptUntil(ladder.keep, at, running.place);
    for (const rank of met) keep(running, ladder, rank, until);
}

/** A tier that begins, or is met when its guarantee ends, is not lost for as long as the ladder guarantees. */
export function guarantee(running: Running, ladder: Ladder, rank: number, at: Instant): void {
    if (ladder.guarantee === undefined) return;
    keep(running, ladder, rank, fallsDue(at, ladder.guarantee, running.place.zone));
}

/** The lowest tier needs no keeping. */
export function keep(running: Running, ladder: Ladder, rank: number, until: Instant): void {
    const { kept } = tierState(running, ladder);
    if (rank === 0 || (kept.get(rank) ?? Number.NEGATIVE_INFINITY) >= until) return;
    kept.set(rank, until);
    scheduleTier(running, ladder, 'end of keep', until);
}

/** The first instant at which a tier that is met now is no longer kept. */
export function keptUntil(keep: Keep, at: Instant, place: Place): Instant {
    const { zone } = place;
    if (keep.kind === 'for') return keptFor(keep, at, place);
    const { year } = civil(zone.dayAt(at));
    return zone.startOfDay(dayIn(year + keep.yearsLater, keep.day) + 1);
}

/** The end of the next stretch, for the tier below one that was not kept. */
export function nextKept(keep: Keep, at: Instant, place: Place): Instant {
    const { zone } = place;
    if (keep.kind === 'for') return keptFor(keep, at, place);
    return zone.startOfDay(nextAnnual(keep.day.month, keep.day.day, zone.dayAt(at)) + 1);
}

function keptFor({ duration, endOf: period }: Extract<Keep, { kind: 'for' }>, at: Instant, place: Place): Instant {
    const { zone, turns } = place;
    if (period === undefined || period === 'day') return endOfValidity(at, duration, zone);
    return zone.startOfDay(endOf(movedDay(zone.dayAt(at), duration), period, turns) + 1);
}

/** A look at everything known, at a moment. */
export function tierView(running: Running, ladder: Ladder, at: Instant, cause: string | undefined): View {
    return {
        at,
        asOf: NOW,
        facts: undefined,
        before: undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: what => running.emit(at, cause, { kind: 'unknown', rule: ladder.name, what }),
    };
}

function dayIn(year: number, { month, day }: MonthDay): number {
    return dayOf(year, month, Math.min(day, daysInMonth(year, month)));
}
