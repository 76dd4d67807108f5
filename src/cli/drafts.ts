import { randomBytes } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { chmod, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemRefusal, WrongUse } from './failure.ts';

/**
 * Files that are being written. Each is written beside its final place and renamed when it is whole, so that
 * whoever looks sees the old file or the new one, never half of one.
 */
export class Drafts {
    readonly #open = new Set<string>();
    readonly #onChange: (draft: string, isOpen: boolean) => void;

    /** `onChange` hears of every draft before it is made and after it is gone. */
    constructor(onChange: (draft: string, isOpen: boolean) => void = () => {}) {
        this.#onChange = onChange;
    }

    /** `path` is absolute. What was there stays when `write` fails. */
    async replace(path: string, write: (draft: string) => Promise<void>): Promise<void> {
        try {
            const target = await resolveTarget(path);
            if (target.isSpecial) await write(target.path);
            else await this.#replace(target, write);
        } catch (error) {
            const refusal = systemRefusal(error);
            throw refusal === undefined ? error : new WrongUse(`Can't write '${path}': ${refusal}.`, { cause: error });
        }
    }

    write(path: string, content: string | Uint8Array): Promise<void> {
        return this.replace(path, async draft => {
            const file = await open(draft, 'w');
            try {
                await file.writeFile(content);
            } finally {
                await file.close();
            }
        });
    }

    note(draft: string, isOpen: boolean): void {
        if (isOpen) this.#open.add(draft);
        else this.#open.delete(draft);
        this.#onChange(draft, isOpen);
    }

    /** At once, for a process that is about to end. */
    removeAll(): void {
        for (const draft of this.#open) rmSync(draft, { recursive: true, force: true });
        this.#open.clear();
    }

    async #replace(target: Target, write: (draft: string) => Promise<void>): Promise<void> {
        await mkdir(dirname(target.path), { recursive: true });
        const draft = draftOf(target.path);
        this.note(draft, true);
        try {
            await write(draft);
            if (target.mode !== undefined) await chmod(draft, target.mode);
            await rename(draft, target.path);
        } finally {
            await rm(draft, { recursive: true, force: true });
            this.note(draft, false);
        }
    }
}

interface Target {
    readonly path: string;
    /** A device or a pipe: there is nothing to rename over. */
    readonly isSpecial: boolean;
    readonly mode: number | undefined;
}

/** Through links to what they mean, so that a link stays a link. */
async function resolveTarget(path: string): Promise<Target> {
    const found: Stats | undefined = await stat(path).catch(() => undefined);
    if (found === undefined) return { path, isSpecial: false, mode: undefined };
    if (found.isDirectory()) throw new WrongUse(`Can't write '${path}': it is a folder.`);
    return { path: await realpath(path), isSpecial: !found.isFile(), mode: found.mode };
}

/** The ending stays, since some writers choose the format by it. Names have at most 255 bytes on most systems. */
function draftOf(path: string): string {
    const name = basename(path);
    const ending = name.slice(Math.max(name.lastIndexOf('.'), 0)).slice(-16);
    return join(dirname(path), `.loyalty-${process.pid}-${randomBytes(4).toString('hex')}.draft${ending}`);
}
