import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { type ColumnsOf, checkColumns } from '../../history/check-columns.ts';
import { formatOf } from '../../history/formats.ts';
import { readHeader } from '../../history/header.ts';
import { locateData } from '../../history/paths.ts';
import type { DataFiles } from '../data-files.ts';

/** How deep below a program its data is looked for. */
const DEEPEST = 3;
const MOST_FILES = 200;

/** Data files on this machine's disk: only those below the folder of the program, as in a simulation. */
export const nodeDataFiles: DataFiles = {
    list: async program => {
        const folder = dirname(program.fsPath);
        const found = program.scheme === 'file' ? await dataBelow(folder, 0) : [];
        return found.slice(0, MOST_FILES).map(path => relative(folder, path).split(sep).join('/'));
    },
    columns: async (program, path) => {
        if (program.scheme !== 'file') return [];
        const located = await locateData(path, dirname(program.fsPath));
        const [first] = Array.isArray(located) ? located : [];
        const header = first && (await readHeader(first.path));
        return header && 'columns' in header ? header.columns.map(column => column.name) : [];
    },
    findings: async program => {
        const file = URI.parse(program.span.file);
        if (program.datasets.length === 0 || file.scheme !== 'file') return [];
        return checkColumns(program, dirname(file.fsPath), rememberedColumns);
    },
};

interface Remembered {
    readonly time: number;
    readonly columns: ReturnType<ColumnsOf>;
}

const remembered = new Map<string, Remembered>();

/** The program is checked at each key that is typed; its files seldom change. */
const rememberedColumns: ColumnsOf = async path => {
    const time = (await stat(path)).mtimeMs;
    const known = remembered.get(path);
    if (known?.time === time) return known.columns;
    const columns = readHeader(path).then(header => ('columns' in header ? header.columns : undefined));
    remembered.set(path, { time, columns });
    return columns;
};

async function dataBelow(folder: string, depth: number): Promise<readonly string[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const found: string[] = [];
    for (const entry of entries) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = join(folder, entry.name);
        if (entry.isFile() && formatOf(entry.name)) found.push(path);
        else if (entry.isDirectory() && depth < DEEPEST && found.length < MOST_FILES)
            found.push(...(await dataBelow(path, depth + 1)));
    }
    return found;
}
