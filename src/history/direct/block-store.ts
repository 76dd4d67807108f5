import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block, BlockSize } from '../columns/block.ts';
import { readAll, writeAll } from '../whole-bytes.ts';

interface Place extends BlockSize {
    readonly offset: number;
    readonly bytes: number;
}

/** Blocks in memory, as many as may be there, and the rest in a file of a folder that is removed with its database. */
export class BlockStore {
    readonly #path: string;
    readonly #most: number;
    readonly #kept: Block[] = [];
    readonly #places: Place[] = [];
    #bytes = 0;
    #end = 0;
    #file: FileHandle | undefined;

    constructor(folder: string, most: number) {
        this.#path = join(folder, 'blocks');
        this.#most = most;
    }

    async add(block: Block): Promise<void> {
        const bytes = block.buffer.byteLength;
        if (this.#bytes + bytes <= this.#most) {
            this.#kept.push(block);
            this.#bytes += bytes;
            return;
        }
        this.#bytes = this.#most;
        this.#file ??= await open(this.#path, 'wx+', 0o600);
        const { buffer, ...size } = block;
        await writeAll(this.#file, new Uint8Array(buffer), this.#end);
        this.#places.push({ ...size, offset: this.#end, bytes });
        this.#end += bytes;
    }

    /** In the order in which they came. */
    async *blocks(): AsyncGenerator<Block> {
        yield* this.#kept;
        for (const { offset, bytes, ...size } of this.#places) {
            const buffer = new SharedArrayBuffer(bytes);
            if (this.#file !== undefined) await readAll(this.#file, new Uint8Array(buffer), offset);
            yield { ...size, buffer };
        }
    }

    /** Also what was written is gone. */
    async close(): Promise<void> {
        if (this.#file === undefined) return;
        await this.#file.close();
        this.#file = undefined;
        await rm(this.#path, { force: true });
    }
}
