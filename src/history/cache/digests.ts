import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that was changed a moment ago may be changed again without its times telling. */
const SETTLED_MS = 2000;
const MOST_KNOWN = 1000;

/**
 * Digests of the contents of files. They are remembered by what the system knows of a file (where it lies, its size,
 * when it and what is known of it was changed), so that large files are read for it once.
 */
export class Digests {
    readonly #path: string;
    readonly #known: Map<string, string>;
    #isChanged = false;

    private constructor(path: string, known: Map<string, string>) {
        this.#path = path;
        this.#known = known;
    }

    static async open(folder: string): Promise<Digests> {
        const path = join(folder, 'files.json');
        return new Digests(path, await readKnown(path));
    }

    async of(path: string, signal: AbortSignal | undefined): Promise<string> {
        const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
        const key = [path, dev, ino, size, mtimeNs, ctimeNs].join(' ');
        const known = this.#known.get(key);
        if (known !== undefined) return known;
        const isSettled = Date.now() - Number(ctimeNs / 1_000_000n) > SETTLED_MS;
        const digest = await digestOf(path, signal);
        if (isSettled) {
            this.#known.set(key, digest);
            this.#isChanged = true;
        }
        return digest;
    }

    /** Others may do the same at the same time: the last one wins, and what is missing is found out again. */
    async save(): Promise<void> {
        if (!this.#isChanged) return;
        const draft = `${this.#path}.${process.pid}.part`;
        try {
            await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
            const file = await open(draft, 'w', 0o600);
            try {
                await file.writeFile(JSON.stringify([...this.#known].slice(-MOST_KNOWN)));
            } finally {
                await file.close();
            }
            await rename(draft, this.#path);
        } finally {
            await rm(draft, { force: true });
        }
    }
}

async function digestOf(path: string, signal: AbortSignal | undefined): Promise<string> {
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(path, { highWaterMark: 2 ** 20, signal })) hash.update(bytes);
    return hash.digest('hex');
}

async function readKnown(path: string): Promise<Map<string, string>> {
    try {
        const entries: unknown = JSON.parse(await readFile(path, 'utf8'));
        return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
    } catch {
        // Not there, or not whole: whatever it knew can be found out again.
        return new Map();
    }
}

const isEntry = (entry: unknown): entry is [string, string] =>
    Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
