import { csvReader } from './csv.ts';
import type { Database } from './database.ts';
import { jsonReader } from './json.ts';
import type { RowReader } from './rows.ts';

const TEXT_FORMATS = { csv: csvReader, tsv: csvReader, json: jsonReader, ndjson: jsonReader, jsonl: jsonReader };

export type Format = keyof typeof TEXT_FORMATS | 'parquet';

/** What the name of a file says of how it is read. */
export function formatOf(path: string): Format | undefined {
    const [, ending, packed] = /\.([a-z]+)(\.gz)?$/.exec(path.toLowerCase()) ?? [];
    if (ending === 'parquet') return packed === undefined ? 'parquet' : undefined;
    return ending !== undefined && Object.hasOwn(TEXT_FORMATS, ending)
        ? (ending as keyof typeof TEXT_FORMATS)
        : undefined;
}

/** DuckDB is loaded only where there is Parquet to be read: it is large, and an editor seldom needs it. */
export async function readerOf(format: Format, database: Database | undefined): Promise<RowReader> {
    if (format !== 'parquet') return TEXT_FORMATS[format];
    const { parquetReader } = await import('./parquet.ts');
    return parquetReader(database);
}
