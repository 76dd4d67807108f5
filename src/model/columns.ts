import type { Member, Occurrence } from './occurrence.ts';

/**
 * A history as columns: what compiled programs fold over, what a cache keeps, what threads share. Typed arrays only,
 * so that posting one copies nothing where its buffers are shared. No strings and no objects per row.
 */
export interface HistoryColumns {
    /** Whole members, in the order of their ids (bytes). */
    readonly memberCount: number;
    readonly rowCount: number;
    /** `memberCount + 1` numbers: rows of member m are `begins[m]` up to `begins[m + 1]`, in the order of time, then of place. */
    readonly begins: Int32Array;
    readonly memberIds: TextColumn;
    /** By field of the member, `memberCount` long; `joined` (days since 1970) and `referrer` among them where they are known. */
    readonly memberFields: ReadonlyMap<string, Column>;
    /**
     * Number of the row's source in the dataset (`Dataset.sources`); a source has one kind of event. A row of a source of
     * members is the member's enrolment, before everything that happened from its moment on.
     */
    readonly source: Uint8Array | Uint16Array;
    /** 1: a further line of the event of the row before it. */
    readonly continues: Uint8Array;
    /** Milliseconds since 1970 divided by `step`: 1000 where every moment is a whole second. */
    readonly moment: { readonly values: Int32Array | Float64Array; readonly step: number };
    /**
     * Number of the row's file times 2^32, and of the row in it: names events that have no id of their own. What is the
     * same for all rows of a source may stand in `placeFrom` instead, by source, and is to be added.
     */
    readonly place: Int32Array | Float64Array;
    readonly placeFrom?: readonly number[] | undefined;
    /**
     * By field of an event or of an item (`amount`, `category`, `rating` …), `rowCount` long; unknown in rows of sources
     * that do not map it. Where two sources give one name different types, each has its own: `event.field`. `order` and
     * `id` are texts; where all of them are whole numbers as they are written, they are numbers. Values that are no
     * exact numbers of this size are texts as they were written, and so are those of `paid` and `gift_card` where some
     * are `yes` or `no`.
     */
    readonly fields: ReadonlyMap<string, Column>;
    /** Where the columns, or those of the whole history, were looked through before. */
    readonly facts?: ColumnsFacts | undefined;
}

/** What is known of columns without looking at each row again; of more rows than there are, too. */
export interface ColumnsFacts {
    /** Most rows of one member. */
    readonly mostRows: number;
    /** The first moment of a row, in steps; infinite where there is none. */
    readonly earliest: number;
    /** Numbers of the sources of which there are rows. */
    readonly sources: readonly number[];
    /** Of `fields` and then of `memberFields`, in their order. */
    readonly columns: readonly ColumnFacts[];
}

export interface ColumnFacts {
    /** Of the numbers that are known: infinite, and the other way round, where there are none. */
    readonly low: number;
    readonly high: number;
    /** By source, what is so in some of its rows: 1 known, 2 unknown, 4 not the same in all rows of an event. */
    readonly known: readonly number[];
}

/** Some members of a history as columns, by their numbers in them; half-open. */
export interface ColumnsPart {
    readonly columns: HistoryColumns;
    /** Kind of event by number of the source; `enrolment` for sources of members. */
    readonly events: readonly string[];
    readonly from: number;
    readonly until: number;
    /** Some of them as the interpreter takes them, by their numbers, half-open. */
    readonly members: (
        from: number,
        until: number,
    ) => Iterable<{
        readonly member: Member;
        readonly occurrences: readonly Occurrence[];
    }>;
}

export type Column = NumberColumn | CodeColumn | TextColumn;

/** Exact numbers: `values[i] / per`, both whole and safe. Days are days since 1970, booleans 0 and 1; money in whole currency units, so cents have `per` 100. */
export interface NumberColumn {
    readonly kind: 'number';
    readonly values: Int8Array | Int16Array | Int32Array | Float64Array;
    readonly per: number;
    /** Stands for unknown; absent: nothing is unknown. */
    readonly unknown: number | undefined;
}

/** Few different texts: `texts[codes[i]]`; code 0 is unknown, and `texts[0]` is empty. Sets of choices are their sorted members joined by a line feed. */
export interface CodeColumn {
    readonly kind: 'code';
    readonly codes: Uint8Array | Uint16Array | Int32Array;
    readonly texts: readonly string[];
}

/** Texts that hardly repeat, in UTF-8: text i is `bytes` from `ends[i - 1]` (0 for the first) up to `ends[i]`; empty is unknown. */
export interface TextColumn {
    readonly kind: 'text';
    readonly bytes: Uint8Array;
    readonly ends: Int32Array | Float64Array;
}
