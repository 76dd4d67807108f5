import { anniversaryIn, civil, type Day } from '../base/calendar.ts';
import type { Instant } from '../base/zone.ts';
import { endsOfSilence, type Trigger, type TriggerOccasion } from '../model/trigger.ts';
import type { Duration } from '../model/type.ts';
import { fireAnnounced, scheduleAnnounced } from './announced-triggers.ts';
import { type Due, PHASES, schedule, type Task } from './due.ts';
import { applyJourneyTask } from './journeys.ts';
import { isSpared } from './lapse.ts';
import { fallsDueAt, milliseconds, movedDay, startAt } from './moments.ts';
import { declared, ledgerOf, type Running } from './running.ts';
import type { EventFacts } from './state.ts';
import { nextReview } from './tier-calendar.ts';
import { deliver, fire } from './triggers.ts';
import { expiringUnits } from './view.ts';
import { endWatch } from './watch.ts';

export type TriggerTask = Extract<Task, { trigger: string }>;
type On<Kind extends TriggerOccasion['kind']> = Extract<TriggerOccasion, { kind: Kind }>;

/** What returns by the calendar or counts from joining, from an instant on (included). */
export function scheduleTriggers(
    running: Running,
    from: Instant,
    isMeant: (trigger: Trigger) => boolean = () => true,
): void {
    for (const { trigger } of running.book.triggers.values()) {
        if (!isMeant(trigger)) continue;
        running.state.scheduled.add(trigger.name);
        scheduleFromJoining(running, trigger, from);
    }
}

/** Dates of the member have become known, or have changed. */
export function rescheduleAnnual(running: Running, from: Instant): void {
    for (const { trigger } of running.book.triggers.values()) {
        if (trigger.occasion.kind === 'annual') scheduleAnnual(running, trigger, trigger.occasion, from);
    }
}

/** What an event sets going that fires later. */
export function scheduleAfterEvent(running: Running, trigger: Trigger, facts: EventFacts): void {
    const { occasion, atMinute } = trigger;
    const after = (duration: On<'open'>['duration']): Instant =>
        fallsDueAt(facts.at, duration, atMinute, running.place.zone);
    if (occasion.kind === 'event' && occasion.delay !== undefined && !(occasion.first && !facts.first)) {
        running.state.waiting.set(facts.serial, facts);
        put(running, trigger, after(occasion.delay), { kind: 'delayed', trigger: trigger.name, event: facts.serial });
    }
    if (occasion.kind === 'open') {
        put(running, trigger, after(occasion.duration), { kind: 'open', trigger: trigger.name, case: facts.id });
    }
    if (occasion.kind === 'silence' && lastOf(running, endsOfSilence(occasion)) === facts.at) {
        const due = after(occasion.duration);
        // The silence after a late event is over already.
        if (due < (running.state.clock ?? due)) return;
        // Several events of one instant begin one silence.
        if (isAwaited(running, trigger, endsOfSilence(occasion), facts.at)) return;
        put(running, trigger, due, { kind: 'silence', trigger: trigger.name, since: facts.at });
    }
}

/** Whether something was given. */
export function applyTriggerTask(running: Running, { at }: Due, task: TriggerTask): boolean {
    const { trigger } = declared(running.book.triggers, task.trigger);
    const { occasion } = trigger;
    const plain = { at, cause: undefined, facts: undefined, expiringOn: undefined };
    switch (task.kind) {
        case 'annual':
            return occasion.kind === 'annual' && fireAnnual(running, trigger, occasion, at);
        case 'periodic':
            if (occasion.kind === 'periodic') schedulePeriodic(running, trigger, occasion, task.round + 1, at);
            return fire(running, trigger, plain);
        case 'on day':
            if (occasion.kind === 'on day') scheduleOnDay(running, trigger, occasion, at + 1);
            // Who has not joined yet is no member.
            return (
                (running.place.joined ?? Number.NEGATIVE_INFINITY) <= running.place.zone.dayAt(at) &&
                fire(running, trigger, plain)
            );
        case 'silence':
            return isSilentSince(running, occasion, task.since) && fire(running, trigger, plain);
        case 'open': {
            const open = running.state.cases.find(({ facts }) => facts.id === task.case);
            return open !== undefined && fire(running, trigger, { ...plain, cause: open.facts.id, facts: open.facts });
        }
        case 'before expiry':
            return fireBeforeExpiry(running, trigger, task.day, at);
        case 'delayed':
            return fireDelayed(running, trigger, task.event, at);
        case 'announced':
            return occasion.kind === 'announced' && fireAnnounced(running, trigger, occasion, task.moment, at);
        case 'journey':
            return applyJourneyTask(running, trigger, task, at);
        case 'watched':
            endWatch(running, trigger, task, at);
            return false;
        case 'deliver':
            deliver(running, trigger, task, at);
            return false;
    }
}

function scheduleFromJoining(running: Running, trigger: Trigger, from: Instant): void {
    const { occasion, atMinute, name } = trigger;
    const { joined, zone } = running.place;
    if (occasion.kind === 'annual') scheduleAnnual(running, trigger, occasion, from);
    if (occasion.kind === 'periodic') schedulePeriodic(running, trigger, occasion, 1, from);
    if (occasion.kind === 'announced') scheduleAnnounced(running, trigger, occasion, from);
    if (occasion.kind === 'on day') scheduleOnDay(running, trigger, occasion, from);
    if (occasion.kind !== 'silence') return;
    const since =
        lastOf(running, endsOfSilence(occasion)) ?? (joined === undefined ? undefined : zone.startOfDay(joined));
    if (since === undefined) return;
    const due = fallsDueAt(since, occasion.duration, atMinute, zone);
    if (due >= from) put(running, trigger, due, { kind: 'silence', trigger: name, since });
}

