import { basename } from 'node:path';
import { formatOf, readerOf } from './formats.ts';
import type { Header } from './rows.ts';
import { UnreadableFile } from './text-blocks.ts';

export interface HeaderProblem {
    readonly problem: string;
}

/**
 * The columns of a data file, by its name: the first line of CSV, the schema of Parquet, the fields that occur in
 * JSON. For the editor, which completes and checks the names of columns. The problem is one sentence.
 */
export async function readHeader(path: string): Promise<Header | HeaderProblem> {
    const format = formatOf(path);
    if (format === undefined) return { problem: unknownFormat(path) };
    try {
        return await (await readerOf(format, undefined)).header(path);
    } catch (cause) {
        if (cause instanceof UnreadableFile) return { problem: unreadable(path, cause) };
        throw cause;
    }
}

export const unknownFormat = (name: string): string =>
    `The name of '${basename(name)}' must say how to read it: .csv, .tsv, .json, .ndjson, .jsonl (or packed, .csv.gz) or .parquet.`;

export const unreadable = (name: string, cause: UnreadableFile): string =>
    `'${basename(name)}' cannot be read: ${cause.message}.`;
