import type { Member } from '../../model/occurrence.ts';
import type { Ladder } from '../../model/tiers.ts';
import type { Months } from '../months.ts';
import { addUp } from './adding.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Members by name of the tier, lowest first. */
export type Holders = { readonly [tier: string]: number };

export interface TierTally extends Tally {
    /**
     * At the end of each month. A member counts from the month of joining on, from that of their first event where
     * it is not known when they joined, from the first month where there is neither.
     */
    readonly months: (ladder: string) => readonly Holders[];
    readonly end: (ladder: string) => Holders;
}

export function createTierTally(ladders: readonly Ladder[], months: Months): TierTally {
    const counts = new Map(ladders.map(ladder => [ladder.name, new LadderCounts(ladder, months.names.length)]));
    return {
        // Who is not known to have joined is there from the first thing on that happens.
        hears: 'all',
        open: member => memberTiers(member, counts, months),
        count({ member, rows, month, end }) {
            const { come, move, close } = memberTiers(member, counts, months);
            if (rows.first >= 0) come(month(rows.first));
            for (let n = rows.begin; n < rows.end; n++) {
                const moved = rows.move(n);
                if (moved !== undefined) move(moved, month(n));
            }
            close(end);
        },
        counted: () => new Map(Array.from(counts, ([name, count]) => [name, count.counted()])),
        add(other: ReadonlyMap<string, LadderSums>) {
            for (const [name, sums] of other) counts.get(name)?.addCounted(sums);
        },
        months: ladder => counts.get(ladder)?.atMonthEnds() ?? [],
        end: ladder => counts.get(ladder)?.atEnd() ?? {},
    };
}

function memberTiers(
    { joined }: Member,
    counts: ReadonlyMap<string, LadderCounts>,
    months: Months,
): MemberTally & {
    readonly come: (month: number) => void;
    readonly move: (move: { readonly ladder: string; readonly to: string }, month: number) => void;
} {
    let since = joined === undefined ? undefined : months.indexOfDay(joined);
    const moves: { ladder: string; to: string; month: number }[] = [];
    const come = (month: number): void => {
        since ??= month;
    };
    const move = ({ ladder, to }: { readonly ladder: string; readonly to: string }, month: number): void =>
        void moves.push({ ladder, to, month });
    return {
        come,
        move,
        take(outcome, month) {
            come(month);
            if (outcome.kind === 'tier') move(outcome, month);
        },
        close({ tiers }) {
            const from = since ?? 0;
            for (const [name, count] of counts) {
                const own = moves.filter(({ ladder }) => ladder === name);
                count.add(own, from, tiers.get(name));
            }
        },
    };
}

/** Members by tier: who comes and goes in each month, and where they are at the end. */
interface LadderSums {
    readonly changes: readonly ReadonlyMap<string, number>[];
    readonly end: ReadonlyMap<string, number>;
}

/** Changes by month, from which the states at the ends of months follow. */
class LadderCounts {
    readonly #tiers: readonly string[];
    readonly #changes: Map<string, number>[];
    readonly #end: Map<string, number>;

    constructor({ tiers }: Ladder, monthCount: number) {
        this.#tiers = tiers.map(({ name }) => name);
        this.#changes = Array.from({ length: monthCount }, () => new Map());
        this.#end = new Map();
    }

    add(
        moves: readonly { readonly to: string; readonly month: number }[],
        since: number,
        end: string | undefined,
    ): void {
        let held = this.#tiers[0] ?? '';
        this.#change(since, held, 1);
        for (const { to, month } of moves) {
            this.#change(Math.max(since, month), held, -1);
            this.#change(Math.max(since, month), to, 1);
            held = to;
        }
        const tier = end ?? held;
        this.#end.set(tier, (this.#end.get(tier) ?? 0) + 1);
    }

    counted(): LadderSums {
        return { changes: this.#changes, end: this.#end };
    }

    addCounted({ changes, end }: LadderSums): void {
        addUp<LadderSums['changes']>(this.#changes, changes);
        addUp<LadderSums['end']>(this.#end, end);
    }

    atMonthEnds(): Holders[] {
        const running = new Map<string, number>();
        return this.#changes.map(changes => {
            for (const [tier, change] of changes) running.set(tier, (running.get(tier) ?? 0) + change);
            return this.#holders(running);
        });
    }

    atEnd(): Holders {
        return this.#holders(this.#end);
    }

    #change(month: number, tier: string, by: number): void {
        const changes = this.#changes[month];
        changes?.set(tier, (changes.get(tier) ?? 0) + by);
    }

    #holders(counts: ReadonlyMap<string, number>): Holders {
        return Object.fromEntries(this.#tiers.map(tier => [tier, counts.get(tier) ?? 0]));
    }
}
