import { addable } from './adding.ts';
import type { HistoryTally } from './tally.ts';

/** What a reader must know of the events: how many were not what they should be. */
export interface Oddities {
    /** The same id again: not applied. */
    readonly repeated: number;
    /** Older than what was settled: applied all the same. */
    readonly late: number;
    /** Returns for which no purchase was found, whole or in part. */
    readonly orphans: number;
}

export interface OddityTally extends HistoryTally {
    readonly counts: () => Oddities;
}

export function createOddityTally(): OddityTally {
    const counts = { repeated: 0, late: 0, orphans: 0 };
    return {
        hears: ['event', 'repeated'],
        ofHistory: true,
        open: () => ({
            take(outcome) {
                if (outcome.kind === 'repeated') counts.repeated++;
                if (outcome.kind !== 'event') return;
                if (outcome.late) counts.late++;
                if (outcome.orphan) counts.orphans++;
            },
            close() {},
        }),
        count({ rows }) {
            for (let n = rows.begin; n < rows.end; n++) if (rows.isEvent(n) && rows.isOrphan(n)) counts.orphans++;
        },
        ...addable(counts),
        counts: () => counts,
    };
}
