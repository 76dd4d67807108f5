import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnHistory } from '../columns/from-history.ts';
import type { HistoryRequest, KnownHistory } from '../history.ts';
import type { Plan } from '../plan.ts';
import { Digests } from './digests.ts';
import { DamagedEntry, Entry, writeEntry } from './entry.ts';
import { keyOf } from './key.ts';
import { RESULT_ENDING } from './results.ts';

/** Where histories are kept, and how many bytes all of them may take. */
export interface CachePlace {
    readonly folder: string;
    readonly most?: number | undefined;
}

const MOST_BYTES = 2 * 2 ** 30;
const ENDING = '.columns';
const DRAFT = '.part';
/** A draft that nobody has finished by then is nobody's any more. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Histories that were read before, named by all that they depend on. Several processes may use one folder. */
export class Cache {
    readonly #folder: string;
    readonly #most: number;
    readonly #path: string;

    private constructor({ folder, most = MOST_BYTES }: CachePlace, key: string) {
        this.#folder = folder;
        this.#most = most;
        this.#path = join(folder, `${key}${ENDING}`);
    }

    /** Of what is asked for. */
    static async open(place: CachePlace, request: HistoryRequest, plan: Plan): Promise<Cache> {
        const digests = await Digests.open(place.folder);
        const found: string[] = [];
        for (const { file } of plan.files) found.push(await digests.of(file.path, request.signal));
        // Without them the next run takes longer, and that is all.
        await digests.save().catch(() => {});
        return new Cache(place, keyOf(request, plan, found));
    }

    /** What was kept; a damaged entry is removed. */
    async find(): Promise<Entry | undefined> {
        try {
            const entry = await Entry.open(this.#path);
            const now = new Date();
            if (entry !== undefined) await utimes(this.#path, now, now).catch(() => {});
            return entry;
        } catch (cause) {
            if (!(cause instanceof DamagedEntry)) throw cause;
            await rm(this.#path, { force: true });
            return undefined;
        }
    }

    /** `undefined` where the disk refuses: then nothing is kept, and nothing is left. */
    async keep(known: KnownHistory, columns: ColumnHistory): Promise<Entry | undefined> {
        const draft = `${this.#path}.${process.pid}-${randomBytes(4).toString('hex')}${DRAFT}`;
        try {
            await mkdir(this.#folder, { recursive: true, mode: 0o700 });
            await writeEntry(draft, known, columns);
            await rename(draft, this.#path);
            const entry = await Entry.open(this.#path);
            await this.#tidy();
            return entry;
        } catch (cause) {
            if (!isRefusal(cause)) throw cause;
            return undefined;
        } finally {
            await rm(draft, { force: true }).catch(() => {});
        }
    }

    /** Removes what was not used for longest until the rest may stay, and drafts that nobody finishes. */
    async #tidy(): Promise<void> {
        const entries: { readonly path: string; readonly usedAt: number; readonly bytes: number }[] = [];
        for (const name of await readdir(this.#folder)) {
            const path = join(this.#folder, name);
            const info = await stat(path).catch(() => undefined);
            if (info === undefined) continue;
            if (name.endsWith(DRAFT) && Date.now() - info.mtimeMs > ABANDONED_MS) await remove(path);
            if (name.endsWith(ENDING) || name.endsWith(RESULT_ENDING))
                entries.push({ path, usedAt: info.mtimeMs, bytes: info.size });
        }
        let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
        for (const { path, bytes } of entries.toSorted((a, b) => a.usedAt - b.usedAt)) {
            if (total <= this.#most) return;
            await remove(path);
            total -= bytes;
        }
    }
}

/** Another process may be reading it: then it goes next time. */
const remove = (path: string): Promise<void> => rm(path, { force: true }).catch(() => {});

const isRefusal = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause;
