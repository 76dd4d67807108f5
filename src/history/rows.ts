/** A column of a data file. */
export interface FileColumn {
    readonly name: string;
    /** What the file says of it: `text` in CSV, DuckDB's type in Parquet, the kind of value in JSON. */
    readonly type: string;
}

export interface Header {
    readonly columns: readonly FileColumn[];
}

/** Takes the rows of a file, one after the other. */
export interface RowSink {
    /**
     * `cells` are the wanted columns, trimmed; an empty one is unknown. The array is used again for the next row.
     * `number` is the row's: from 1, where a header is row 1.
     */
    row(number: number, cells: readonly string[]): void;
    /** A row that is not one. `reason` is a sentence. */
    broken(number: number, reason: string): void;
}

/** Reads one format. Throws `UnreadableFile` where the file as a whole cannot be read. */
export interface RowReader {
    header(path: string): Promise<Header>;
    /** Yields after each piece of the file how much of it is done, in its bytes, so that readers can stop and tell. */
    rows(path: string, wanted: readonly string[], sink: RowSink): AsyncGenerator<number>;
}

export const NOT_UTF8 = 'The row is not UTF-8 text: save the file as UTF-8 (in a spreadsheet: "CSV UTF-8").';
