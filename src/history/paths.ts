import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { closest, didYouMean } from '../base/did-you-mean.ts';

/** A file of data that may be read. */
export interface DataFile {
    /** Real path, links resolved. */
    readonly path: string;
    /** As people are told: relative to the folder of the data, with slashes. */
    readonly name: string;
    readonly bytes: number;
}

/** Why there is no file to read. */
export interface PathProblem {
    readonly code: 'data/outside-folder' | 'data/missing-file';
    readonly message: string;
    /** What the author probably meant, in full. */
    readonly instead: string | undefined;
}

/** A pattern that fits more files was not meant. */
const MOST_FILES = 10_000;

/**
 * The files that a path of a program names, in the order of their names. A path is relative to `folder` and never
 * leaves it, neither by `..` nor by a link. `*`, `?` and `**` stand for names, parts of names and folders.
 * With `override`, the data lies in another folder: there the path is looked up whole, then without its first
 * folders, so that `data/members.csv` is also found as `members.csv`.
 */
export async function locateData(path: string, folder: string, override?: string): Promise<DataFile[] | PathProblem> {
    const segments = path
        .replaceAll('\\', '/')
        .split('/')
        .filter(part => part !== '' && part !== '.');
    if (isForeign(path) || segments.includes('..') || segments.length === 0) return outside(path);
    const root = await realFolder(override ?? folder);
    if (root === undefined)
        return missing(path, [], `There is no folder '${override ?? folder}' to find '${path}' in.`);
    const tails = override === undefined ? 1 : segments.length;
    for (let first = 0; first < tails; first++) {
        const found = await filesOf(segments.slice(first), root);
        if (found === 'outside') return outside(path);
        if (found.length > 0) return found;
    }
    return missing(path, await neighbours(segments, root));
}

/** The parts of a relative path that stays below its folder as it is written. */
export function segmentsBelow(path: string): string[] | undefined {
    const segments = path
        .replaceAll('\\', '/')
        .split('/')
        .filter(part => part !== '' && part !== '.');
    return isForeign(path) || segments.includes('..') || segments.length === 0 ? undefined : segments;
}

async function filesOf(segments: readonly string[], root: string): Promise<DataFile[] | 'outside'> {
    const candidates = segments.some(isPattern) ? await expand(root, segments) : [join(root, ...segments)];
    const files: DataFile[] = [];
    for (const candidate of candidates.slice(0, MOST_FILES)) {
        const path = await realpath(candidate).catch(() => undefined);
        if (path === undefined) continue;
        if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return 'outside';
        const info = await stat(path);
        if (info.isFile()) files.push({ path, name: relative(root, candidate).split(sep).join('/'), bytes: info.size });
    }
    return files;
}

const isPattern = (segment: string): boolean => /[*?]/.test(segment);

/** Absolute paths of any system, addresses, and what no file system takes. */
const isForeign = (path: string): boolean =>
    /^([/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z\d+.-]*:\/\/)/.test(path) || path.includes('\0');

/** Hidden files and folders are not data. */
async function expand(folder: string, segments: readonly string[]): Promise<string[]> {
    const [first, ...rest] = segments;
    if (first === undefined) return [];
    if (!isPattern(first)) return rest.length === 0 ? [join(folder, first)] : expand(join(folder, first), rest);
    const entries = await visible(folder);
    const here = first === '**' ? await expand(folder, rest) : [];
    const found: string[] = [...here];
    const fits = patternOf(first === '**' ? '*' : first);
    for (const entry of entries) {
        if (found.length > MOST_FILES) break;
        if (!fits.test(entry.name)) continue;
        const path = join(folder, entry.name);
        if (first === '**') {
            if (entry.isDirectory()) found.push(...(await expand(path, segments)));
        } else if (rest.length === 0) found.push(path);
        else found.push(...(await expand(path, rest)));
    }
    return found;
}

async function visible(folder: string): Promise<Dirent[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const shown = entries.filter(entry => !entry.name.startsWith('.'));
    return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function patternOf(segment: string): RegExp {
    const source = segment
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll(/\*+/g, '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 'u');
}

async function realFolder(folder: string): Promise<string | undefined> {
    const path = await realpath(folder).catch(() => undefined);
    return path !== undefined && (await stat(path)).isDirectory() ? path : undefined;
}

/** What else lies where the file should lie, as paths of the same kind. */
async function neighbours(segments: readonly string[], root: string): Promise<string[]> {
    const folder = segments.slice(0, -1);
    if (segments.some(isPattern)) return [];
    return (await visible(join(root, ...folder))).map(entry => [...folder, entry.name].join('/'));
}

const outside = (path: string): PathProblem => ({
    code: 'data/outside-folder',
    message: `Data must lie in the folder of the program (or the one given for data): '${path}' leads out of it.`,
    instead: undefined,
});

function missing(path: string, near: readonly string[], message?: string): PathProblem {
    const names = new Map(near.map(name => [basename(name), name]));
    const hint = didYouMean(basename(path), names.keys());
    const [nearest] = closest(basename(path), names.keys(), 1);
    const instead = nearest === undefined ? undefined : names.get(nearest);
    const where = dirname(path) === '.' ? '' : ` in '${dirname(path)}'`;
    return {
        code: 'data/missing-file',
        message: message ?? `There is no file '${basename(path)}'${where}.${hint}`,
        instead,
    };
}
