import type { Instant } from '../base/zone.ts';
import type { Trigger } from '../model/trigger.ts';
import { PHASES, schedule, type Task } from './due.ts';
import { endOfValidity } from './moments.ts';
import { declared, type Running } from './running.ts';
import { spentBetween } from './spending.ts';

/** Begins to watch whether the member comes back, alike for those for whom it fired and those who are held out. */
export function beginWatch(running: Running, { name, watch }: Trigger, group: 'fired' | 'held out', at: Instant): void {
    if (watch === undefined) return;
    const { index } = declared(running.book.triggers, name);
    const due = endOfValidity(at, watch.duration, running.place.zone);
    const task = { kind: 'watched', trigger: name, since: at, group } as const;
    schedule(running.state.due, { at: due, phase: PHASES.trigger, order: index, task });
}

export function endWatch(
    running: Running,
    { name, watch }: Trigger,
    { since, group }: Extract<Task, { kind: 'watched' }>,
    at: Instant,
): void {
    if (watch === undefined) return;
    const events = running.state.events.get(watch.event) ?? [];
    const isBack = events.some(event => event.at > since && event.at < at);
    running.emit(at, undefined, {
        kind: 'watch',
        trigger: name,
        group,
        isBack,
        spent: spentBetween(running, since, at),
    });
}
