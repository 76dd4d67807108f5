import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptResults } from '../../model/kept-results.ts';

export const RESULT_ENDING = '.result';

/** Results in the folder of the cache, a small file each: its digest, then JSON. */
export class Results implements KeptResults {
    readonly #folder: string;

    constructor(folder: string) {
        this.#folder = folder;
    }

    of<Result>(
        kind: string,
        asked: Uint8Array,
        work: () => Result,
        isResult: (kept: unknown) => kept is Result,
    ): Result {
        const name = createHash('sha256').update(`${kind}\n`).update(asked).digest('hex');
        const path = join(this.#folder, `${name}${RESULT_ENDING}`);
        const kept = readWhole(path);
        if (kept !== undefined && isResult(kept)) return kept;
        const result = work();
        this.#write(path, JSON.stringify(result));
        return result;
    }

    /** Where the disk refuses, nothing is kept; a draft that could not be removed goes with those that nobody finishes. */
    #write(path: string, json: string): void {
        const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
        try {
            mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
            writeFileSync(draft, `${digestOf(json)}\n${json}`, { mode: 0o600 });
            renameSync(draft, path);
        } catch (cause) {
            if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
        }
    }
}

/** `undefined` where there is none, or not all of it. */
function readWhole(path: string): unknown {
    try {
        const text = readFileSync(path, 'utf8');
        const end = text.indexOf('\n');
        const json = text.slice(end + 1);
        if (text.slice(0, end) !== digestOf(json)) return undefined;
        const now = new Date();
        utimesSync(path, now, now);
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
