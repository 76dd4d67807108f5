import type { Instant } from '../base/zone.ts';
import type { Announcement } from '../model/announcement.ts';
import type { Trigger, TriggerOccasion } from '../model/trigger.ts';
import type { Duration } from '../model/type.ts';
import { PHASES, schedule } from './due.ts';
import { fallsDueAt, milliseconds, movedDay, startAt } from './moments.ts';
import { declared, nextSerial, type Running } from './running.ts';
import type { Occasion } from './trigger-actions.ts';
import { canFire, fire } from './triggers.ts';

type On = Extract<TriggerOccasion, { kind: 'announced' }>;

/** Puts down the first moment for which the trigger looks at this instant or later. */
export function scheduleAnnounced(running: Running, trigger: Trigger, on: On, from: Instant): void {
    const { state } = running;
    if (state.due.some(({ task }) => task.kind === 'announced' && task.trigger === trigger.name)) return;
    const earliest = on.shift?.way === 'after' ? from - longest(on.shift.duration) : from;
    const moments = momentsOf(running, on);
    const first = moments.find(each => each >= earliest && dueFor(running, trigger, on, each) >= from);
    if (first !== undefined) put(running, trigger, on, first);
}

/** What is announced for one moment is one occasion: it fires for the first for which its conditions hold. */
export function fireAnnounced(running: Running, trigger: Trigger, on: On, moment: Instant, at: Instant): boolean {
    const next = momentsOf(running, on).find(each => each > moment);
    if (next !== undefined) put(running, trigger, on, next);
    const announced = running.book.announcements.get(on.event)?.at.get(moment) ?? [];
    const occasions = announced.map(each => occasionOf(running, each, at));
    const taken = occasions.find(each => canFire(running, trigger, each)) ?? occasions[0];
    return taken !== undefined && fire(running, trigger, taken);
}

function occasionOf(running: Running, { event, at: moment, fields }: Announcement, at: Instant): Occasion {
    const id = `${event} ${moment}`;
    const facts = { id, event, at: moment, serial: nextSerial(running), first: false, fields };
    return { at, cause: undefined, facts: { ...facts, closed: undefined, order: undefined }, expiringOn: undefined };
}

const momentsOf = ({ book }: Running, { event }: On): readonly Instant[] =>
    book.announcements.get(event)?.moments ?? [];

function put(running: Running, trigger: Trigger, on: On, moment: Instant): void {
    const { state, book } = running;
    const at = dueFor(running, trigger, on, moment);
    const task = { kind: 'announced', trigger: trigger.name, moment } as const;
    schedule(state.due, { at, phase: PHASES.trigger, order: declared(book.triggers, trigger.name).index, task });
}

/** Days before are days of the member's calendar. */
function dueFor({ place }: Running, { atMinute }: Trigger, { shift }: On, moment: Instant): Instant {
    const { zone } = place;
    if (shift === undefined) return moment;
    if (shift.way === 'after') return fallsDueAt(moment, shift.duration, atMinute, zone);
    const exact = milliseconds(shift.duration);
    if (exact !== undefined) return moment - exact;
    return startAt(movedDay(zone.dayAt(moment), shift.duration, -1), atMinute, zone);
}

const DAY = 86_400_000;

/** No such duration is longer. */
function longest(duration: Duration): number {
    const days = { minutes: 0, hours: 0, days: 1, weeks: 7, months: 31, years: 366 }[duration.unit];
    return milliseconds(duration) ?? (duration.count * days + 2) * DAY;
}
