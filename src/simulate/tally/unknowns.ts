import type { Tally } from './tally.ts';

export interface UnknownTally extends Tally {
    /** Most frequent first, ties by name. */
    readonly all: () => readonly { readonly rule: string; readonly what: string; readonly times: number }[];
}

/** Row 23: conditions that could not be decided, by rule and by what was not known. */
export function createUnknownTally(): UnknownTally {
    const counts = new Map<string, { readonly rule: string; readonly what: string; times: number }>();
    return {
        hears: ['unknown'],
        open: () => ({
            take(outcome) {
                if (outcome.kind !== 'unknown') return;
                const { rule, what } = outcome;
                const key = `${rule}\n${what}`;
                const count = counts.get(key) ?? { rule, what, times: 0 };
                counts.set(key, count);
                count.times++;
            },
            close() {},
        }),
        counted: () => counts,
        add(other: typeof counts) {
            for (const [key, { rule, what, times }] of other) {
                const count = counts.get(key) ?? { rule, what, times: 0 };
                counts.set(key, count);
                count.times += times;
            }
        },
        all: () =>
            [...counts.values()].toSorted(
                (a, b) => b.times - a.times || compare(a.rule, b.rule) || compare(a.what, b.what),
            ),
    };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
