import type { Column, HistoryColumns, NumberColumn } from '../../model/columns.ts';
import { refuse } from './refusal.ts';

/** What is known of a history before its events are looked at one by one. */
export interface Shape {
    readonly columns: HistoryColumns;
    /** Kind of event by number of the source. */
    readonly events: readonly string[];
    /** Most rows of one member. */
    readonly mostRows: number;
    /** The first moment of a row, in steps; infinite where there is none. */
    readonly earliest: number;
    /** A field of an event or of its items. */
    readonly field: (event: string, name: string) => Column | undefined;
    readonly range: (column: NumberColumn) => readonly [number, number];
    /** Whether it may be unknown in rows of this kind of event. */
    readonly isKnownIn: (column: Column, event: string) => boolean;
    readonly isSomewhereKnownIn: (column: Column, event: string) => boolean;
    /** Whether all rows of each such event say the same. */
    readonly isSameInRows: (column: Column, event: string) => boolean;
    readonly hasEvent: (event: string) => boolean;
    /** Shapes of equal keys are the same to whoever makes code of them, but for their columns. */
    readonly key: string;
}

const known = new WeakMap<HistoryColumns, Shape>();

/** Columns are looked through once, whatever is made of them. */
export function shapeOf(columns: HistoryColumns, events: readonly string[]): Shape {
    const found = known.get(columns);
    if (found?.events.join('\n') === events.join('\n')) return found;
    const shape = lookedThrough(columns, events);
    known.set(columns, shape);
    return shape;
}

function lookedThrough(columns: HistoryColumns, events: readonly string[]): Shape {
    const { source, moment } = columns;
    const sources = new Uint8Array(Math.max(events.length, 1));
    for (let row = 0; row < source.length; row++) sources[source[row] ?? 0] = 1;
    const present = new Set(events.filter((_, index) => sources[index] === 1));
    const facts = new Map<Column, ColumnFacts>();
    for (const column of columns.fields.values()) facts.set(column, rowFacts(column, columns, events.length));
    for (const column of columns.memberFields.values()) facts.set(column, factsOf(column, undefined, 1));
    const of = (column: Column): ColumnFacts => {
        const found = facts.get(column) ?? rowFacts(column, columns, events.length);
        facts.set(column, found);
        return found;
    };
    const isSomewhere = (column: Column, event: string, what: number): boolean =>
        events.some((name, index) => name === event && ((of(column).known[index] ?? 0) & what) !== 0);
    const rows = powerFrom(mostRows(columns));
    const earliest = leastOf(moment.values);
    const named = [...columns.fields, ...columns.memberFields];
    return {
        columns,
        events,
        mostRows: rows,
        earliest,
        field: (event, name) => columns.fields.get(`${event}.${name}`) ?? columns.fields.get(name),
        range: column => of(column).range,
        isKnownIn: (column, event) => !isSomewhere(column, event, UNKNOWN),
        isSomewhereKnownIn: (column, event) => isSomewhere(column, event, KNOWN),
        isSameInRows: (column, event) => !isSomewhere(column, event, DIFFERING),
        hasEvent: event => present.has(event),
        key: JSON.stringify([
            rows,
            moment.step,
            [...present],
            named.map(([name, each]) => [name, kindOf(each), of(each)]),
        ]),
    };
}

/** Of a column that is a number or a code, what the code for it hangs on. */
function kindOf(column: Column): unknown {
    switch (column.kind) {
        case 'number':
            return [column.per, column.unknown ?? null];
        case 'code':
            return column.texts;
        case 'text':
            return 'text';
    }
}

function mostRows({ begins, memberCount }: HistoryColumns): number {
    let most = 0;
    for (let member = 0; member < memberCount; member++)
        most = Math.max(most, (begins[member + 1] ?? 0) - (begins[member] ?? 0));
    return most;
}

function leastOf(values: Int32Array | Float64Array): number {
    let least = Number.POSITIVE_INFINITY;
    for (let row = 0; row < values.length; row++) least = Math.min(least, values[row] ?? least);
    return least;
}

