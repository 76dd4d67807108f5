import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { TierCause } from '../model/outcome.ts';
import type { Ladder } from '../model/tiers.ts';
import type { Due, Task } from './due.ts';
import { highest, metRanks } from './met.ts';
import { fallsDue } from './moments.ts';
import { declared, placeOfLadder, type Running } from './running.ts';
import type { TierState } from './state.ts';
import { isReviewDay, schedulePeriod, scheduleReview, scheduleTier, tierState } from './tier-calendar.ts';
import { changeTier, guarantee, keep, nextKept, noteMet, tierView } from './tiers.ts';
import { qualifyingValue, scopeOf, surplusAt } from './view.ts';

export type TierTask = Extract<Task, { ladder: string }>;

/** What concerns tiers and falls due by the calendar. */
export function applyTierTask(running: Running, { at }: Due, task: TierTask): void {
    const ladder = declared(running.book.ladders, task.ladder);
    switch (task.kind) {
        case 'period':
            beginPeriod(running, ladder, at);
            return;
        case 'end':
            endGivenTier(running, ladder, at);
            return;
        case 'end of keep':
            endKeep(running, ladder, at);
            return;
        case 'grace':
            endGrace(running, ladder, at);
            return;
        case 'review':
            review(running, ladder, at);
            return;
    }
}

/** Ranks met as the windows stood at the last instant before, and kept for it. */
function metBefore(running: Running, ladder: Ladder, at: Instant): number[] {
    const met = metRanks(running, ladder, { ...tierView(running, ladder, at - 1, undefined), closedBy: at });
    noteMet(running, ladder, met, at - 1);
    return met;
}

function review(running: Running, ladder: Ladder, at: Instant): void {
    const state = tierState(running, ladder);
    if (!isReviewDay(running, ladder, at)) return;
    scheduleReview(running, ladder, at);
    const met = metBefore(running, ladder, at);
    const best = highest(met);
    if (met.includes(state.rank) && state.grace !== undefined) {
        state.grace = undefined;
        guarantee(running, ladder, state.rank, at);
    }
    if (best > state.rank) changeTier(running, ladder, best, 'review', at, undefined);
    if (met.includes(state.rank) || !canFall(ladder, state) || (state.kept.get(state.rank) ?? at) > at) return;
    fall(running, ladder, fallTarget(ladder, state, met, at), 'review', at);
}

/** A downgrade that waited. What was met in the meantime has dropped it already. */
function endGrace(running: Running, ladder: Ladder, at: Instant): void {
    const state = tierState(running, ladder);
    if (state.grace?.until !== at) return;
    const { target, why } = state.grace;
    state.grace = undefined;
    const met = metBefore(running, ladder, at);
    if (met.includes(state.rank) || !canFall(ladder, state)) return;
    fallTo(running, ladder, Math.max(target, highest(met)), why, 'end of grace', at);
}

function endKeep(running: Running, ladder: Ladder, at: Instant): void {
    const state = tierState(running, ladder);
    if (state.kept.get(state.rank) !== at) return;
    const met = metBefore(running, ladder, at);
    if (met.includes(state.rank)) guarantee(running, ladder, state.rank, at);
    const isKeptOn = state.kept.get(state.rank) !== at;
    if (isKeptOn || met.includes(state.rank) || !canFall(ladder, state)) return;
    fall(running, ladder, fallTarget(ladder, state, met, at), 'end of keep', at);
}

/** An invitation or what was paid for ends: what the member has earned by then is what remains. */
function endGivenTier(running: Running, ladder: Ladder, at: Instant): void {
    const state = tierState(running, ladder);
    if (state.ends !== at) return;
    const why = ladder.tiers[state.rank]?.entry === 'fee' ? 'fee' : 'end of keep';
    const met = metBefore(running, ladder, at);
    state.ends = undefined;
    state.given = false;
    changeTier(running, ladder, Math.max(highest(met), highestKept(state, at), state.forever), why, at, undefined);
}

/** Now, or when the grace is over. */
function fall(running: Running, ladder: Ladder, target: number, why: 'review' | 'end of keep', at: Instant): void {
    const state = tierState(running, ladder);
    if (target >= state.rank || state.grace !== undefined) return;
    if (ladder.grace === undefined) {
        fallTo(running, ladder, target, why, why, at);
    } else {
        const until = fallsDue(at, ladder.grace, running.place.zone);
        state.grace = { until, target, why };
        scheduleTier(running, ladder, 'grace', until);
    }
}

function fallTo(
    running: Running,
    ladder: Ladder,
    target: number,
    reason: 'review' | 'end of keep',
    why: TierCause,
    at: Instant,
): void {
    if (target >= tierState(running, ladder).rank) return;
    // One step at a time: the tier below is kept until the next such day.
    if (reason === 'end of keep' && ladder.keep !== undefined && ladder.downgrade === 'stepwise') {
        keep(running, ladder, target, nextKept(ladder.keep, at, running.place));
    }
    changeTier(running, ladder, target, why, at, undefined);
}

const canFall = ({ downgrade }: Ladder, { rank, given, forever }: TierState): boolean =>
    downgrade !== 'none' && !given && rank > forever;

function fallTarget(ladder: Ladder, state: TierState, met: readonly number[], at: Instant): number {
    if (ladder.downgrade === 'to lowest') return Math.max(0, state.forever);
    const least = Math.max(highest(met), highestKept(state, at), state.forever);
    return ladder.downgrade === 'stepwise' ? Math.max(below(ladder, state.rank), least) : least;
}

/** The next lower tier that is held by its condition. */
function below(ladder: Ladder, rank: number): number {
    for (let lower = rank - 1; lower > 0; lower--) if (ladder.tiers[lower]?.entry === 'qualification') return lower;
    return 0;
}

function highestKept({ kept, rank }: TierState, at: Instant): number {
    return highest([...kept].flatMap(([each, until]) => (each < rank && until > at ? [each] : [])));
}

/** What lies above the threshold when a period ends counts in the next (`surplus kept`). */
function beginPeriod(running: Running, ladder: Ladder, at: Instant): void {
    schedulePeriod(running, ladder, at);
    const state = tierState(running, ladder);
    const view = tierView(running, ladder, at - 1, undefined);
    const here = { ...running, place: placeOfLadder(running, ladder.name) };
    const value = qualifyingValue(here, view, scopeOf(here, view), ladder);
    const thresholds = ladder.tiers.flatMap(({ from }) => (from !== undefined && value?.ge(from) ? [from] : []));
    const threshold = thresholds.reduce<Rational | undefined>(
        (most, each) => (most?.gt(each) ? most : each),
        undefined,
    );
    const above = value === undefined || threshold === undefined ? Rational.ZERO : value.sub(threshold);
    const own = value === undefined ? Rational.ZERO : value.sub(surplusAt(here, view, ladder));
    const kept = ladder.surplus === 'kept once' ? above.min(own.max(Rational.ZERO)) : above;
    const amount = ladder.surplusAtMost === undefined ? kept : kept.min(ladder.surplusAtMost);
    // The review of this instant looks at the period that ended.
    state.surplus = [...state.surplus.slice(-1), { from: at, amount }];
}
