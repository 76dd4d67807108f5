import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';
import { toPath, toUri } from './sources.ts';

/** `git:main`, `git:v1.2:programs/club.loyalty`. */
export interface RevisionName {
    /** As it was given. */
    readonly label: string;
    readonly revision: string;
    /** From the root of the repository, or with `./` from here; absent: where the other version lies. */
    readonly path: string | undefined;
}

/** The revision is there, and has nothing of that name. */
export class NoSuchProgram extends WrongUse {}

const PREFIX = 'git:';

/** `undefined` for what is a path. */
export function parseRevision(label: string): RevisionName | undefined {
    if (!label.startsWith(PREFIX)) return undefined;
    const [, revision = '', path] = /^([^:]*)(?::(.*))?$/s.exec(label.slice(PREFIX.length)) ?? [];
    if (revision === '') throw new WrongUse(`'${label}' must name a revision: git:main, or git:main:path/of/program.`);
    return { label, revision, path: path === '' ? undefined : path };
}

/** Files of a repository as they were. */
export interface Revision {
    /** Texts of the programs that were asked for, by the URI that they would have today. */
    readonly texts: ReadonlyMap<string, string>;
    /** Text of another file of the revision. */
    readonly read: (uri: string) => Promise<string | undefined>;
}

/**
 * Reads programs of a revision without touching the working tree, with git's own plumbing: no shell, no hooks, no
 * filters, nothing fetched. `beside`: the path of the other version.
 */
export async function readRevision({ label, revision, path }: RevisionName, beside: string, io: Io): Promise<Revision> {
    const place = await placeOf(path, beside, io);
    const root = await rootOf(place.folder, label, io);
    const commit = await commitOf(revision, place.folder, io);
    const prefix = place.fromRoot ? '' : await say(['rev-parse', '--show-prefix'], place.folder, io);
    const within = normal(`${prefix}${place.name}`);
    if (within === undefined) throw new WrongUse(`'${label}' must lie in the repository '${root}'.`);
    const blobs = await blobsBelow(commit, within, root, io);
    if (blobs.size === 0) throw new NoSuchProgram(`There is no program '${within}' in revision '${revision}'.`);
    const texts = new Map<string, string>();
    for (const [name, object] of blobs) {
        const text = await textOf(object, root, io);
        if (text === undefined) throw new WrongUse(`'${name}' of revision '${revision}' is no text.`);
        texts.set(toUri(join(root, name)), text);
    }
    return { texts, read: uri => readAt(uri, { commit, root, io }) };
}

interface Place {
    /** Where git is asked. */
    readonly folder: string;
    readonly name: string;
    readonly fromRoot: boolean;
}

async function placeOf(path: string | undefined, beside: string, io: Io): Promise<Place> {
    if (path !== undefined) return { folder: io.cwd, name: path, fromRoot: !/^\.{1,2}\//.test(path) };
    const absolute = resolve(io.cwd, beside);
    const isFolder = (await stat(absolute).catch(() => undefined))?.isDirectory() === true;
    return isFolder
        ? { folder: absolute, name: '', fromRoot: false }
        : { folder: dirname(absolute), name: basename(absolute), fromRoot: false };
}

async function rootOf(folder: string, label: string, io: Io): Promise<string> {
    const { output, error } = await git(['rev-parse', '--show-toplevel'], folder, io);
    if (output !== undefined) return output.toString().trimEnd();
    const why = /dubious ownership/.test(error) ? ', or in one of somebody else that git does not trust' : '';
    throw new WrongUse(`'${label}' means nothing here: '${folder}' is in no git repository${why}.`);
}

async function commitOf(revision: string, folder: string, io: Io): Promise<string> {
    const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const { output } = await git(asked, folder, io);
    const commit = output?.toString().trim() ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(commit))
        throw new WrongUse(`There is no revision '${revision}' in the git repository.`);
    return commit;
}

/** Path within the repository without `.` and `..`; `undefined` where it leads out of it. */
function normal(path: string): string | undefined {
    const parts: string[] = [];
    for (const part of path.split('/')) {
        if (part === '..') {
            if (parts.pop() === undefined) return undefined;
        } else if (part !== '' && part !== '.') parts.push(part);
    }
    return parts.join('/');
}

const PROGRAM = '.loyalty';

/** Objects of the file, or of all programs below the folder, by their paths; links are not followed. */
async function blobsBelow(commit: string, within: string, root: string, io: Io): Promise<ReadonlyMap<string, string>> {
    const only = within === '' ? [] : ['--', within];
    const list = await say(['ls-tree', '-r', '-z', '--full-tree', commit, ...only], root, io);
    const blobs = new Map<string, string>();
    for (const row of list.split('\0')) {
        const [, object = '', name = ''] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(row) ?? [];
        if (name === within || isProgram(name)) blobs.set(name, object);
    }
    return blobs;
}

const isProgram = (name: string): boolean =>
    name.endsWith(PROGRAM) && !name.split('/').some(part => part.startsWith('.') || part === 'node_modules');

async function readAt(
    uri: string,
    { commit, root, io }: { readonly commit: string; readonly root: string; readonly io: Io },
): Promise<string | undefined> {
    if (!uri.startsWith('file:')) return undefined;
    const path = toPath(uri);
    if (!path.startsWith(`${root}/`)) return undefined;
    const { output } = await git(['cat-file', 'blob', `${commit}:${path.slice(root.length + 1)}`], root, io);
    return output === undefined ? undefined : decode(output);
}

const textOf = async (object: string, root: string, io: Io): Promise<string | undefined> =>
    decode((await git(['cat-file', 'blob', object], root, io)).output ?? Buffer.from([0]));

function decode(bytes: Uint8Array): string | undefined {
    if (bytes.includes(0)) return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

async function say(args: readonly string[], folder: string, io: Io): Promise<string> {
    const { output, error } = await git(args, folder, io);
    if (output === undefined) throw new WrongUse(`git can't be asked: ${error.split('\n', 1)[0] ?? 'it failed'}.`);
    return output.toString().replace(/\n$/, '');
}

interface Answer {
    /** Absent where git refused. */
    readonly output: Buffer | undefined;
    readonly error: string;
}

const LARGEST = 64 * 1024 * 1024;

async function git(args: readonly string[], folder: string, io: Io): Promise<Answer> {
    // Commands that need no git start faster without it.
    const { execFile } = await import('node:child_process');
    const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
    const options = {
        cwd: folder,
        env: { ...process.env, ...quiet },
        encoding: 'buffer' as const,
        maxBuffer: LARGEST,
        signal: io.signal,
    };
    const plumbing = ['--literal-pathspecs', '--no-replace-objects', '-c', 'core.fsmonitor=false', ...args];
    return new Promise((done, fail) => {
        execFile('git', plumbing, options, (error, stdout, stderr) => {
            if (error === null) return done({ output: stdout, error: '' });
            if (io.signal.aborted) return fail(error);
            if (error.code === 'ENOENT')
                return fail(new WrongUse('git is needed for revisions and can not be run here.'));
            done({ output: undefined, error: stderr.toString() });
        });
    });
}
