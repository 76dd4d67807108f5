import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { RowFilter } from '../../model/dataset.ts';
import { quotedIdentifier, quotedString } from '../database.ts';
import type { SourcePlan } from '../mapping.ts';
import { stepAside } from './aside.ts';
import type { ParquetFile } from './column-facts.ts';

/** Which source takes a row, told by one small number that is made of all columns that filters ask. */
export interface Taking {
    /** By file: gives the number. */
    readonly sql: ReadonlyMap<ParquetFile, string>;
    /** By number: the source, or `NOBODY`. */
    readonly takers: Int16Array;
    /** By number: the file. */
    readonly files: Uint8Array;
}

export const NOBODY = -1;
/** A filter asks a text that would have to be trimmed first. */
export const UNCLEAR = 255;

export interface FileSources {
    readonly file: ParquetFile;
    /** Its number in the plan. */
    readonly number: number;
    readonly sources: readonly SourcePlan[];
}

export function takingOf(files: readonly FileSources[]): Taking {
    const takers = new Int16Array(256).fill(NOBODY);
    const ofFile = new Uint8Array(256);
    const sql = new Map<ParquetFile, string>();
    let first = 0;
    for (const { file, number, sources } of files) {
        const columns = askedColumns(sources);
        const count = columns.reduce((all, { texts }) => all * (texts.length + 1), 1);
        if (first + count > UNCLEAR) stepAside('filters ask too much');
        for (let key = 0; key < count; key++) {
            takers[first + key] = takerOf(sources, columns, key);
            ofFile[first + key] = number;
        }
        sql.set(file, keySql(file, columns, first));
        first += count;
    }
    return { sql, takers, files: ofFile };
}

interface Asked {
    readonly column: string;
    readonly texts: readonly string[];
}

function askedColumns(sources: readonly SourcePlan[]): Asked[] {
    const asked = new Map<string, Set<string>>();
    for (const { column, values } of sources.flatMap(({ filters }) => filters)) {
        const texts = asked.get(column) ?? new Set();
        asked.set(column, texts);
        for (const text of values) {
            if (text === '' || text !== text.trim() || text.includes('\0')) stepAside('a filter asks for blanks');
            texts.add(text);
        }
    }
    return Array.from(asked, ([column, texts]) => ({ column, texts: [...texts] }));
}

/** Digits of the number say for each column which of the texts it has, 0 for none of them. */
function takerOf(sources: readonly SourcePlan[], columns: readonly Asked[], key: number): number {
    const found = new Map<string, string | undefined>();
    let rest = key;
    for (const { column, texts } of columns) {
        found.set(column, texts[(rest % (texts.length + 1)) - 1]);
        rest = Math.floor(rest / (texts.length + 1));
    }
    const takers = sources.filter(({ filters }) => filters.every(filter => holds(filter, found.get(filter.column))));
    if (takers.length > 1) stepAside('a row may be of several sources');
    return takers[0]?.index ?? NOBODY;
}

function holds({ op, values }: RowFilter, text: string | undefined): boolean {
    const isAmong = text !== undefined && values.includes(text);
    return op === 'is not' ? !isAmong : isAmong;
}

const TEXT = /^(VARCHAR|BOOLEAN|U?(TINY|SMALL|BIG)?INT(EGER)?)$/;

function keySql(file: ParquetFile, columns: readonly Asked[], first: number): string {
    let factor = 1;
    const digits: string[] = [`${first}`];
    for (const { column, texts } of columns) {
        const type = file.type(column);
        if (!TEXT.test(type)) stepAside('a filter asks a column of another type');
        const name = quotedIdentifier(column);
        const text = type === 'VARCHAR' ? name : `CAST(${name} AS VARCHAR)`;
        const other =
            type === 'VARCHAR' ? `CASE WHEN ${name} IS NULL OR ${isPlain(name)} THEN 0 ELSE ${UNCLEAR} END` : '0';
        digits.push(`${factor} * coalesce(list_position([${texts.map(quotedString).join(', ')}], ${text}), ${other})`);
        factor *= texts.length + 1;
    }
    return `CAST(least(${digits.join(' + ')}, ${UNCLEAR}) AS UTINYINT)`;
}

/** Begins and ends with what no trimming takes away. */
const isPlain = (column: string): string => `(${column} = '' OR regexp_full_match(${column}, '[!-~](?s:.*[!-~])?'))`;

/** Numbers of a column of a chunk as DuckDB holds them. */
export function numbersIn(chunk: DuckDBDataChunk, column: number): Numbers {
    const items: unknown = Reflect.get(chunk.getColumnVector(column), 'items');
    if (
        items instanceof Int32Array ||
        items instanceof Float64Array ||
        items instanceof Uint8Array ||
        items instanceof Uint16Array
    )
        return items;
    return stepAside('a vector has no numbers');
}

export type Numbers = Int32Array | Float64Array | Uint8Array | Uint16Array;
