import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBAppender } from '@duckdb/node-api';
import { Database, quotedIdentifier, quotedString } from './database.ts';

/** How a column is stored: decimals exactly, with `digits` after the point; times are local. */
export type ColumnType =
    | { readonly kind: 'text' | 'integer' | 'date' | 'time' }
    | { readonly kind: 'decimal'; readonly digits: number };

export interface TableColumn {
    readonly name: string;
    readonly type: ColumnType;
}

/** A table of any length that becomes a Parquet file. */
export class ParquetTable {
    readonly #columns: readonly TableColumn[];
    readonly #database: Database;
    readonly #appender: DuckDBAppender;

    private constructor(columns: readonly TableColumn[], database: Database, appender: DuckDBAppender) {
        this.#columns = columns;
        this.#database = database;
        this.#appender = appender;
    }

    /** The rows lie in `tempFolder` until the file is written. */
    static async open(columns: readonly TableColumn[], tempFolder?: string): Promise<ParquetTable> {
        const database = await Database.open({ tempFolder, readable: [] });
        const texts = columns.map((_, index) => `c${index} VARCHAR`);
        await database.run(`CREATE TABLE cells (${texts.join(', ')})`);
        return new ParquetTable(columns, database, await database.appender('cells'));
    }

    /** As many cells as there are columns; numbers and decimals as text are fine. */
    add(cells: readonly (string | number | undefined)[]): void {
        for (const cell of cells) {
            if (cell === undefined) this.#appender.appendNull();
            else this.#appender.appendVarchar(String(cell));
        }
        this.#appender.endRow();
    }

    /** Writes all rows in the order in which they came. Nothing can be added afterwards. */
    async write(path: string): Promise<void> {
        this.#appender.closeSync();
        const file = join(this.#database.folder, 'table.parquet');
        const typed = this.#columns.map(
            ({ name, type }, index) => `c${index}::${sqlType(type)} AS ${quotedIdentifier(name)}`,
        );
        await this.#database.run(
            `COPY (SELECT ${typed.join(', ')} FROM cells) TO ${quotedString(file)} (FORMAT parquet, COMPRESSION zstd)`,
        );
        await copyFile(file, path);
    }

    close(): Promise<void> {
        return this.#database.close();
    }
}

function sqlType(type: ColumnType): string {
    switch (type.kind) {
        case 'text':
            return 'VARCHAR';
        case 'integer':
            return 'BIGINT';
        case 'date':
            return 'DATE';
        case 'time':
            return 'TIMESTAMP';
        case 'decimal':
            return `DECIMAL(38, ${type.digits})`;
    }
}
