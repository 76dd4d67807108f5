import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Drafts } from './drafts.ts';
import { systemRefusal, WrongUse } from './failure.ts';
import type { Environment, Io, Output } from './io.ts';

/** What the entry of the process knows. */
export interface Surroundings {
    readonly cwd: string;
    readonly env: Environment;
    readonly stdout: Output;
    readonly stderr: Output;
    readonly signal: AbortSignal;
    readonly drafts: Drafts;
    readonly runInProcess: Io['runInProcess'];
}

/** The world as this process sees it. */
export function createIo(surroundings: Surroundings): Io {
    const { drafts, ...rest } = surroundings;
    const absolute = (path: string) => resolve(surroundings.cwd, path);
    return {
        ...rest,
        now: Date.now,
        readFile: path => readExisting(absolute(path), path),
        writeFileAtomic: (path, content) => drafts.write(absolute(path), content),
        replaceFile: (path, write) => drafts.replace(absolute(path), write),
        noteDraft: (path, isOpen) => drafts.note(path, isOpen),
    };
}

async function readExisting(path: string, asGiven: string): Promise<Uint8Array> {
    try {
        return await readFile(path);
    } catch (error) {
        const refusal = systemRefusal(error);
        throw refusal === undefined ? error : new WrongUse(`Can't read '${asGiven}': ${refusal}.`, { cause: error });
    }
}
