import type { URI } from 'langium';

/** What the server may know of the files that a program takes its data from. */
export interface DataFiles {
    /** Paths, relative to the program's folder, of files that could be data. */
    readonly list: (program: URI) => Promise<readonly string[]>;
    /** Columns of the file at this path, relative to the program's folder; none where it cannot be read. */
    readonly columns: (program: URI, path: string) => Promise<readonly string[]>;
}

/** Where there is no disk. */
export const noDataFiles: DataFiles = {
    list: async () => [],
    columns: async () => [],
};
