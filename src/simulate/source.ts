import type { Day } from '../base/calendar.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ColumnsPart } from '../model/columns.ts';
import type { ListPrice } from '../model/contract.ts';
import type { KeptResults } from '../model/kept-results.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';

/** Where members and events come from: a history of files, a test, a generator. Can be read as often as needed. */
export interface Source {
    /** Every member once, with everything that happened to it in the order of time, then of sequence. */
    readonly members: () => AsyncIterable<MemberEvents>;
    /** Everything that happened, in the order of time over all members. */
    readonly timeOrder: () => AsyncIterable<Occurrence>;
    /** The members in the form that compiled programs fold over, in any order. */
    readonly columnParts?: () => AsyncIterable<ColumnsPart>;
    /** What articles cost from when on. */
    readonly prices?: readonly ListPrice[];
    /** What happens for everybody. */
    readonly announcements?: readonly Announcement[];
    /** What was worked out before of the same, where anything is kept. */
    readonly results?: KeptResults | undefined;
    readonly figures: SourceFigures;
    readonly rejects: readonly { readonly file: string; readonly row: number; readonly reason: string }[];
    /** What a reader must know to trust the figures. */
    readonly remarks: readonly string[];
}

export interface MemberEvents {
    readonly member: Member;
    readonly occurrences: readonly Occurrence[];
}

export interface SourceFigures {
    readonly rows: number;
    readonly members: number;
    readonly events: number;
    /** Local days of the first and the last event, in the program's zone. */
    readonly from: Day | undefined;
    readonly to: Day | undefined;
    readonly rejected: number;
    /** Left out before they came here, as their id came before. */
    readonly repeated: number;
}
