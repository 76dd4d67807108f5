import { lesser } from '../../base/whole.ts';
import type { Instant } from '../../base/zone.ts';
import type { Posting } from '../../model/outcome.ts';
import { addable } from './adding.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Points by how they ended. Whole units of the points' decimals. */
export interface Endings {
    /** Of lots whose last day of validity lies within the data. */
    readonly matured: { readonly spent: bigint; readonly expired: bigint };
    /** Of lots that are valid beyond the data, less what came back. */
    readonly youngSpent: bigint;
}

export interface BreakageTally extends Tally {
    readonly endings: (points: string) => Endings;
}

/** What became of points that had their whole life within the data, and of the others so far. `until`: its last instant. */
export function createBreakageTally(names: readonly string[], until: Instant): BreakageTally {
    const counts = new Map(names.map(name => [name, { matured: { spent: 0n, expired: 0n }, youngSpent: 0n }]));
    const member: MemberTally = {
        take(outcome) {
            if (outcome.kind !== 'posting') return;
            const count = counts.get(outcome.points);
            if (count !== undefined) add(count, outcome, until);
        },
        close() {},
    };
    return {
        hears: ['posting'],
        open: () => member,
        count({ rows }) {
            for (let n = rows.begin; n < rows.end; n++) {
                const flow = rows.flow(n);
                if (flow !== 'spent' && flow !== 'expired') continue;
                const count = counts.get(rows.points(n));
                if (count !== undefined)
                    add(count, { flow, amount: BigInt(rows.amount(n)), expires: rows.expires(n) }, until);
            }
        },
        ...addable(counts),
        endings: name => counts.get(name) ?? { matured: { spent: 0n, expired: 0n }, youngSpent: 0n },
    };
}

function add(
    count: { readonly matured: { spent: bigint; expired: bigint }; youngSpent: bigint },
    { flow, amount, expires }: Pick<Posting, 'flow' | 'amount' | 'expires'>,
    until: Instant,
): void {
    const isMatured = expires !== undefined && expires <= until;
    if (flow === 'expired' && isMatured) count.matured.expired += amount;
    // What came back has another end: where one was counted it was none.
    if (flow === 'reinstated') count.matured.expired -= lesser(amount, count.matured.expired);
    if (flow !== 'spent' && flow !== 'restored') return;
    const spent = flow === 'spent' ? amount : -amount;
    if (isMatured) count.matured.spent += spent;
    else count.youngSpent += spent;
}
