import { createEngine, type Engine } from '../engine/engine.ts';
import { createShared, type Shared } from '../engine/shared.ts';
import type { Limit } from '../model/earn.ts';
import type { Program } from '../model/program.ts';
import { createRelay } from './relay.ts';
import { replayInTime } from './replay-in-time.ts';
import { createPulse, type Replay, type Replayed, replayMember } from './replay-request.ts';
import { replayTogether } from './replay-together.ts';
import { isTied } from './ties.ts';

/**
 * Member by member; in the order of time over all members where they share something: budgets, limits of the whole
 * program, rankings of them all, gifts between a member and their friends. Throws the signal's reason when aborted.
 */
export async function replay(request: Replay): Promise<Replayed> {
    const engine = engineOf(request);
    const programs = [request.program, ...(request.after === undefined ? [] : [request.after.program])];
    const shared = createShared(request.program);
    if (programs.some(needsTimeOrder)) return replayInTime(request, engine, shared);
    if (programs.some(isTied)) await replayTogether(request, engine, shared);
    else await replayByMember(request, engine, shared);
    return { shared, lostGifts: 0 };
}

/** Of one version, or of two one after the other. */
function engineOf({ program, source, after }: Replay): Engine {
    const engine = createEngine(program, source.prices, source.announcements);
    if (after === undefined) return engine;
    const old = createEngine(after.program, source.prices, source.announcements);
    return createRelay(old, engine, after.until);
}

async function replayByMember(request: Replay, engine: Engine, shared: Shared): Promise<void> {
    const pulse = createPulse(request);
    for await (const each of request.source.members()) {
        replayMember(each, request, engine, shared);
        await pulse(each.occurrences.length, 1);
    }
}

/** Whether what happens to one member can depend on what happened to another before. */
export function needsTimeOrder(program: Program): boolean {
    const { budgets, coupons = [], earns, prices, rankings = [], rewards, triggers } = program;
    const isShared = ({ scope }: Limit): boolean => scope === 'program';
    const gives = [
        ...earns.flatMap(earn => earn.gives),
        ...triggers.flatMap(({ actions }) => actions.flatMap(action => (action.kind === 'give' ? [action.give] : []))),
    ];
    return (
        budgets.length > 0 ||
        rankings.length > 0 ||
        coupons.some(({ singleUse }) => singleUse) ||
        [...earns, ...prices, ...coupons, ...rewards, ...triggers].some(({ limits }) => limits.some(isShared)) ||
        (program.messageLimits ?? []).some(({ limit }) => isShared(limit)) ||
        hearsOfFriends(program) ||
        earns.some(({ occasion }) => occasion.kind === 'referred') ||
        gives.some(({ to }) => to !== 'member')
    );
}

/** Whether a rule or a measure asks for what friends do. */
function hearsOfFriends({ earns, triggers, metrics }: Program): boolean {
    const isOfFriends = (event: string): boolean => event === 'friend_bought' || event === 'friend_returned';
    return (
        [...earns, ...triggers].some(({ occasion }) => 'event' in occasion && isOfFriends(occasion.event)) ||
        metrics.some(({ source }) => source.kind === 'event' && isOfFriends(source.event))
    );
}
