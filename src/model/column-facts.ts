import type { Column, ColumnFacts, ColumnsFacts, HistoryColumns, NumberColumn } from './columns.ts';

/** Of rows of a source: that there are such where a column is known, or unknown, or differs within an event. */
export const [KNOWN, UNKNOWN, DIFFERING] = [1, 2, 4];

/** Looks all columns through. */
export function factsOf(columns: HistoryColumns): ColumnsFacts {
    const { source, moment, continues, fields, memberFields } = columns;
    const sources = sourcesOf(source);
    const count = Math.max(0, ...sources) + 1;
    return {
        mostRows: mostRows(columns),
        earliest: leastOf(moment.values),
        sources,
        columns: [
            ...[...fields.values()].map(column => columnFacts(column, source, count, continues)),
            ...[...memberFields.values()].map(column => columnFacts(column, undefined, 1, NO_ROWS)),
        ],
    };
}

/** What is so of the rows of two blocks of one layout. */
export const bothFacts = (a: ColumnsFacts, b: ColumnsFacts): ColumnsFacts => ({
    mostRows: Math.max(a.mostRows, b.mostRows),
    earliest: Math.min(a.earliest, b.earliest),
    sources: [...new Set([...a.sources, ...b.sources])].toSorted((x, y) => x - y),
    columns: a.columns.map((own, index) => {
        const other = b.columns[index] ?? own;
        const length = Math.max(own.known.length, other.known.length);
        return {
            low: Math.min(own.low, other.low),
            high: Math.max(own.high, other.high),
            known: Array.from({ length }, (_, each) => (own.known[each] ?? 0) | (other.known[each] ?? 0)),
        };
    }),
});

function sourcesOf(source: HistoryColumns['source']): number[] {
    const found: number[] = [];
    let last = -1;
    for (let row = 0; row < source.length; row++) {
        const own = source[row] ?? 0;
        if (own === last) continue;
        last = own;
        if (!found.includes(own)) found.push(own);
    }
    return found.toSorted((a, b) => a - b);
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

/** Rows are looked at so many at a time, as doubles: a loop over arrays of one kind is many times as fast as over several. */
const AT_ONCE = 4096;
const chunk = new Float64Array(AT_ONCE);
const chunkSources = new Uint16Array(AT_ONCE);

/** Everything that is asked of a column, in one look at it. */
function columnFacts(
    column: Column,
    source: HistoryColumns['source'] | undefined,
    sources: number,
    continues: Uint8Array,
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
    return { low, high, known: [...known] };
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
