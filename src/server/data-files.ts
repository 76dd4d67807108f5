import type { URI } from 'langium';
import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';

/** What the server may know of the files that a program takes its data from. */
export interface DataFiles {
    /** Paths, relative to the program's folder, of files that could be data. */
    readonly list: (program: URI) => Promise<readonly string[]>;
    /** Columns of the file at this path, relative to the program's folder; none where it cannot be read. */
    readonly columns: (program: URI, path: string) => Promise<readonly string[]>;
    /** What is wrong with how a program maps the columns of files that are there. */
    readonly findings: (program: Program) => Promise<readonly Finding[]>;
}

/** Where there is no disk. */
export const noDataFiles: DataFiles = {
    list: async () => [],
    columns: async () => [],
    findings: async () => [],
};
