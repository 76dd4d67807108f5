import { stat } from 'node:fs/promises';
import { Database, quotedIdentifier, quotedString } from './database.ts';
import type { FileColumn, Header, RowReader } from './rows.ts';
import { UnreadableFile } from './text-blocks.ts';

/** What has no text that a cell could be read from. */
const NO_CELL = /^(STRUCT|MAP|UNION|BLOB|BIT|INTERVAL|GEOMETRY|VARIANT)\b|\[\]\[/;

/**
 * Parquet through a DuckDB that may open these very files. Its values come as the text that says them exactly.
 * Without a database, one is opened for each header that is asked for.
 */
export function parquetReader(shared: Database | undefined): RowReader {
    return {
        header: path => (shared === undefined ? describeAlone(path) : describe(shared, path)),

        async *rows(path, wanted, sink) {
            const database = shared ?? (await openFor(path));
            const { columns } = await describe(database, path);
            const types = new Map(columns.map(column => [column.name, column.type]));
            const cells = wanted.map(() => '');
            const texts = wanted.map(name => asText(name, types.get(name)));
            const from = `FROM read_parquet(${quotedString(path)})`;
            let number = 0;
            try {
                const { size } = await stat(path);
                const all = await database.number(
                    `SELECT sum(num_rows) FROM parquet_file_metadata(${quotedString(path)})`,
                );
                for await (const chunk of database.chunks(`SELECT ${[...texts, '1'].join(', ')} ${from}`)) {
                    const vectors = wanted.map((_, index) => chunk.getColumnVector(index));
                    for (let row = 0; row < chunk.rowCount; row++) {
                        for (let index = 0; index < vectors.length; index++) {
                            const text = vectors[index]?.getItem(row);
                            cells[index] = typeof text === 'string' ? text.trim() : '';
                        }
                        sink.row(++number, cells);
                    }
                    yield Math.round((size * number) / Math.max(1, all));
                }
            } catch (cause) {
                throw unreadable(cause);
            } finally {
                if (shared === undefined) await database.close();
            }
        },
    };
}

const openFor = (path: string): Promise<Database> =>
    Database.open({ readable: [path], memoryLimit: '256MB', threads: 1 });

async function describeAlone(path: string): Promise<Header> {
    const database = await openFor(path);
    try {
        return await describe(database, path);
    } finally {
        await database.close();
    }
}

async function describe(database: Database, path: string): Promise<Header> {
    try {
        const rows = await database.rows(`DESCRIBE SELECT * FROM read_parquet(${quotedString(path)})`);
        return { columns: rows.map(([name, type]): FileColumn => ({ name: String(name), type: String(type) })) };
    } catch (cause) {
        throw unreadable(cause);
    }
}

/**
 * Whole numbers and decimals say themselves exactly. Binary numbers say their shortest decimal text. Times with a
 * zone are instants and are said in UTC; times without are local.
 */
function asText(name: string, type: string | undefined): string {
    if (type === undefined) return "''";
    const column = quotedIdentifier(name);
    if (NO_CELL.test(type)) throw new UnreadableFile(`its column '${name}' holds ${type}, which is no value`);
    if (type === 'VARCHAR') return column;
    if (type === 'TIMESTAMP WITH TIME ZONE') {
        return `strftime(make_timestamp(epoch_us(${column})), '%Y-%m-%dT%H:%M:%S.%gZ')`;
    }
    if (type.endsWith('[]')) return `array_to_string(${column}, '|')`;
    return `CAST(${column} AS VARCHAR)`;
}

function unreadable(cause: unknown): UnreadableFile {
    const [line = ''] = String(cause instanceof Error ? cause.message : cause).split('\n');
    return new UnreadableFile(`it cannot be read as Parquet (${line})`, { cause });
}
