import type { HistoryColumns } from '../../model/columns.ts';
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
    const asked = [...ids].map(id => encoder.encode(id));
    for await (const part of source.columnParts()) {
        const isAsked = askedIn(part.columns, asked);
        for (let member = part.from; member < part.until; member++)
            if (isAsked(member)) yield* part.members(member, member + 1);
    }
}

const encoder = new TextEncoder();

/** Whether the id of a member is one of those asked for; as bytes, since texts are not made of all. */
function askedIn(
    { memberIds: { bytes, ends } }: HistoryColumns,
    asked: readonly Uint8Array[],
): (member: number) => boolean {
    return member => {
        const begin = member === 0 ? 0 : (ends[member - 1] ?? 0);
        const length = (ends[member] ?? 0) - begin;
        return asked.some(id => id.length === length && id.every((byte, index) => byte === bytes[begin + index]));
    };
}
