import type { Day } from '../../base/calendar.ts';
import type { Instant } from '../../base/zone.ts';
import { fallsDueAt, startAt } from '../moments.ts';
import { nextReview } from '../tier-calendar.ts';
import type { Sheet } from './sheet.ts';

/** What falls due first for each member, as code: it hangs on when the member joined, where that is known. */
export function firstDues(sheet: Sheet): { readonly name: string; readonly code: string }[] {
    const { program, calendar } = sheet;
    const { zone, turns } = calendar;
    const reviews = program.ladders.flatMap(({ review }, l) => {
        if (review === undefined) return [];
        if (review.kind === 'anniversary')
            return [{ name: `rv${l}`, code: `H.anniversary(${l}, m, H.since(m), H.since(m))` }];
        const first = (start: Instant): Instant =>
            zone.startOfDay(nextReview(review, zone.dayAt(start), zone.dayAt(start), turns));
        return [{ name: `rv${l}`, code: byMember(sheet, (_, start) => first(start)) }];
    });
    const triggers = program.triggers.flatMap(({ occasion, atMinute }, k) => {
        if (occasion.kind === 'silence') {
            const due = (joined: Day | undefined, start: Instant): Instant => {
                if (joined === undefined) return Number.POSITIVE_INFINITY;
                const at = fallsDueAt(zone.startOfDay(joined), occasion.duration, atMinute, zone);
                return at >= start ? at : Number.POSITIVE_INFINITY;
            };
            return [{ name: `si${k}`, code: byMember(sheet, due) }];
        }
        if (occasion.kind === 'on day') {
            const due = (_: Day | undefined, start: Instant): Instant => {
                const today = nextReview(occasion.schedule, zone.dayAt(start) - 1, 0, turns);
                const at = startAt(today, atMinute, zone);
                return at >= start ? at : startAt(nextReview(occasion.schedule, today, 0, turns), atMinute, zone);
            };
            return [{ name: `od${k}`, code: byMember(sheet, due) }];
        }
        if (occasion.kind === 'annual' || occasion.kind === 'periodic')
            return [{ name: `rc${k}`, code: `H.first(${k}, m)` }];
        return [];
    });
    return [...reviews, ...triggers];
}

/** A constant where no member's joining is known. */
function byMember(sheet: Sheet, dueOf: (joined: Day | undefined, start: Instant) => Instant): string {
    const { zone, begins, step } = sheet.calendar;
    const { memberFields, memberCount } = sheet.shape.columns;
    const joined = memberFields.get('joined');
    const codeOf = (instant: Instant): string => (Number.isFinite(instant) ? `${instant / step}` : 'Infinity');
    if (joined?.kind !== 'number') return codeOf(dueOf(undefined, begins));
    const known = new Map<Day, Instant>();
    const dues = Float64Array.from({ length: memberCount }, (_, member) => {
        const day = joined.values[member] ?? 0;
        const found = known.get(day);
        if (found !== undefined) return found;
        const isKnown = day !== joined.unknown;
        const start = isKnown ? Math.max(begins, zone.startOfDay(day)) : begins;
        const due = dueOf(isKnown ? day : undefined, start) / step;
        known.set(day, due);
        return due;
    });
    return `${sheet.column(dues)}[m]`;
}
