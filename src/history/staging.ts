import { DOUBLE, type DuckDBAppender, DuckDBDataChunk, INTEGER, USMALLINT, VARCHAR } from '@duckdb/node-api';
import type { Database } from './database.ts';

const CHUNK = 2048;

/** A row of a file on its way into the database. Texts are empty where there is nothing. */
export interface StagedRow {
    /** 0 is a member, every event has its own. */
    kind: number;
    source: number;
    member: string;
    /** The order, where rows of one order are one event; else the order as a mere field. */
    ordering: string;
    /** What counts once within its kind. */
    ident: string;
    /** Milliseconds since 1970 of the event, or of a member's enrolment; `NO_MOMENT` where there is none. */
    moment: number;
    /** Unique within a source: the file's number, then the row's. */
    sequence: number;
    /** Values that no dictionary holds, as JSON: pairs of field and text. */
    beside: string;
}

export const NO_MOMENT = -1e18;

/** The file's number is above these, the row's below. */
export const ROWS_PER_FILE = 2 ** 36;

/** The names of the columns, shared with the SQL that arranges them. Nothing is ever NULL. */
export const STAGED = 'kind, source, member, ordering, ident, moment, sequence, beside';
export const codeColumn = (index: number): string => `c${index}`;

export async function createStaging(database: Database, codes: number): Promise<Staging> {
    const columns = Array.from({ length: codes }, (_, index) => `, ${codeColumn(index)} INTEGER NOT NULL`);
    await database.run(
        `CREATE TABLE staged (kind USMALLINT NOT NULL, source USMALLINT NOT NULL, member VARCHAR NOT NULL,
         ordering VARCHAR NOT NULL, ident VARCHAR NOT NULL, moment DOUBLE NOT NULL, sequence DOUBLE NOT NULL,
         beside VARCHAR NOT NULL${columns.join('')})`,
    );
    return new Staging(await database.appender('staged'), codes);
}

/** Gathers rows and appends them column by column. */
export class Staging {
    readonly #appender: DuckDBAppender;
    readonly #chunk: DuckDBDataChunk;
    readonly #kinds = new Uint16Array(CHUNK);
    readonly #sources = new Uint16Array(CHUNK);
    readonly #members: string[] = [];
    readonly #orderings: string[] = [];
    readonly #idents: string[] = [];
    readonly #moments = new Float64Array(CHUNK);
    readonly #sequences = new Float64Array(CHUNK);
    readonly #besides: string[] = [];
    readonly #codes: Int32Array[];
    #count = 0;

    constructor(appender: DuckDBAppender, codes: number) {
        const types = [USMALLINT, USMALLINT, VARCHAR, VARCHAR, VARCHAR, DOUBLE, DOUBLE, VARCHAR];
        this.#appender = appender;
        this.#chunk = DuckDBDataChunk.create([...types, ...Array.from({ length: codes }, () => INTEGER)], CHUNK);
        this.#codes = Array.from({ length: codes }, () => new Int32Array(CHUNK));
    }

    /** `codes` may be shorter than the widest source: the rest is unknown. */
    add(row: StagedRow, codes: readonly number[]): void {
        const at = this.#count;
        this.#kinds[at] = row.kind;
        this.#sources[at] = row.source;
        this.#members[at] = row.member;
        this.#orderings[at] = row.ordering;
        this.#idents[at] = row.ident;
        this.#moments[at] = row.moment;
        this.#sequences[at] = row.sequence;
        this.#besides[at] = row.beside;
        for (let index = 0; index < this.#codes.length; index++) {
            const column = this.#codes[index];
            if (column !== undefined) column[at] = codes[index] ?? 0;
        }
        this.#count++;
        if (this.#count === CHUNK) this.#flush();
    }

    /** Nothing can be added afterwards. */
    close(): void {
        if (this.#count > 0) this.#flush();
        this.#appender.closeSync();
    }

    #flush(): void {
        const count = this.#count;
        this.#chunk.reset();
        this.#chunk.rowCount = count;
        const columns = [this.#kinds, this.#sources, this.#members, this.#orderings, this.#idents];
        const more = [this.#moments, this.#sequences, this.#besides, ...this.#codes];
        for (const [index, column] of [...columns, ...more].entries()) {
            const vector = this.#chunk.getColumnVector(index);
            for (let row = 0; row < count; row++) vector.setItem(row, column[row] ?? null);
            vector.flush();
        }
        this.#appender.appendDataChunk(this.#chunk);
        this.#count = 0;
    }
}
