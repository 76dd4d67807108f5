import type { Column, HistoryColumns, NumberColumn } from '../../model/columns.ts';
import { refuse } from './refusal.ts';

/** What is known of a history before its events are looked at one by one. */
export interface Shape {
    readonly columns: HistoryColumns;
    /** Kind of event by number of the source. */
    readonly events: readonly string[];
    /** Most rows of one member. */
    readonly mostRows: number;
    /** A field of an event or of its items. */
    readonly field: (event: string, name: string) => Column | undefined;
    readonly range: (column: NumberColumn) => readonly [number, number];
    /** Whether it may be unknown in rows of this kind of event. */
    readonly isKnownIn: (column: Column, event: string) => boolean;
    readonly isSomewhereKnownIn: (column: Column, event: string) => boolean;
    /** Whether all rows of each such event say the same. */
    readonly isSameInRows: (column: Column, event: string) => boolean;
    readonly hasEvent: (event: string) => boolean;
}

export function shapeOf(columns: HistoryColumns, events: readonly string[]): Shape {
    const ranges = new Map<NumberColumn, readonly [number, number]>();
    const known = new Map<Column, ReadonlySet<string>>();
    const somewhere = new Map<Column, ReadonlySet<string>>();
    const differing = new Map<Column, ReadonlySet<string>>();
    const sources = new Set(columns.source);
    const present = new Set(events.filter((_, source) => sources.has(source)));
    return {
        columns,
        events,
        mostRows: powerFrom(mostRows(columns)),
        field: (event, name) => columns.fields.get(`${event}.${name}`) ?? columns.fields.get(name),
        range(column) {
            const range = ranges.get(column) ?? widened(rangeOf(column));
            ranges.set(column, range);
            return range;
        },
        isKnownIn(column, event) {
            const found = known.get(column) ?? unknownIn(column, columns, events);
            known.set(column, found);
            return !found.has(event);
        },
        isSomewhereKnownIn(column, event) {
            const found = somewhere.get(column) ?? knownIn(column, columns, events);
            somewhere.set(column, found);
            return found.has(event);
        },
        isSameInRows(column, event) {
            const found = differing.get(column) ?? differingIn(column, columns, events);
            differing.set(column, found);
            return !found.has(event);
        },
        hasEvent: event => present.has(event),
    };
}

function mostRows({ begins, memberCount }: HistoryColumns): number {
    let most = 0;
    for (let member = 0; member < memberCount; member++)
        most = Math.max(most, (begins[member + 1] ?? 0) - (begins[member] ?? 0));
    return most;
}

/** Ranges of blocks of one history are mostly the same when they are a little wider: then so is the code. */
const widened = ([low, high]: readonly [number, number]): readonly [number, number] => [
    low < 0 ? -powerFrom(-low) : low > 0 ? 1 : 0,
    high > 0 ? powerFrom(high) : 0,
];

/** The next power of two, at least so much. */
const powerFrom = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, value)));

function rangeOf({ values, unknown }: NumberColumn): readonly [number, number] {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
        if (value === unknown) continue;
        if (value < low) low = value;
        if (value > high) high = value;
    }
    return low > high ? [0, 0] : [low, high];
}

/** Kinds of events in whose rows something is not known. */
function unknownIn(column: Column, { source, rowCount }: HistoryColumns, events: readonly string[]): Set<string> {
    const isUnknown = unknownAt(column);
    const found = new Set<string>();
    if (isUnknown === undefined) return found;
    for (let row = 0; row < rowCount; row++) if (isUnknown(row)) found.add(events[source[row] ?? 0] ?? '');
    return found;
}

/** Kinds of events in whose rows something is known. */
function knownIn(column: Column, { source, rowCount }: HistoryColumns, events: readonly string[]): Set<string> {
    const isUnknown = unknownAt(column);
    const found = new Set<string>();
    for (let row = 0; row < rowCount; row++)
        if (isUnknown === undefined || !isUnknown(row)) found.add(events[source[row] ?? 0] ?? '');
    return found;
}

/** Kinds of events of which some have rows that differ. */
function differingIn(column: Column, { continues, rowCount, source }: HistoryColumns, events: readonly string[]) {
    const found = new Set<string>();
    if (column.kind === 'text') return new Set(events);
    const values = column.kind === 'number' ? column.values : column.codes;
    for (let row = 1; row < rowCount; row++)
        if (continues[row] === 1 && values[row] !== values[row - 1]) found.add(events[source[row] ?? 0] ?? '');
    return found;
}

function unknownAt(column: Column): ((row: number) => boolean) | undefined {
    switch (column.kind) {
        case 'number': {
            const { values, unknown } = column;
            return unknown === undefined ? undefined : row => values[row] === unknown;
        }
        case 'code': {
            const { codes } = column;
            return row => codes[row] === 0;
        }
        case 'text': {
            const { ends } = column;
            return row => ends[row] === (row === 0 ? 0 : ends[row - 1]);
        }
    }
}

/** A column that generated code can read. */
export function coded(column: Column, name: string): Exclude<Column, { kind: 'text' }> {
    return column.kind === 'text' ? refuse(`the texts of '${name}' hardly repeat`) : column;
}
