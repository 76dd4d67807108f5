import {
    addMonths,
    addYears,
    civil,
    type Day,
    dayOf,
    daysInMonth,
    endOf,
    nextAnnual,
    type Turns,
    weekday,
} from '../base/calendar.ts';
import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { Ladder, ReviewSchedule } from '../model/tiers.ts';
import { PHASES, schedule, type Task } from './due.ts';
import { placeOfLadder, type Running } from './running.ts';
import type { TierState } from './state.ts';
import { completeYears, membershipYear } from './windows.ts';

/** What returns by the calendar, from an instant on. */
export function scheduleTiers(
    running: Running,
    from: Instant,
    isMeant: (ladder: Ladder) => boolean = () => true,
): void {
    for (const ladder of running.program.ladders.filter(isMeant)) {
        running.state.scheduled.add(ladder.name);
        // Nobody stands at the lowest stage by being there: what is known is looked at where the time line begins.
        scheduleReview(running, ladder, ladder.isStages ? from - 1 : from);
        schedulePeriod(running, ladder, from);
    }
}

/** Reviews of each member's own year; all others are scheduled from the beginning. */
export function scheduleAnniversary(running: Running, ladder: Ladder, from: Instant): void {
    if (ladder.review?.kind === 'anniversary' && ladder.review.of === 'tier') scheduleReview(running, ladder, from);
}

export function scheduleReview(running: Running, ladder: Ladder, from: Instant): void {
    if (ladder.review === undefined) return;
    const { zone, turns } = placeOfLadder(running, ladder.name);
    const since = reviewedSince(running, ladder);
    if (since === undefined) return;
    scheduleTier(running, ladder, 'review', zone.startOfDay(nextReview(ladder.review, zone.dayAt(from), since, turns)));
}

/** The tier may have changed since a review of the member's own year was scheduled. */
export function isReviewDay(running: Running, ladder: Ladder, at: Instant): boolean {
    const { review } = ladder;
    if (review?.kind !== 'anniversary') return true;
    const { zone, turns } = running.place;
    const since = reviewedSince(running, ladder);
    return since !== undefined && nextReview(review, zone.dayAt(at) - 1, since, turns) === zone.dayAt(at);
}

/** The day whose anniversaries are reviews; of joining, it may not be known. */
function reviewedSince(running: Running, ladder: Ladder): Day | undefined {
    const { zone, joined } = running.place;
    if (ladder.review?.kind === 'anniversary' && ladder.review.of === 'joining') return joined;
    return zone.dayAt(tierState(running, ladder).since);
}

/** The first day of review strictly after a day. */
export function nextReview(review: ReviewSchedule, after: Day, since: Day, turns: Turns): Day {
    switch (review.kind) {
        case 'daily':
            return after + 1;
        case 'weekly':
            return after + 1 + ((review.on - weekday(after + 1) + 7) % 7);
        case 'yearly':
            return Math.min(
                ...[review.on, ...(review.others ?? [])].map(({ month, day }) => nextAnnual(month, day, after)),
            );
        case 'quarterly':
            return endOf(after, 'quarter', turns) + 1;
        case 'half-yearly':
            return endOf(after, 'half-year', turns) + 1;
        case 'monthly':
            return nextInMonth(after, (first, days) => first - 1 + Math.min(review.on, days));
        case 'weekday of month':
            return nextInMonth(after, (first, days) =>
                review.which === 'last'
                    ? lastOn(review.on, first + days - 1)
                    : lastOn(review.on, first + 7 * review.which - 1),
            );
        case 'anniversary':
            return addYears(since, Math.max(1, completeYears(since, after) + 1));
    }
}

/** The next day strictly after one that is picked in each month, by its first day and its length. */
function nextInMonth(after: Day, pick: (first: Day, days: number) => Day): Day {
    const { year, month } = civil(after);
    const inMonth = (first: Day): Day => {
        const at = civil(first);
        return pick(first, daysInMonth(at.year, at.month));
    };
    const thisMonth = inMonth(dayOf(year, month, 1));
    return thisMonth > after ? thisMonth : inMonth(addMonths(dayOf(year, month, 1), 1));
}

/** The last such weekday up to a day. */
const lastOn = (on: number, day: Day): Day => day - ((weekday(day) - on + 7) % 7);

export function schedulePeriod(running: Running, ladder: Ladder, from: Instant): void {
    if (ladder.surplus === 'dropped' || ladder.qualifyBy?.kind !== 'metric') return;
    const { zone, turns, joined } = placeOfLadder(running, ladder.name);
    const { window } = ladder.qualifyBy;
    const today = zone.dayAt(from);
    if (window.kind === 'calendar' && window.offset === 0) {
        const last = window.unit === 'day' ? today : endOf(today, window.unit, turns);
        scheduleTier(running, ladder, 'period', zone.startOfDay(last + 1));
    }
    const year = window.kind === 'membership year' ? membershipYear(today, joined) : undefined;
    if (joined === undefined || year === undefined) return;
    scheduleTier(running, ladder, 'period', zone.startOfDay(addYears(joined, completeYears(joined, year) + 1)));
}

export function scheduleTier(
    { book, state }: Running,
    { name }: Ladder,
    kind: Extract<Task, { ladder: string }>['kind'],
    at: Instant,
): void {
    const order = [...book.ladders.keys()].indexOf(name) * TIER_TASKS.length + TIER_TASKS.indexOf(kind);
    schedule(state.due, { at, phase: PHASES.review, order, task: { kind, ladder: name } });
}

/** The order of what concerns one ladder at one instant. */
const TIER_TASKS = ['period', 'end', 'end of keep', 'grace', 'review'] as const;

export function tierState({ state }: Running, ladder: Ladder): TierState {
    const found = state.tiers.get(ladder.name);
    invariant(found !== undefined, 'a member holds a tier on every ladder');
    return found;
}
