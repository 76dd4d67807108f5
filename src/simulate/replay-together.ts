import type { Engine } from '../engine/engine.ts';
import { dismiss } from '../engine/groups.ts';
import { groupFields } from '../engine/rulebook.ts';
import type { Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { accountsOf } from '../model/wallet.ts';
import { createPulse, type Listener, optionsOf, type Replay, replayMember } from './replay-request.ts';
import type { MemberEvents } from './source.ts';
import { memberTie, Ties, tiesOf } from './ties.ts';
import { type Gift, TimeOrder } from './time-order.ts';

/**
 * Members that the data ties together (a household, giver and receiver) in the order of time over all of them, the
 * others one by one. The data is read twice: to see who is with whom, and to run; whoever is waited for is kept.
 */
export async function replayTogether(request: Replay, engine: Engine, shared: Shared): Promise<void> {
    const { ties, sizes } = await findTies(request);
    const pulse = createPulse(request);
    const waiting = new Map<string, MemberEvents[]>();
    for await (const each of request.source.members()) {
        request.signal?.throwIfAborted();
        const own = memberTie(each.member.id);
        const tied = ties.has(own) ? ties.find(own) : undefined;
        const size = tied === undefined ? 1 : (sizes.get(tied) ?? 1);
        if (tied === undefined || size === 1) {
            replayMember(each, request, engine, shared);
            await pulse(each.occurrences.length, 1);
            continue;
        }
        const together = waiting.get(tied) ?? [];
        waiting.set(tied, together);
        together.push(each);
        if (together.length < size) continue;
        waiting.delete(tied);
        replayGroup(together, request, engine, shared);
        await pulse(
            together.reduce((sum, { occurrences }) => sum + occurrences.length, 0),
            together.length,
        );
    }
}

/** Who is tied to whom, and how many members of the data there are under each name that stands for some. */
async function findTies({ source, program, signal }: Replay): Promise<{ ties: Ties; sizes: Map<string, number> }> {
    const ties = new Ties();
    const groups = groupFields({ ...program, points: accountsOf(program) });
    const tied: string[] = [];
    const everyone = new Set<string>();
    for await (const each of source.members()) {
        signal?.throwIfAborted();
        const own = memberTie(each.member.id);
        everyone.add(own);
        for (const tie of tiesOf(each, groups)) ties.join(own, tie);
    }
    for (const own of everyone) if (ties.has(own)) tied.push(own);
    const sizes = new Map<string, number>();
    for (const own of tied) sizes.set(ties.find(own), (sizes.get(ties.find(own)) ?? 0) + 1);
    return { ties, sizes };
}

/** At one moment members come in the order of their ids, as what falls due does. */
function replayGroup(together: readonly MemberEvents[], request: Replay, engine: Engine, shared: Shared): void {
    const run = new TimeOrder();
    const members = new Map<string, { readonly timeLine: TimeLine; readonly listener: Listener }>();
    const gift = (to: string, given: Gift): void => run.receive(to, given);
    const touched = (member: string): void => run.touch(member);
    for (const { member } of together) {
        const listener = request.open(member);
        const timeLine = engine.open(member, { ...optionsOf(listener, request, shared), gift, touched });
        listener.opened?.(timeLine);
        members.set(member.id, { timeLine, listener });
        run.add(timeLine);
    }
    for (const occurrence of inTime(together)) {
        if (occurrence.at > request.until) break;
        run.advance(occurrence.at);
        const concerned = members.get(occurrence.member);
        concerned?.listener.applying?.(occurrence, concerned.timeLine);
        run.apply(occurrence);
        concerned?.listener.applied?.(occurrence, concerned.timeLine);
    }
    run.advance(request.until);
    for (const { timeLine } of members.values()) timeLine.finish(request.until);
    for (const { timeLine, listener } of members.values()) listener.close(timeLine);
    dismiss(shared, members.keys());
}

/** Each member's own are in order already. */
function inTime(together: readonly MemberEvents[]): readonly Occurrence[] {
    const byId = together.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1));
    return byId.flatMap(({ occurrences }) => occurrences).toSorted((a, b) => a.at - b.at);
}
