import type { Day } from '../../base/calendar.ts';
import type { Instant } from '../../base/zone.ts';
import type { Column } from '../../model/columns.ts';
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
    const codeOf = (instant: Instant): string => (Number.isFinite(instant) ? `${instant / step}` : 'Infinity');
    if (sheet.shape.columns.memberFields.get('joined')?.kind !== 'number') return codeOf(dueOf(undefined, begins));
    const known = new Map<Day | undefined, number>();
    const dueFor = (day: Day | undefined): number => {
        const found = known.get(day);
        if (found !== undefined) return found;
        const due = dueOf(day, day === undefined ? begins : Math.max(begins, zone.startOfDay(day))) / step;
        known.set(day, due);
        return due;
    };
    const dues = sheet.derivedColumn(columns => {
        const joined = columns.memberFields.get('joined');
        return Float64Array.from({ length: columns.memberCount }, (_, member) => dueFor(dayIn(joined, member)));
    });
    return `${dues}[m]`;
}

function dayIn(joined: Column | undefined, member: number): Day | undefined {
    if (joined?.kind !== 'number') return undefined;
    const day = joined.values[member];
    return day === joined.unknown ? undefined : day;
}