/** Ranges of blocks of one history are mostly the same when they are a little wider: then so is the code. */
const widened = ([low, high]: readonly [number, number]): readonly [number, number] => [
    low < 0 ? -powerFrom(-low) : low > 0 ? 1 : 0,
    high > 0 ? powerFrom(high) : 0,
];

/** The next power of two, at least so much. */
const powerFrom = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, value)));

interface ColumnFacts {
    readonly range: readonly [number, number];
    /** By source, `KNOWN` and `UNKNOWN` where there are such rows, `DIFFERING` where rows of one event are not the same. */
    readonly known: readonly number[];
}

const [KNOWN, UNKNOWN, DIFFERING] = [1, 2, 4];

/** Of a column of rows, also whether they differ within an event. */
function rowFacts(column: Column, { source, continues }: HistoryColumns, sources: number): ColumnFacts {
    return factsOf(column, source, sources, continues);
}

/** Rows are looked at so many at a time, as doubles: a loop over arrays of one kind is many times as fast as over several. */
const AT_ONCE = 4096;
const chunk = new Float64Array(AT_ONCE);
const chunkSources = new Uint16Array(AT_ONCE);

/** Everything that is asked of a column, in one look at it. */
function factsOf(
    column: Column,
    source: HistoryColumns['source'] | undefined,
    sources: number,
    continues: Uint8Array = NO_ROWS,
): ColumnFacts {
    const known = new Uint8Array(Math.max(sources, 1));
    const look = column.kind === 'number' ? numbersLook(column.unknown) : textsLook(column.kind === 'text');
    const { values } = column.kind === 'number' ? column : textPlaces(column);
    chunkSources.fill(0);
    for (let from = 0; from < values.length; from += AT_ONCE) {
        const count = Math.min(AT_ONCE, values.length - from);
        chunk.set(values.subarray(from, from + count));
        if (source !== undefined) chunkSources.set(source.subarray(from, from + count));
        look.take(count, known, continues.subarray(from, from + count));
    }
    const [low, high] = look.range();
    return { range: widened(low > high ? [0, 0] : [low, high]), known: [...known] };
}

const NO_ROWS = new Uint8Array();

/** Looks at the numbers of the chunk. */
function numbersLook(unknown: number | undefined) {
    // Nothing is the same as what is not a number.
    const isGap = unknown !== undefined && Number.isNaN(unknown);
    const gap = unknown ?? Number.NaN;
    let [low, high, before] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
    return {
        take(count: number, known: Uint8Array, continues: Uint8Array): void {
            for (let row = 0; row < count; row++) {
                const value = chunk[row] ?? 0;
                const own = chunkSources[row] ?? 0;
                let what: number = KNOWN;
                if (value === gap || (isGap && Number.isNaN(value))) what = UNKNOWN;
                else {
                    if (value < low) low = value;
                    if (value > high) high = value;
                }
                if (continues[row] === 1 && value !== before) what |= DIFFERING;
                known[own] = (known[own] ?? 0) | what;
                before = value;
            }
        },
        range: (): readonly [number, number] => [low, high],
    };
}

/** Looks at the places of texts in the chunk. */
function textsLook(isPiece: boolean) {
    let before = 0;
    return {
        take(count: number, known: Uint8Array, continues: Uint8Array): void {
            for (let row = 0; row < count; row++) {
                const value = chunk[row] ?? 0;
                const own = chunkSources[row] ?? 0;
                let what: number = value === (isPiece ? before : 0) ? UNKNOWN : KNOWN;
                if (continues[row] === 1 && (isPiece || value !== before)) what |= DIFFERING;
                known[own] = (known[own] ?? 0) | what;
                before = value;
            }
        },
        range: (): readonly [number, number] => [1, 0],
    };
}

/** Texts are unknown where they end as they begin, codes where they are 0. */
const textPlaces = (column: Exclude<Column, NumberColumn>) =>
    column.kind === 'text' ? { values: column.ends, isPiece: true } : { values: column.codes, isPiece: false };

/** A column that generated code can read. */
export function coded(column: Column, name: string): Exclude<Column, { kind: 'text' }> {
    return column.kind === 'text' ? refuse(`the texts of '${name}' hardly repeat`) : column;
}
