import { type Database, quotedIdentifier, quotedString } from '../database.ts';
import { stepAside } from './aside.ts';

/** What a file says of a column of numbers, each as the text of its least and its greatest; empty where all is unknown. */
export interface Extremes {
    readonly least: string;
    readonly most: string;
}

/** A Parquet file whose columns are asked about before its rows are read. */
export class ParquetFile {
    readonly path: string;
    /** The number of the first row: a header is row 1. */
    readonly firstRow: number;
    readonly #database: Database;
    readonly #types: ReadonlyMap<string, string>;
    readonly #extremes = new Map<string, Extremes>();
    readonly #distinct = new Map<string, readonly string[]>();

    private constructor(path: string, firstRow: number, database: Database, types: ReadonlyMap<string, string>) {
        this.path = path;
        this.firstRow = firstRow;
        this.#database = database;
        this.#types = types;
    }

    static async open(path: string, database: Database, firstRow = 1): Promise<ParquetFile> {
        const rows = await database.rows(`DESCRIBE SELECT * FROM ${tableOf(path)}`);
        return new ParquetFile(
            path,
            firstRow,
            database,
            new Map(rows.map(([name, type]) => [String(name), String(type)])),
        );
    }

    type(column: string): string {
        return this.#types.get(column) ?? stepAside('a column is not there');
    }

    get table(): string {
        return tableOf(this.path);
    }

    /** Mostly without reading rows: they stand at the end of the file. */
    async extremes(column: string): Promise<Extremes> {
        const known = this.#extremes.get(column);
        if (known !== undefined) return known;
        const name = quotedIdentifier(column);
        const [row = []] = await this.#database.rows(
            `SELECT min(${name})::VARCHAR, max(${name})::VARCHAR FROM ${this.table}`,
        );
        const [least, most] = row;
        const found = { least: String(least ?? ''), most: String(most ?? '') };
        this.#extremes.set(column, found);
        return found;
    }

    /** The different texts of a column, in the order of their bytes; steps aside where there are many. */
    async distinct(column: string): Promise<readonly string[]> {
        const known = this.#distinct.get(column);
        if (known !== undefined) return known;
        const name = quotedIdentifier(column);
        const rows = await this.#database.rows(
            `SELECT DISTINCT ${name} AS text FROM ${this.table} WHERE ${name} <> '' ORDER BY 1 LIMIT ${MOST_TEXTS + 1}`,
        );
        if (rows.length > MOST_TEXTS) stepAside('a column has too many different texts');
        const found = rows.map(([text]) => String(text));
        this.#distinct.set(column, found);
        return found;
    }
}

const MOST_TEXTS = 10_000;

const tableOf = (path: string): string => `read_parquet(${quotedString(path)}, file_row_number = true)`;
