import type { Occurrence } from '../../model/occurrence.ts';
import type { Source } from '../source.ts';
import type { Change } from './draw.ts';

type Changed = Pick<Source, 'members' | 'timeOrder' | 'prices' | 'announcements'>;

/** One member's history as a draw changes it. A return of an order that is not made is not made either. */
export function changedHistory(occurrences: readonly Occurrence[], change: Change): readonly Occurrence[] {
    const gone = new Set(
        occurrences.flatMap(({ id, order }) => (change.dropped.has(id) && order !== undefined ? [order] : [])),
    );
    const kept = occurrences.flatMap(each => keptOf(each, change, gone));
    return [...kept, ...change.added].toSorted(inTime);
}

function keptOf(occurrence: Occurrence, { dropped, replaced }: Change, gone: ReadonlySet<string>): Occurrence[] {
    const { id, event, order } = occurrence;
    if (dropped.has(id) || (event === 'return' && order !== undefined && gone.has(order))) return [];
    return [replaced.get(id) ?? occurrence];
}

/** All members, each by itself and in the order of time. */
export function changedSource(source: Changed, changes: ReadonlyMap<string, Change>): Changed {
    const added = [...changes.values()].flatMap(change => change.added).toSorted(inTime);
    const gone = new Map<string, Set<string>>();
    return {
        ...source,
        async *members() {
            for await (const each of source.members()) {
                const change = changes.get(each.member.id);
                yield change === undefined ? each : { ...each, occurrences: changedHistory(each.occurrences, change) };
            }
        },
        async *timeOrder() {
            let next = 0;
            for await (const occurrence of source.timeOrder()) {
                for (let each = added[next]; each !== undefined && each.at < occurrence.at; each = added[++next])
                    yield each;
                const change = changes.get(occurrence.member);
                if (change === undefined) {
                    yield occurrence;
                    continue;
                }
                const orders = gone.get(occurrence.member) ?? new Set<string>();
                gone.set(occurrence.member, orders);
                if (change.dropped.has(occurrence.id) && occurrence.order !== undefined) orders.add(occurrence.order);
                yield* keptOf(occurrence, change, orders);
            }
            yield* added.slice(next);
        },
    };
}

const inTime = (a: Occurrence, b: Occurrence): number =>
    a.at - b.at || a.sequence - b.sequence || (a.member < b.member ? -1 : a.member > b.member ? 1 : 0);
