import { anniversaryIn, civil, type Day } from '../../base/calendar.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { Column } from '../../model/columns.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { Duration } from '../../model/type.ts';
import { milliseconds, movedDay, startAt } from '../moments.ts';
import { nextReview } from '../tier-calendar.ts';
import type { Sheet } from './sheet.ts';

/** When a trigger that returns by a member's own calendar falls due next: not before an instant. */
export interface Recurring {
    /** Trigger and member by their numbers; steps. */
    readonly next: (k: number, member: number, from: number) => number;
    readonly first: (k: number, member: number) => number;
    /** The local day on which the member's time line begins. */
    readonly since: (member: number) => number;
    /** When a ladder is reviewed strictly after a day, counted from a day, or from joining. */
    readonly anniversary: (l: number, member: number, since: number, after: number) => number;
}

/** Triggers on dates of the member, and those that count from joining. */
export const isRecurring = ({ occasion: { kind } }: Trigger): boolean => kind === 'annual' || kind === 'periodic';

export function recurringOf({ program, shape, calendar }: Sheet): Recurring {
    const { zone, step, begins } = calendar;
    const fields = shape.columns.memberFields;
    const joinedOn = (member: number): Day | undefined => dayIn(fields.get('joined'), member);
    const from = (k: number, member: number, instant: Instant): number => {
        const trigger = program.triggers[k];
        const { occasion } = trigger ?? {};
        if (trigger === undefined || occasion === undefined) return Number.POSITIVE_INFINITY;
        const found =
            occasion.kind === 'annual'
                ? nextAnnualAt(trigger, dayIn(fields.get(occasion.field), member), instant, zone)
                : occasion.kind === 'periodic'
                  ? nextRoundAt(trigger, occasion.every, joinedOn(member), instant, zone)
                  : undefined;
        return found === undefined ? Number.POSITIVE_INFINITY : found / step;
    };
    const begin = (member: number): Instant => {
        const joined = joinedOn(member);
        return joined === undefined ? begins : Math.max(begins, zone.startOfDay(joined));
    };
    return {
        since: member => zone.dayAt(begin(member)),
        anniversary(l, member, since, after) {
            const review = program.ladders[l]?.review;
            if (review?.kind !== 'anniversary') return Number.POSITIVE_INFINITY;
            const from = review.of === 'joining' ? joinedOn(member) : since;
            if (from === undefined) return Number.POSITIVE_INFINITY;
            return zone.startOfDay(nextReview(review, after, from, calendar.turns)) / step;
        },
        next: (k, member, after) => from(k, member, after * step + 1),
        first: (k, member) => from(k, member, begin(member)),
    };
}

function dayIn(column: Column | undefined, member: number): Day | undefined {
    if (column?.kind !== 'number') return undefined;
    const day = column.values[member];
    return day === column.unknown ? undefined : day;
}

/** The day of joining is no anniversary. */
function nextAnnualAt({ atMinute }: Trigger, date: Day | undefined, from: Instant, zone: Zone): Instant | undefined {
    if (date === undefined) return undefined;
    const { year } = civil(zone.dayAt(from));
    for (const each of [year, year + 1]) {
        const day = anniversaryIn(each, date);
        const at = startAt(day, atMinute, zone);
        if (at >= from && day > date) return at;
    }
    return undefined;
}

/** Every round is counted from the day of joining. */
function nextRoundAt(
    { atMinute }: Trigger,
    every: Duration,
    joined: Day | undefined,
    from: Instant,
    zone: Zone,
): Instant | undefined {
    if (joined === undefined || every.count < 1) return undefined;
    const exact = milliseconds(every);
    const instantOf = (round: number): Instant =>
        exact === undefined
            ? startAt(movedDay(joined, every, round), atMinute, zone)
            : zone.startOfDay(joined) + round * exact;
    let [low, high] = [1, 1];
    while (instantOf(high) < from) [low, high] = [high + 1, 2 * high];
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (instantOf(middle) < from) low = middle + 1;
        else high = middle;
    }
    return instantOf(low);
}
