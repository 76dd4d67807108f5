import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { Engine } from '../engine/engine.ts';
import type { Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import { DueHeap } from './due-heap.ts';
import { createPulse, type Listener, optionsOf, type Replay, type Replayed } from './replay.ts';

interface Running {
    readonly timeLine: TimeLine;
    readonly listener: Listener;
}

/**
 * All members at once, in the order of time: what falls due for one happens before a later event of another. At one
 * instant members come in the order of their ids, events after what falls due.
 */
export async function replayInTime(request: Replay, engine: Engine, shared: Shared): Promise<Replayed> {
    const { source, until, signal } = request;
    const run = new TimeOrder();
    for await (const { member } of source.members()) {
        signal?.throwIfAborted();
        const listener = request.open(member);
        const gift: TimeLineGift = (to, gift) => run.receive(to, gift);
        run.add(member.id, {
            listener,
            timeLine: engine.open(member, { ...optionsOf(listener, request, shared), gift }),
        });
    }
    const pulse = createPulse(request);
    for await (const occurrence of source.timeOrder()) {
        if (occurrence.at > until) break;
        run.advance(occurrence.at);
        run.apply(occurrence);
        await pulse(1, 0);
    }
    run.advance(until);
    for (const { timeLine, listener } of run.all()) {
        timeLine.advance(until);
        listener.close(timeLine);
        await pulse(0, 1);
    }
    return { shared, lostGifts: run.lostGifts };
}

type TimeLineGift = (to: string, gift: Parameters<TimeLine['receive']>[0]) => void;

class TimeOrder {
    readonly #members = new Map<string, Running>();
    readonly #due = new DueHeap();
    lostGifts = 0;

    add(id: string, running: Running): void {
        this.#members.set(id, running);
        this.#reschedule(id, running);
    }

    apply(occurrence: Parameters<TimeLine['apply']>[0]): void {
        const running = this.#members.get(occurrence.member);
        invariant(running !== undefined, 'every event is of a member of the history');
        running.timeLine.apply(occurrence);
        this.#reschedule(occurrence.member, running);
    }

    receive(to: string, gift: Parameters<TimeLine['receive']>[0]): void {
        const running = this.#members.get(to);
        if (running === undefined) {
            this.lostGifts++;
            return;
        }
        running.timeLine.receive(gift);
        this.#reschedule(to, running);
    }

    /** Lets everything happen that falls due up to this instant, one instant of one member after the other. */
    advance(to: Instant): void {
        for (let due = this.#due.take(to); due !== undefined; due = this.#due.take(to)) {
            const running = this.#members.get(due.member);
            // What was due may have gone or moved since it was noted: then it is noted again where it is now.
            if (running === undefined || running.timeLine.nextDue() !== due.at) continue;
            running.timeLine.advance(due.at);
            this.#reschedule(due.member, running);
        }
    }

    all(): Iterable<Running> {
        return this.#members.values();
    }

    #reschedule(member: string, { timeLine }: Running): void {
        const at = timeLine.nextDue();
        if (at !== undefined) this.#due.add({ at, member });
    }
}
