import { spreadEvenly } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import { append } from './adding.ts';
import { isFirstOf } from './points.ts';
import type { MemberTally, Tally } from './tally.ts';

/** A tenth of all members, or a single one where there are fewer than ten. */
export interface Tenth {
    /** Of all points that are available; debt counts as nothing held. */
    readonly share: Rational;
    readonly members: number;
}

export interface HolderTally extends Tally {
    /** Those who hold most first; empty where nobody holds any. */
    readonly tenths: (points: string) => readonly Tenth[];
}

export function createHolderTally(names: readonly string[]): HolderTally {
    const shared = new Set<string>();
    const held = new Map<string, bigint[]>(names.map(name => [name, []]));
    const member: MemberTally = {
        take() {},
        close({ points }) {
            for (const name of names) {
                const ledger = points.get(name);
                const counts = ledger === undefined || isFirstOf(shared, name, ledger);
                const available = counts ? (ledger?.available ?? 0n) : 0n;
                held.get(name)?.push(available > 0n ? available : 0n);
            }
        },
    };
    return {
        hears: [],
        open: () => member,
        counted: () => held,
        add(other: typeof held) {
            for (const [name, amounts] of other) append(held.get(name) ?? [], amounts);
        },
        tenths: name => tenthsOf(held.get(name) ?? []),
    };
}

function tenthsOf(amounts: readonly bigint[]): Tenth[] {
    const total = amounts.reduce((a, b) => a + b, 0n);
    if (total === 0n) return [];
    const falling = amounts.toSorted((a, b) => (a === b ? 0 : a > b ? -1 : 1));
    let start = 0;
    return spreadEvenly(BigInt(falling.length), Math.min(10, falling.length)).map(size => {
        const members = Number(size);
        const group = falling.slice(start, start + members);
        start += members;
        return {
            share: Rational.of(
                group.reduce((a, b) => a + b, 0n),
                total,
            ),
            members,
        };
    });
}
