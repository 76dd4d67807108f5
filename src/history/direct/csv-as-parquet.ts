import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Database, quotedIdentifier, quotedString } from '../database.ts';
import { columnsOf, type SourcePlan } from '../mapping.ts';
import { stepAside } from './aside.ts';

/** Delimiters, the first of those that divide the header most often. */
const DELIMITERS = [',', ';', '\t', '|'];
/** So many rows say what the columns hold; whatever else comes later makes it step aside. */
const SAMPLE = 10_000;

/**
 * A plain CSV file as Parquet of typed columns, in the folder of the database: one without quotes and blank lines, where
 * splitting lines is all there is to reading. A cell that is not written as its column's others are steps aside.
 */
export async function csvAsParquet(
    path: string,
    number: number,
    sources: readonly SourcePlan[],
    database: Database,
): Promise<string> {
    if (path.toLowerCase().endsWith('.gz')) stepAside('a file is packed');
    const header = await headerOf(path);
    const table = tableOf(path, header);
    const kinds = kindsOf(sources);
    const [sample = []] = await database.rows(
        `SELECT ${[...kinds].map(([column, kind]) => sampleSql(quotedIdentifier(column), kind)).join(', ')}
         FROM (SELECT * FROM ${table} LIMIT ${SAMPLE})`,
    );
    const typed = [...kinds].map(([column, kind], index) => {
        const name = quotedIdentifier(column);
        return `${typedSql(name, kind, Number(sample[index] ?? 0))} AS ${name}`;
    });
    const to = join(database.folder, `typed-${number}.parquet`);
    await database.run(`COPY (SELECT ${typed.join(', ')} FROM ${table}) TO ${quotedString(to)} (FORMAT parquet)`);
    return to;
}

interface CsvHeader {
    readonly delimiter: string;
    readonly names: readonly string[];
}

/** Looks through all of the file: what is quoted, or no line, is left to who knows about it. */
async function headerOf(path: string): Promise<CsvHeader> {
    let line = '';
    let isWhole = false;
    let last = LINE_FEED;
    // A stream of a file without encoding yields buffers, which its type does not say.
    for await (const bytes of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
        const isStrange = STRANGE.some(each => bytes.includes(each));
        if (isStrange || bytes.includes('\n\n') || (last === LINE_FEED && bytes[0] === LINE_FEED))
            stepAside('a file has quotes, blank lines or other line ends');
        last = bytes.at(-1) ?? last;
        if (isWhole) continue;
        const end = bytes.indexOf(LINE_FEED);
        line += bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
        isWhole = end >= 0;
    }
    if (!isWhole || !/^[ -~\t]+$/.test(line)) stepAside('a header is not plain');
    const counts = DELIMITERS.map(delimiter => line.split(delimiter).length);
    const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
    const names = line.split(delimiter);
    const isOdd = names.some(name => name === '' || name !== name.trim());
    if (isOdd || new Set(names.map(name => name.toLowerCase())).size < names.length) stepAside('names are not plain');
    return { delimiter, names };
}

const LINE_FEED = 10;
/** A quote, a carriage return, a NUL. */
const STRANGE = ['"', '\r', '\0'];

function tableOf(path: string, { delimiter, names }: CsvHeader): string {
    const columns = names.map(name => `${quotedString(name)}: 'VARCHAR'`).join(', ');
    return `read_csv(${quotedString(path)}, auto_detect = false, header = true, delim = ${quotedString(delimiter)},
        quote = '', escape = '', new_line = '\\n', strict_mode = true, null_padding = false, columns = {${columns}})`;
}

/** What a column is meant to hold: ids and texts may be either. */
type Kind = 'text' | 'whole' | 'number' | 'day' | 'time';

function kindsOf(sources: readonly SourcePlan[]): ReadonlyMap<string, Kind> {
    const kinds = new Map<string, Kind>();
    const put = (column: string | undefined, kind: Kind): void => {
        if (column === undefined) return;
        if ((kinds.get(column) ?? kind) !== kind) stepAside('a column is meant in two ways');
        kinds.set(column, kind);
    };
    for (const { id, member, time, order, fields, filters } of sources) {
        for (const column of [id, member, order]) put(column, 'whole');
        put(time, 'time');
        for (const { column, holds } of fields)
            put(column, holds === 'number' ? 'number' : holds === 'day' ? 'day' : 'text');
        for (const { column } of filters) put(column, 'text');
    }
    for (const column of sources.flatMap(columnsOf)) put(column, kinds.get(column) ?? 'text');
    return kinds;
}

const WHOLE = '0|[1-9][0-9]{0,14}';
const DATE = '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}';
const TIME = `${DATE}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]`;

/** Of ids, whether all are whole numbers; of numbers, how many digits stand after the point. */
function sampleSql(column: string, kind: Kind): string {
    if (kind === 'whole') return `coalesce(bool_and(regexp_full_match(${column}, '${WHOLE}')), true)::INTEGER`;
    if (kind !== 'number') return '0';
    return `max(CASE WHEN contains(${column}, '.') THEN length(split_part(${column}, '.', 2)) ELSE 0 END)`;
}

const MOST_DIGITS = 9;

function typedSql(column: string, kind: Kind, sampled: number): string {
    switch (kind) {
        case 'text':
            return column;
        case 'whole':
            return sampled === 1 ? strictly(column, WHOLE, 'BIGINT') : column;
        case 'number': {
            if (sampled > MOST_DIGITS) stepAside('a number has many digits');
            const fraction = sampled === 0 ? '' : `(\\.[0-9]{1,${sampled}})?`;
            const type = sampled === 0 ? 'BIGINT' : `DECIMAL(18,${sampled})`;
            return strictly(column, `-?(0|[1-9][0-9]{0,${17 - MOST_DIGITS}})${fraction}`, type);
        }
        case 'day':
            return strictly(column, DATE, 'DATE');
        case 'time':
            return strictly(column, TIME, 'TIMESTAMP');
    }
}

const strictly = (column: string, pattern: string, type: string): string =>
    `CASE WHEN ${column} IS NULL THEN NULL WHEN regexp_full_match(${column}, '${pattern}') THEN CAST(${column} AS ${type})
     ELSE error('not as the others') END`;
