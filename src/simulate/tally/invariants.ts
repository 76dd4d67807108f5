import type { Instant } from '../../base/zone.ts';
import type { Invariant } from '../../model/invariant.ts';
import type { Tally } from './tally.ts';

export interface Breach {
    readonly member: string;
    readonly at: Instant;
    readonly cause: string | undefined;
    readonly why: string;
}

export interface InvariantTotals {
    readonly checked: number;
    readonly broken: number;
    readonly members: number;
    readonly undecided: number;
    /** By time, then by member. */
    readonly first: readonly Breach[];
}

export interface InvariantTally extends Tally {
    readonly totals: (invariant: string) => InvariantTotals;
}

const KEPT = 5;

class Count implements InvariantTotals {
    checked = 0;
    broken = 0;
    members = 0;
    undecided = 0;
    first: readonly Breach[] = [];

    add(breach: Breach): void {
        this.broken++;
        const last = this.first.at(-1);
        if (this.first.length === KEPT && last !== undefined && compare(last, breach) <= 0) return;
        this.first = [...this.first, breach].toSorted(compare).slice(0, KEPT);
    }

    addAll({ checked, broken, members, undecided, first }: InvariantTotals): void {
        this.checked += checked;
        this.broken += broken;
        this.members += members;
        this.undecided += undecided;
        this.first = [...this.first, ...first].toSorted(compare).slice(0, KEPT);
    }
}

/** What invariants came to. Which breaches are kept does not depend on the order in which members come. */
export function createInvariantTally(invariants: readonly Invariant[]): InvariantTally {
    const counts = new Map(invariants.map(({ name }) => [name, new Count()]));
    return {
        hears: ['unknown', 'breach'],
        open() {
            const concerned = new Set<string>();
            return {
                take(outcome) {
                    if (outcome.kind === 'unknown') {
                        const count = counts.get(outcome.rule);
                        if (count !== undefined) count.undecided++;
                    }
                    if (outcome.kind !== 'breach') return;
                    const count = counts.get(outcome.invariant);
                    if (count === undefined) return;
                    const { member, at, cause, why } = outcome;
                    count.add({ member, at, cause, why });
                    if (!concerned.has(outcome.invariant)) count.members++;
                    concerned.add(outcome.invariant);
                },
                close({ checks }) {
                    for (const [name, times] of checks) {
                        const count = counts.get(name);
                        if (count !== undefined) count.checked += times;
                    }
                },
            };
        },
        counted: () => counts,
        add(other: ReadonlyMap<string, InvariantTotals>) {
            for (const [name, totals] of other) counts.get(name)?.addAll(totals);
        },
        totals: invariant => counts.get(invariant) ?? new Count(),
    };
}

const compare = (a: Breach, b: Breach): number =>
    a.at - b.at || (a.member < b.member ? -1 : a.member > b.member ? 1 : 0);
