import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { systemRefusal, WrongUse } from './failure.ts';
import type { Io } from './io.ts';

const EXTENSION = '.loyalty';

/** At the head of files that some editors write. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A file as it was read. */
export interface Source {
    readonly uri: string;
    /** Without the byte order mark. */
    readonly text: string;
    readonly hasByteOrderMark: boolean;
}

/** Something else under the name of a program: a picture, a text in UTF-16. */
export interface NotText {
    readonly uri: string;
    readonly text: undefined;
}

/**
 * The absolute paths of the program files that are meant: files as they are named, folders with everything below
 * but `node_modules` and what begins with a dot. Sorted, each once.
 */
export async function findSources(paths: readonly string[], io: Io): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const path of paths) {
        const absolute = resolve(io.cwd, path);
        if (await isFolder(absolute, path)) await walk(absolute, found);
        else found.add(absolute);
    }
    if (found.size > 0) return [...found].sort();
    throw new WrongUse(`No ${EXTENSION} files in ${paths.map(path => `'${path}'`).join(', ')}.`);
}

export async function readSource(path: string, io: Io): Promise<Source | NotText> {
    const uri = toUri(path);
    const bytes = await io.readFile(path);
    const text = decode(bytes);
    if (text === undefined) return { uri, text };
    return { uri, text, hasByteOrderMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
}

/** Text of a file that an import names; `undefined` where there is none. */
export async function readImport(uri: string, io: Io): Promise<string | undefined> {
    if (!uri.startsWith('file:')) return undefined;
    try {
        return (await readSource(fileURLToPath(uri), io)).text;
    } catch (error) {
        if (error instanceof WrongUse || error instanceof TypeError) return undefined;
        throw error;
    }
}

export const toUri = (path: string): string => pathToFileURL(path).href;

export const toPath = (uri: string): string => fileURLToPath(uri);

/** As people and other programs want to read it: from where they are, with `/`; absolute for what lies elsewhere. */
export function displayPath(uri: string, io: Io): string {
    if (!uri.startsWith('file:')) return uri;
    const absolute = fileURLToPath(uri);
    const path = relative(io.cwd, absolute);
    const isOutside = path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
    return (isOutside ? absolute : path).split(sep).join('/');
}

/** UTF-8 without zero bytes; anything else is no text to us. */
function decode(bytes: Uint8Array): string | undefined {
    if (bytes.includes(0)) return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

async function isFolder(absolute: string, asGiven: string): Promise<boolean> {
    try {
        return (await stat(absolute)).isDirectory();
    } catch (error) {
        const refusal = systemRefusal(error);
        throw refusal === undefined ? error : new WrongUse(`Can't read '${asGiven}': ${refusal}.`, { cause: error });
    }
}

/** Links to folders are not followed: they could lead in circles. */
async function walk(folder: string, found: Set<string>): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) await walk(path, found);
        else if (entry.name.endsWith(EXTENSION) && (await isReadableFile(path))) found.add(path);
    }
}

const isReadableFile = async (path: string): Promise<boolean> =>
    (await stat(path).catch(() => undefined))?.isFile() === true;
