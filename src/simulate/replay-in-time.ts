import type { Engine } from '../engine/engine.ts';
import type { Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import { rankingsOf } from './rankings.ts';
import { createPulse, type Listener, optionsOf, type Replay, type Replayed } from './replay-request.ts';
import { type Gift, TimeOrder } from './time-order.ts';

/**
 * All members at once, in the order of time: what falls due for one happens before a later event of another. At one
 * instant members come in the order of their ids, events after what falls due.
 */
export async function replayInTime(request: Replay, engine: Engine, shared: Shared): Promise<Replayed> {
    const { source, until, signal } = request;
    const run = new TimeOrder(rankingsOf(request.program, shared, request));
    const members = new Map<string, { readonly timeLine: TimeLine; readonly listener: Listener }>();
    const gift = (to: string, given: Gift): void => run.receive(to, given);
    const touched = (member: string): void => run.touch(member);
    for await (const { member } of source.members()) {
        signal?.throwIfAborted();
        const listener = request.open(member);
        const timeLine = engine.open(member, { ...optionsOf(listener, request, shared), gift, touched });
        listener.opened?.(timeLine);
        members.set(member.id, { timeLine, listener });
        run.add(timeLine);
    }
    const pulse = createPulse(request);
    for await (const occurrence of source.timeOrder()) {
        if (occurrence.at > until) break;
        run.advance(occurrence.at);
        const concerned = members.get(occurrence.member);
        concerned?.listener.applying?.(occurrence, concerned.timeLine);
        run.apply(occurrence);
        concerned?.listener.applied?.(occurrence, concerned.timeLine);
        await pulse(1, 0);
    }
    run.advance(until);
    for (const { timeLine, listener } of members.values()) {
        timeLine.finish(until);
        listener.close(timeLine);
        await pulse(0, 1);
    }
    return { shared, lostGifts: run.lostGifts };
}
