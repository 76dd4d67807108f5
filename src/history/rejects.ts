import { open, rename, rm } from 'node:fs/promises';
import { DOUBLE, type DuckDBAppender, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import { csvField } from './csv-record.ts';
import type { Database } from './database.ts';
import { ROWS_PER_FILE } from './row-numbers.ts';

/** A row that could not be used. */
export interface Reject {
    /** As `DataFile.name`. */
    readonly file: string;
    /** From 1; a header is row 1. */
    readonly row: number;
    readonly reason: string;
}

const BATCH = 1024;

/** All rejected rows, in the database, as there may be as many as rows. */
export class Rejects {
    readonly #database: Database;
    readonly #appender: DuckDBAppender;
    readonly #sequences: number[] = [];
    readonly #reasons: string[] = [];

    private constructor(database: Database, appender: DuckDBAppender) {
        this.#database = database;
        this.#appender = appender;
    }

    static async create(database: Database): Promise<Rejects> {
        await database.run('CREATE TABLE rejects (sequence DOUBLE NOT NULL, reason VARCHAR NOT NULL)');
        return new Rejects(database, await database.appender('rejects'));
    }

    add(file: number, row: number, reason: string): void {
        this.#sequences.push(file * ROWS_PER_FILE + row);
        this.#reasons.push(reason);
        if (this.#reasons.length === BATCH) this.#flush();
    }

    /** Nothing can be added afterwards. */
    close(): void {
        if (this.#reasons.length > 0) this.#flush();
        this.#appender.closeSync();
    }

    count(): Promise<number> {
        return this.#database.number('SELECT count(*) FROM rejects');
    }

    /** In the order of files and rows. */
    async *all(files: readonly string[], most?: number): AsyncGenerator<Reject> {
        const limit = most === undefined ? '' : ` LIMIT ${most}`;
        const sql = `SELECT sequence, reason FROM rejects ORDER BY sequence, reason${limit}`;
        for await (const chunk of this.#database.chunks(sql)) {
            for (let row = 0; row < chunk.rowCount; row++) {
                const sequence = Number(chunk.getColumnVector(0).getItem(row));
                const file = Math.floor(sequence / ROWS_PER_FILE);
                const reason = String(chunk.getColumnVector(1).getItem(row));
                yield { file: files[file] ?? '', row: sequence - file * ROWS_PER_FILE, reason };
            }
        }
    }

    #flush(): void {
        const chunk = DuckDBDataChunk.create([DOUBLE, VARCHAR], this.#reasons.length);
        chunk.setColumns([this.#sequences, this.#reasons]);
        this.#appender.appendDataChunk(chunk);
        this.#sequences.length = 0;
        this.#reasons.length = 0;
    }
}

/** A CSV file that is there whole or not at all. */
export async function writeRejectsFile(path: string, rejects: AsyncIterable<Reject>): Promise<void> {
    const unfinished = `${path}.${process.pid}.part`;
    try {
        const file = await open(unfinished, 'w');
        try {
            let lines = 'file,row,reason\n';
            for await (const { file: name, row, reason } of rejects) {
                lines += `${csvField(name)},${row},${csvField(reason)}\n`;
                if (lines.length < 2 ** 16) continue;
                await file.write(lines);
                lines = '';
            }
            await file.write(lines);
        } finally {
            await file.close();
        }
        await rename(unfinished, path);
    } catch (cause) {
        await rm(unfinished, { force: true });
        throw cause;
    }
}
