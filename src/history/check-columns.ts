import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import type { Format } from './formats.ts';
import { readHeader } from './header.ts';
import { wrongColumns } from './load.ts';
import { type FilePlan, planDataset } from './plan.ts';

/** Columns of a file by its absolute path; `undefined` where it can't be read. */
export type ColumnsOf = (path: string) => Promise<readonly { readonly name: string }[] | undefined>;

/** JSON has its columns all over the file: of larger ones, only a simulation finds out. */
const LARGEST_JSON = 5_000_000;

/**
 * What is wrong with the columns that a program maps, as far as its files lie where it says. That one does not is no
 * mistake of the program: the data may be elsewhere, or not there yet.
 */
export async function checkColumns(
    program: Program,
    baseFolder: string,
    columnsOf: ColumnsOf = headerColumns,
): Promise<readonly Finding[]> {
    const findings = new Map<string, Finding>();
    for (const dataset of program.datasets) {
        const plan = await planDataset(program, dataset, { baseFolder });
        const found = plan.findings.filter(({ code }) => code !== 'data/missing-file');
        for (const file of plan.files) found.push(...(await wrongIn(file, columnsOf)));
        // One that several files share is told once.
        for (const each of found) findings.set(`${each.code} ${each.span.file} ${each.span.start}`, each);
    }
    return [...findings.values()];
}

async function wrongIn({ file, format, sources }: FilePlan, columnsOf: ColumnsOf): Promise<Finding[]> {
    if (isLargeJson(format, file.bytes)) return [];
    const columns = await columnsOf(file.path);
    return columns === undefined ? [] : sources.flatMap(source => wrongColumns(source, columns, file.name));
}

const isLargeJson = (format: Format, bytes: number): boolean =>
    /^(json|ndjson|jsonl)$/.test(format) && bytes > LARGEST_JSON;

async function headerColumns(path: string): Promise<readonly { readonly name: string }[] | undefined> {
    const header = await readHeader(path);
    return 'columns' in header ? header.columns : undefined;
}
