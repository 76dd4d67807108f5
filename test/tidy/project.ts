import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const NOT_OURS = new Set(['node_modules', 'dist', 'out', 'coverage', '.git', '.vscode-test', '.scratch']);

/** Paths of our files below a folder of the project, with `/`, sorted. */
export function filesBelow(folder: string): readonly string[] {
    const files: string[] = [];
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        if (NOT_OURS.has(entry.name)) continue;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) files.push(...filesBelow(path));
        else files.push(path);
    }
    return files.sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What people wrote: no files that a generator made. */
export const isWritten = (path: string): boolean => !path.includes('/generated/');
