import type { HistoryColumns } from '../../model/columns.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import { placeOf } from './layout.ts';
import type { MemberReader } from './members.ts';

/** Everything that happened, in the order of time; at one moment enrolments first, then by file and row. */
export function* inTime(blocks: readonly HistoryColumns[], reader: MemberReader): Generator<Occurrence> {
    const events = eventsOf(blocks, reader);
    for (const number of events.order) {
        const block = events.block[number] ?? 0;
        const columns = blocks[block];
        if (columns !== undefined)
            yield reader.occurrence(columns, events.member[number] ?? 0, events.row[number] ?? 0);
    }
}

interface Events {
    readonly block: Uint32Array;
    readonly member: Uint32Array;
    readonly row: Uint32Array;
    /** Numbers of events, first to last. */
    readonly order: Uint32Array;
}

function eventsOf(blocks: readonly HistoryColumns[], reader: MemberReader): Events {
    const rows = blocks.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const [block, member, row] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)];
    const [moment, place] = [new Float64Array(rows), new Float64Array(rows)];
    const [isEvent, source] = [new Uint8Array(rows), new Uint16Array(rows)];
    let count = 0;
    for (const [index, columns] of blocks.entries()) {
        for (let each = 0; each < columns.memberCount; each++) {
            const end = columns.begins[each + 1] ?? 0;
            for (let at = columns.begins[each] ?? 0; at < end; at++) {
                if (columns.continues[at] === 1) continue;
                block[count] = index;
                member[count] = each;
                row[count] = at;
                moment[count] = (columns.moment.values[at] ?? 0) * columns.moment.step;
                place[count] = placeOf(columns, at);
                source[count] = columns.source[at] ?? 0;
                isEvent[count] = reader.isEnrolment(source[count] ?? 0) ? 0 : 1;
                count++;
            }
        }
    }
    const by = (numbers: Float64Array | Uint8Array | Uint16Array, a: number, b: number): number =>
        (numbers[a] ?? 0) - (numbers[b] ?? 0);
    const order = Uint32Array.from({ length: count }, (_, number) => number).sort(
        (a, b) => by(moment, a, b) || by(isEvent, a, b) || by(place, a, b) || by(source, a, b),
    );
    return { block, member, row, order };
}
