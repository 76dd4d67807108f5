import { DIFFERING, factsOf, KNOWN, UNKNOWN } from '../../model/column-facts.ts';
import type { Column, ColumnFacts, HistoryColumns, NumberColumn } from '../../model/columns.ts';
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
    const { moment } = columns;
    const facts = columns.facts ?? factsOf(columns);
    const present = new Set(events.filter((_, index) => facts.sources.includes(index)));
    const byColumn = new Map<Column, ColumnFacts>();
    const named = [...columns.fields, ...columns.memberFields];
    for (const [index, [, column]] of named.entries()) {
        const own = facts.columns[index];
        if (own !== undefined) byColumn.set(column, own);
    }
    const of = (column: Column): ColumnFacts => byColumn.get(column) ?? NOTHING_KNOWN;
    const rows = powerFrom(facts.mostRows);
    const isSomewhere = (column: Column, event: string, what: number): boolean =>
        events.some((name, index) => name === event && ((of(column).known[index] ?? 0) & what) !== 0);
    return {
        columns,
        events,
        mostRows: rows,
        earliest: facts.earliest,
        field: (event, name) => columns.fields.get(`${event}.${name}`) ?? columns.fields.get(name),
        range: column => widened(of(column)),
        isKnownIn: (column, event) => !isSomewhere(column, event, UNKNOWN),
        isSomewhereKnownIn: (column, event) => isSomewhere(column, event, KNOWN),
        isSameInRows: (column, event) => !isSomewhere(column, event, DIFFERING),
        hasEvent: event => present.has(event),
        key: JSON.stringify([
            rows,
            moment.step,
            [...present],
            named.map(([name, each]) => [name, kindOf(each), widened(of(each)), of(each).known]),
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

/** Ranges of blocks of one history are mostly the same when they are a little wider: then so is the code. */
const widened = ({ low, high }: ColumnFacts): readonly [number, number] =>
    low > high ? [0, 0] : [low < 0 ? -powerFrom(-low) : low > 0 ? 1 : 0, high > 0 ? powerFrom(high) : 0];

/** Of no row anything is known. */
const NOTHING_KNOWN: ColumnFacts = { low: Infinity, high: -Infinity, known: [] };

/** The next power of two, at least so much. */
const powerFrom = (value: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, value)));

/** A column that generated code can read. */
export function coded(column: Column, name: string): Exclude<Column, { kind: 'text' }> {
    return column.kind === 'text' ? refuse(`the texts of '${name}' hardly repeat`) : column;
}
