import type { PlainRows } from '../../engine/compiled/plain-rows.ts';
import type { LawBreach } from '../../model/documents/simulation.ts';
import type { Member, Occurrence } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';

export type Kind = Outcome['kind'];

/** What of the outcomes is as the data say it, whatever the rules of a program without prices are. */
export const HISTORY_KINDS = ['event', 'repeated', 'purchase', 'return'] as const satisfies readonly Kind[];

/**
 * One concern of a simulation, counted over all members. Tallies hear outcomes of many members in any interleaving,
 * of each member in order; none of their figures depends on the interleaving.
 */
export interface Tally {
    /** Kinds of outcomes that it takes; those of other kinds are kept from it. */
    readonly hears: readonly Kind[] | 'all';
    /** See `HistoryTally`. */
    readonly ofHistory?: true;
    readonly open: (member: Member) => MemberTally;
    /**
     * Counts a member of plain rows, as it would of the outcomes that they stand for. Only who hears none of those may
     * leave it out.
     */
    readonly count?: (plain: PlainMember) => void;
    /** What was counted so far, as plain data that can be posted to another thread. */
    counted(): unknown;
    /** Adds what another tally of the same kind has counted of other members, who come after these. */
    add(counted: unknown): void;
}

/** A member whose rows can be counted as they are. */
export interface PlainMember {
    readonly member: Member;
    readonly rows: PlainRows;
    /** See `take`, of a row. */
    readonly month: (row: number) => number;
    readonly end: MemberEnd;
}

/** It counts what is as the data say it, whatever a program makes of it: neither rules nor where members stand. */
export interface HistoryTally extends Tally {
    readonly hears: readonly (typeof HISTORY_KINDS)[number][];
    readonly ofHistory: true;
    readonly open: (member: Member) => MemberTally & { readonly close: () => void };
}

export interface MemberTally {
    /** `month`: index of the calendar month in the simulation's period. */
    readonly take: (outcome: Outcome, month: number) => void;
    /** An event as the data gave it, after all that it set going; the same one may come twice. */
    readonly hear?: (occurrence: Occurrence) => void;
    /** Nothing more comes; `end` is where the member stands. */
    readonly close: (end: MemberEnd) => void;
}

/** Where a member stands at the end, as the engine keeps it. */
export interface MemberEnd {
    readonly points: ReadonlyMap<string, Ledger>;
    readonly tiers: ReadonlyMap<string, string>;
    readonly breaches: readonly LawBreach[];
    /** How often each invariant was looked at. */
    readonly checks: ReadonlyMap<string, number>;
}

/** Whole units of the points' decimals. `available` is less debt, `spent` less what was restored. */
export interface Ledger {
    /** The group that shares it; absent: the member's own. */
    readonly account: string | undefined;
    readonly issued: bigint;
    readonly available: bigint;
    readonly pending: bigint;
    readonly spent: bigint;
    readonly expired: bigint;
    readonly takenBack: bigint;
    readonly received: bigint;
    readonly sent: bigint;
    readonly debt: bigint;
}