function scheduleAnnual(running: Running, trigger: Trigger, occasion: On<'annual'>, from: Instant): void {
    const date = annualDate(running, occasion);
    if (date === undefined) return;
    const { zone } = running.place;
    const { year } = civil(zone.dayAt(from));
    const instants = [year, year + 1].flatMap(each => {
        const day = anniversaryIn(each, date);
        const at = startAt(day, trigger.atMinute, zone);
        // The day of joining is no anniversary.
        return at >= from && day > date ? [at] : [];
    });
    const [next] = instants;
    if (next !== undefined) put(running, trigger, next, { kind: 'annual', trigger: trigger.name });
}

/** Row 21: once a calendar year, even where the date has changed in the meantime. */
function fireAnnual(running: Running, trigger: Trigger, occasion: On<'annual'>, at: Instant): boolean {
    const { zone } = running.place;
    const date = annualDate(running, occasion);
    const { year } = civil(zone.dayAt(at));
    if (date === undefined || startAt(anniversaryIn(year, date), trigger.atMinute, zone) !== at) return false;
    scheduleAnnual(running, trigger, occasion, at + 1);
    if ((running.state.lastYear.get(trigger.name) ?? year - 1) >= year) return false;
    running.state.lastYear.set(trigger.name, year);
    return fire(running, trigger, { at, cause: undefined, facts: undefined, expiringOn: undefined });
}

function annualDate({ state }: Running, { field }: On<'annual'>): Day | undefined {
    const date = field === 'joined' ? state.joined : state.fields.get(field);
    return typeof date === 'number' ? date : undefined;
}

/** The first such day from an instant on, the hour of the trigger looked at. */
function scheduleOnDay(running: Running, trigger: Trigger, { schedule }: On<'on day'>, from: Instant): void {
    const { zone, turns } = running.place;
    const today = nextReview(schedule, zone.dayAt(from) - 1, 0, turns);
    const at = startAt(today, trigger.atMinute, zone);
    const due = at >= from ? at : startAt(nextReview(schedule, today, 0, turns), trigger.atMinute, zone);
    put(running, trigger, due, { kind: 'on day', trigger: trigger.name });
}

/** The first round from an instant on; every round is counted from the day of joining. */
function schedulePeriodic(
    running: Running,
    trigger: Trigger,
    { every }: On<'periodic'>,
    round: number,
    from: Instant,
): void {
    const { joined, zone } = running.place;
    if (joined === undefined || every.count < 1) return;
    const exact = milliseconds(every);
    const instantOf = (each: number): Instant =>
        exact === undefined
            ? startAt(movedDay(joined, every, each), trigger.atMinute, zone)
            : zone.startOfDay(joined) + each * exact;
    let next = Math.max(round, roundsBefore(zone.dayAt(from) - joined, every));
    while (instantOf(next) < from) next++;
    put(running, trigger, instantOf(next), { kind: 'periodic', trigger: trigger.name, round: next });
}

/** Rounds that are certainly over after so many days: a month has at most 31, a year at most 366. */
function roundsBefore(days: number, { count, unit }: Duration): number {
    const longest = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 31, years: 366 }[unit];
    return Math.max(1, Math.floor((days - 1) / (count * longest)) - 1);
}

function isAwaited({ state, place }: Running, { name }: Trigger, events: readonly string[], since: Instant): boolean {
    const { joined, zone } = place;
    const latest = events.flatMap(event => state.events.get(event)?.slice(-2) ?? []);
    const isFirst = latest.filter(({ at }) => at === since).length < 2;
    if (isFirst && (joined === undefined || zone.startOfDay(joined) !== since)) return false;
    return state.due.some(({ task }) => task.kind === 'silence' && task.trigger === name && task.since === since);
}

function isSilentSince(running: Running, occasion: TriggerOccasion, since: Instant): boolean {
    if (occasion.kind !== 'silence') return false;
    const last = lastOf(running, endsOfSilence(occasion));
    return last === undefined || last === since;
}

function fireBeforeExpiry(running: Running, trigger: Trigger, day: Day, at: Instant): boolean {
    const { occasion } = trigger;
    if (occasion.kind !== 'before expiry') return false;
    const ledger = ledgerOf(running, occasion.points);
    if (isSpared(running, occasion.points)) return false;
    if (expiringUnits(running, { at, expiringOn: day }, occasion.points, ledger, undefined) === 0n) return false;
    return fire(running, trigger, { at, cause: undefined, facts: undefined, expiringOn: day });
}

function fireDelayed(running: Running, trigger: Trigger, event: number, at: Instant): boolean {
    const { waiting, due } = running.state;
    const facts = waiting.get(event);
    if (facts === undefined) return false;
    const isLast = !due.some(({ task }) => task.kind === 'delayed' && task.event === event);
    if (isLast) waiting.delete(event);
    return fire(running, trigger, { at, cause: facts.id, facts, expiringOn: undefined });
}

/** The latest of events of several kinds. */
function lastOf(running: Running, events: readonly string[]): Instant | undefined {
    const instants = events.flatMap(event => lastEvent(running, event) ?? []);
    return instants.length === 0 ? undefined : Math.max(...instants);
}

const lastEvent = ({ state }: Running, event: string): Instant | undefined => state.events.get(event)?.at(-1)?.at;

function put({ state, book }: Running, { name }: Trigger, at: Instant, task: TriggerTask): void {
    schedule(state.due, { at, phase: PHASES.trigger, order: declared(book.triggers, name).index, task });
}
