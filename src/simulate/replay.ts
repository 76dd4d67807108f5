import { createEngine, type Engine } from '../engine/engine.ts';
import { createShared, type Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Limit } from '../model/earn.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { replayInTime } from './replay-in-time.ts';
import { createPulse, type Listener, optionsOf, type Replay, type Replayed } from './replay-request.ts';

/**
 * Member by member; in the order of time over all members where they share something: budgets, limits of the whole
 * program, gifts between a member and their friends. Throws the signal's reason when aborted.
 */
export async function replay(request: Replay): Promise<Replayed> {
    const engine = createEngine(request.program, request.source.prices, request.source.announcements);
    const shared = createShared(request.program);
    if (needsTimeOrder(request.program)) return replayInTime(request, engine, shared);
    await replayByMember(request, engine, shared);
    return { shared, lostGifts: 0 };
}

async function replayByMember(request: Replay, engine: Engine, shared: Shared): Promise<void> {
    const { source, until, signal } = request;
    const pulse = createPulse(request);
    for await (const { member, occurrences } of source.members()) {
        signal?.throwIfAborted();
        const listener = request.open(member);
        const timeLine = engine.open(member, optionsOf(listener, request, shared));
        listener.opened?.(timeLine);
        for (const occurrence of occurrences) {
            if (occurrence.at > until) break;
            if (listener.applying !== undefined) announce(listener, occurrence, timeLine);
            timeLine.apply(occurrence);
            listener.applied?.(occurrence, timeLine);
        }
        timeLine.finish(until);
        listener.close(timeLine);
        await pulse(occurrences.length, 1);
    }
}

/** What falls due before an event comes first in any case. */
function announce({ applying }: Listener, occurrence: Occurrence, timeLine: TimeLine): void {
    timeLine.advance(occurrence.at);
    applying?.(occurrence, timeLine);
}

/** Whether what happens to one member can depend on what happened to another before. */
export function needsTimeOrder(program: Program): boolean {
    const { budgets, coupons = [], earns, prices, rewards, triggers } = program;
    const isShared = ({ scope }: Limit): boolean => scope === 'program';
    const gives = [
        ...earns.flatMap(earn => earn.gives),
        ...triggers.flatMap(({ actions }) => actions.flatMap(action => (action.kind === 'give' ? [action.give] : []))),
    ];
    return (
        budgets.length > 0 ||
        coupons.some(({ singleUse }) => singleUse) ||
        [...earns, ...prices, ...coupons, ...rewards, ...triggers].some(({ limits }) => limits.some(isShared)) ||
        (program.messageLimits ?? []).some(({ limit }) => isShared(limit)) ||
        earns.some(({ occasion }) => occasion.kind === 'referred') ||
        gives.some(({ to }) => to === 'referrer')
    );
}
