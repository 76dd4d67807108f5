import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { revive } from '../../base/revive.ts';
import { bothFacts, factsOf } from '../../model/column-facts.ts';
import type { ColumnsFacts } from '../../model/columns.ts';
import { type Block, type BlockSize, columnsOf } from '../columns/block.ts';
import type { ColumnHistory } from '../columns/from-history.ts';
import type { Layout } from '../columns/layout.ts';
import type { KnownHistory } from '../history.ts';
import { readAll, writeAll } from '../whole-bytes.ts';

/*
 * A file of the cache: blocks, one after the other, then what is known of the history and where its blocks lie, then
 * the length of that and its digest. The end says whether it is whole.
 */

interface BlockPlace extends BlockSize {
    readonly offset: number;
    readonly bytes: number;
    readonly checksum: number;
}

interface Contents {
    readonly known: KnownHistory;
    readonly layout: Layout;
    readonly files: readonly string[];
    readonly blocks: readonly BlockPlace[];
}

const MAGIC = 'loyalty columns\n';
const DIGEST_BYTES = 32;
const END_BYTES = MAGIC.length + DIGEST_BYTES + 8;

/** Larger histories are read block by block, as often as they are needed. */
const MOST_RESIDENT = 2 ** 29;

/** An entry is not what was written: it is of no use. */
export class DamagedEntry extends Error {}

/** Writes a whole history; afterwards it can be read from the file. */
export async function writeEntry(path: string, known: KnownHistory, columns: ColumnHistory): Promise<void> {
    const file = await open(path, 'wx', 0o600);
    try {
        const blocks: BlockPlace[] = [];
        let offset = 0;
        let facts: ColumnsFacts | undefined;
        for await (const block of columns.blocks()) {
            const { buffer, ...size } = block;
            if (columns.layout.facts === undefined) {
                const own = factsOf(columnsOf(columns.layout, block));
                facts = facts === undefined ? own : bothFacts(facts, own);
            }
            const bytes = new Uint8Array(buffer);
            await writeAll(file, bytes, offset);
            blocks.push({ ...size, offset, bytes: bytes.length, checksum: crc32(bytes) });
            offset += bytes.length;
        }
        const { layout, files } = columns;
        const contents = serialize({
            known,
            layout: { ...layout, facts: layout.facts ?? facts },
            files,
            blocks,
        } satisfies Contents);
        const end = Buffer.alloc(END_BYTES);
        end.write(MAGIC, 0, 'latin1');
        createHash('sha256').update(contents).digest().copy(end, MAGIC.length);
        end.writeDoubleLE(contents.length, MAGIC.length + DIGEST_BYTES);
        await writeAll(file, contents, offset);
        await writeAll(file, end, offset + contents.length);
    } finally {
        await file.close();
    }
}

/** A history in a file of the cache, open until it is closed. Throws `DamagedEntry`, also while blocks are read. */
export class Entry implements ColumnHistory {
    readonly known: KnownHistory;
    readonly layout: Layout;
    readonly files: readonly string[];
    readonly #file: FileHandle;
    readonly #blocks: readonly BlockPlace[];
    #resident: readonly Block[] | undefined;

    private constructor(file: FileHandle, { known, layout, files, blocks }: Contents) {
        this.known = known;
        this.layout = layout;
        this.files = files;
        this.#file = file;
        this.#blocks = blocks;
    }

    /** `undefined` where there is no such file. */
    static async open(path: string): Promise<Entry | undefined> {
        const file = await open(path, 'r').catch(() => undefined);
        if (file === undefined) return undefined;
        try {
            const contents = await readContents(file);
            const entry = new Entry(file, contents);
            await entry.#verify();
            return entry;
        } catch (cause) {
            await file.close();
            throw cause;
        }
    }

    async *blocks(): AsyncGenerator<Block> {
        if (this.#resident !== undefined) {
            yield* this.#resident;
            return;
        }
        let pending: Promise<Block> | undefined;
        for (const [index, place] of this.#blocks.entries()) {
            const block = await (pending ?? this.#read(place));
            const next = this.#blocks[index + 1];
            pending = next === undefined ? undefined : this.#read(next);
            // Failing before anyone waits for it is not unhandled: it fails again where it is waited for.
            pending?.catch(() => {});
            yield block;
        }
    }

    close(): Promise<void> {
        return this.#file.close();
    }

    /** All of it once, before anything is taken from it: what is damaged is noticed while it can still be made again. */
    async #verify(): Promise<void> {
        const total = this.#blocks.reduce((sum, { bytes }) => sum + bytes, 0);
        const blocks: Block[] = [];
        for (const place of this.#blocks) {
            const block = await this.#read(place);
            if (total <= MOST_RESIDENT) blocks.push(block);
        }
        if (total <= MOST_RESIDENT) this.#resident = blocks;
    }

    async #read({ offset, bytes, checksum, ...size }: BlockPlace): Promise<Block> {
        const buffer = new SharedArrayBuffer(bytes);
        const array = new Uint8Array(buffer);
        if ((await readAll(this.#file, array, offset)) < bytes || crc32(array) !== checksum) throw damaged();
        return { ...size, buffer };
    }
}

async function readContents(file: FileHandle): Promise<Contents> {
    const { size } = await file.stat();
    const end = Buffer.alloc(END_BYTES);
    if (size < END_BYTES || (await readAll(file, end, size - END_BYTES)) < END_BYTES) throw damaged();
    if (end.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged();
    const length = end.readDoubleLE(MAGIC.length + DIGEST_BYTES);
    if (!Number.isSafeInteger(length) || length < 0 || length > size - END_BYTES) throw damaged();
    const contents = Buffer.alloc(length);
    await readAll(file, contents, size - END_BYTES - length);
    const digest = createHash('sha256').update(contents).digest();
    if (!digest.equals(end.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES))) throw damaged();
    // Its digest says that we have written it.
    return revive(deserialize(contents)) as Contents;
}

const damaged = (): DamagedEntry => new DamagedEntry('an entry of the cache is damaged');
