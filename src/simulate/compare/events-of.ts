import { memberId } from '../../engine/compiled/members.ts';
import type { MemberEvents, Source } from '../source.ts';

/** What happened to some members, by their ids. */
export async function eventsOf(
    ids: ReadonlySet<string>,
    source: Pick<Source, 'columnParts' | 'members'>,
): Promise<ReadonlyMap<string, MemberEvents>> {
    const found = new Map<string, MemberEvents>();
    if (ids.size === 0) return found;
    for await (const each of candidates(ids, source)) {
        if (ids.has(each.member.id)) found.set(each.member.id, each);
        if (found.size === ids.size) break;
    }
    return found;
}

/** Of columns, no more members are made than are asked for. */
async function* candidates(
    ids: ReadonlySet<string>,
    source: Pick<Source, 'columnParts' | 'members'>,
): AsyncGenerator<MemberEvents> {
    if (source.columnParts === undefined) {
        yield* source.members();
        return;
    }
    for await (const part of source.columnParts())
        for (let member = part.from; member < part.until; member++)
            if (ids.has(memberId(part.columns, member))) yield* part.members(member, member + 1);
}
