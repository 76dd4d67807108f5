import { copyFile, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { csvField } from '../csv-record.ts';
import { Database, quotedIdentifier, quotedString } from '../database.ts';
import type { ColumnKind, FileShape } from './shape.ts';

/** Text is written in pieces of about this length; each piece of a packed file is packed by itself. */
const PIECE = 2 ** 20;

/** Writes the rows of one file. It appears under its name when it is finished, and not at all when it is dropped. */
export class RowWriter {
    rows = 0;
    readonly #shape: FileShape;
    readonly #path: string;
    readonly #unfinished: string;
    readonly #file: FileHandle;
    readonly #layout: Layout;
    #text: string;

    private constructor(shape: FileShape, path: string, unfinished: string, file: FileHandle) {
        this.#shape = shape;
        this.#path = path;
        this.#unfinished = unfinished;
        this.#file = file;
        this.#layout = layoutOf(shape);
        this.#text = this.#layout.begin;
    }

    static async open(folder: string, shape: FileShape): Promise<RowWriter> {
        const path = join(folder, ...shape.path.split('/'));
        const unfinished = `${path}.${process.pid}.part`;
        await mkdir(dirname(path), { recursive: true });
        return new RowWriter(shape, path, unfinished, await open(unfinished, 'w'));
    }

    /** Cells in the order of the columns. */
    async write(cells: readonly string[]): Promise<void> {
        this.#text += (this.rows === 0 ? '' : this.#layout.between) + this.#layout.row(cells);
        this.rows++;
        if (this.#text.length >= PIECE) await this.#flush();
    }

    async finish(): Promise<void> {
        this.#text += this.#layout.end;
        await this.#flush();
        await this.#file.close();
        if (this.#shape.format === 'parquet') await toParquet(this.#unfinished, this.#shape);
        await rename(this.#unfinished, this.#path);
    }

    async drop(): Promise<void> {
        await this.#file.close().catch(() => undefined);
        await rm(this.#unfinished, { force: true });
    }

    async #flush(): Promise<void> {
        const bytes = Buffer.from(this.#text);
        this.#text = '';
        await this.#file.write(this.#path.toLowerCase().endsWith('.gz') ? gzipSync(bytes) : bytes);
    }
}

interface Layout {
    readonly begin: string;
    readonly between: string;
    readonly end: string;
    row(cells: readonly string[]): string;
}

function layoutOf({ format, columns }: FileShape): Layout {
    switch (format) {
        case 'csv':
        case 'parquet':
            return delimited(columns, ',');
        case 'tsv':
            return delimited(columns, '\t');
        case 'ndjson':
        case 'jsonl':
            return { begin: '', between: '\n', end: '\n', row: cells => jsonObject(columns, cells) };
        case 'json':
            return { begin: '[\n', between: ',\n', end: '\n]\n', row: cells => jsonObject(columns, cells) };
    }
}

function delimited(columns: readonly string[], delimiter: string): Layout {
    const row = (cells: readonly string[]): string => `${cells.map(csvField).join(delimiter)}\n`;
    return { begin: row(columns), between: '', end: '', row };
}

function jsonObject(columns: readonly string[], cells: readonly string[]): string {
    const pairs = columns.flatMap((column, index) => {
        const cell = cells[index] ?? '';
        return cell === '' ? [] : [`${JSON.stringify(column)}:${jsonValue(cell)}`];
    });
    return `{${pairs.join(',')}}`;
}

const jsonValue = (text: string): string =>
    /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/.test(text) ? text : JSON.stringify(text);

const PARQUET_TYPES: Record<ColumnKind, string> = {
    text: 'VARCHAR',
    money: 'DECIMAL(18, 2)',
    number: 'DECIMAL(18, 4)',
    date: 'DATE',
    time: 'TIMESTAMP WITH TIME ZONE',
};

/** Puts Parquet in the place of the CSV that was written. One thread, so that the same rows are the same bytes. */
async function toParquet(path: string, { columns, kinds }: FileShape): Promise<void> {
    const database = await Database.open({ readable: [path], threads: 1 });
    try {
        const packed = join(database.folder, 'made.parquet');
        const names = columns.map(column => `${quotedString(column)}: 'VARCHAR'`).join(', ');
        const typed = columns.map((column, index) => {
            const name = quotedIdentifier(column);
            return `CAST(nullif(${name}, '') AS ${PARQUET_TYPES[kinds[index] ?? 'text']}) AS ${name}`;
        });
        const rows = `read_csv(${quotedString(path)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${names}})`;
        await database.run(
            `COPY (SELECT ${typed.join(', ')} FROM ${rows}) TO ${quotedString(packed)} (FORMAT parquet)`,
        );
        await copyFile(packed, path);
    } finally {
        await database.close();
    }
}
