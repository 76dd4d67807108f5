import { DOUBLE, type DuckDBAppender, DuckDBDataChunk, INTEGER, USMALLINT, VARCHAR } from '@duckdb/node-api';
import type { Database } from './database.ts';

const CHUNK = 2048;

/** A row of a file on its way into the database. Texts are empty where there is nothing. */
export interface StagedRow {
    /** 0 is a member, every event has its own. */
    kind: number;
    source: number;
    /** 1: it surely belongs to the same order as the row before it, and nothing came in between; else 0. */
    continues: number;
    member: string;
    /** The order, where rows of one order are one event; else the order as a mere field. */
    ordering: string;
    /** What counts once within its kind. */
    ident: string;
    /** Milliseconds since 1970 of the event, or of a member's enrolment; `NO_MOMENT` where there is none. */
    moment: number;
    /** The file's number, then the row's. */
    sequence: number;
    /** Values that no dictionary holds, as JSON: pairs of field and text. */
    beside: string;
}

export const codeColumn = (index: number): string => `c${index}`;

export interface StagingShape {
    /** Fields of the widest source. */
    readonly codes: number;
    /** Whether some events have ids. */
    readonly hasIds: boolean;
}

/** Makes the table `staged`, in which nothing is ever NULL, and `besides` for values that no dictionary holds. */
export async function createStaging(database: Database, { codes, hasIds }: StagingShape): Promise<Staging> {
    const columns = Array.from({ length: codes }, (_, index) => `, ${codeColumn(index)} INTEGER NOT NULL`);
    const ident = hasIds ? ', ident VARCHAR NOT NULL' : '';
    await database.run(
        `CREATE TABLE staged (kind USMALLINT NOT NULL, source USMALLINT NOT NULL, continues USMALLINT NOT NULL, member VARCHAR NOT NULL,
         ordering VARCHAR NOT NULL, moment DOUBLE NOT NULL, sequence DOUBLE NOT NULL${columns.join('')}${ident})`,
    );
    await database.run(
        'CREATE TABLE besides (source USMALLINT NOT NULL, sequence DOUBLE NOT NULL, beside VARCHAR NOT NULL)',
    );
    return new Staging(await database.appender('staged'), await database.appender('besides'), { codes, hasIds });
}

/** Gathers rows and appends them column by column. */
export class Staging {
    readonly #rows: DuckDBAppender;
    readonly #besides: DuckDBAppender;
    readonly #chunk: DuckDBDataChunk;
    readonly #kinds = new Uint16Array(CHUNK);
    readonly #sources = new Uint16Array(CHUNK);
    readonly #continues = new Uint16Array(CHUNK);
    readonly #members: string[] = [];
    readonly #orderings: string[] = [];
    readonly #moments = new Float64Array(CHUNK);
    readonly #sequences = new Float64Array(CHUNK);
    readonly #codes: Int32Array[];
    readonly #idents: string[][];
    #count = 0;

    constructor(rows: DuckDBAppender, besides: DuckDBAppender, { codes, hasIds }: StagingShape) {
        const types = [
            USMALLINT,
            USMALLINT,
            USMALLINT,
            VARCHAR,
            VARCHAR,
            DOUBLE,
            DOUBLE,
            ...Array.from({ length: codes }, () => INTEGER),
        ];
        this.#rows = rows;
        this.#besides = besides;
        this.#chunk = DuckDBDataChunk.create(hasIds ? [...types, VARCHAR] : types, CHUNK);
        this.#codes = Array.from({ length: codes }, () => new Int32Array(CHUNK));
        this.#idents = hasIds ? [[]] : [];
    }

    /** `codes` may be shorter than the widest source: the rest is unknown. */
    add(row: StagedRow, codes: readonly number[]): void {
        const at = this.#count;
        this.#kinds[at] = row.kind;
        this.#sources[at] = row.source;
        this.#continues[at] = row.continues;
        this.#members[at] = row.member;
        this.#orderings[at] = row.ordering;
        this.#moments[at] = row.moment;
        this.#sequences[at] = row.sequence;
        for (const idents of this.#idents) idents[at] = row.ident;
        for (let index = 0; index < this.#codes.length; index++) {
            const column = this.#codes[index];
            if (column !== undefined) column[at] = codes[index] ?? 0;
        }
        if (row.beside !== '') this.#putBeside(row);
        this.#count++;
        if (this.#count === CHUNK) this.#flush();
    }

    /** Nothing can be added afterwards. */
    close(): void {
        if (this.#count > 0) this.#flush();
        this.#rows.closeSync();
        this.#besides.closeSync();
    }

    #putBeside(row: StagedRow): void {
        this.#besides.appendUSmallInt(row.source);
        this.#besides.appendDouble(row.sequence);
        this.#besides.appendVarchar(row.beside);
        this.#besides.endRow();
    }

    #flush(): void {
        const count = this.#count;
        this.#chunk.reset();
        this.#chunk.rowCount = count;
        const first = [this.#kinds, this.#sources, this.#continues, this.#members, this.#orderings];
        const columns = [...first, this.#moments, this.#sequences, ...this.#codes, ...this.#idents];
        for (const [index, column] of columns.entries()) {
            const vector = this.#chunk.getColumnVector(index);
            for (let row = 0; row < count; row++) vector.setItem(row, column[row] ?? null);
            vector.flush();
        }
        this.#rows.appendDataChunk(this.#chunk);
        this.#count = 0;
    }
}
