import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Whole lines of a file, in order. Every block ends with a line end, but for the last where the file does not. */
export interface TextBlock {
    readonly text: string;
    /** The codes of its characters, which are faster to look through than the text itself. */
    codes(): CharCodes;
    /** Bytes of the file read so far, packed where the file is. */
    readonly bytesRead: number;
}

export type CharCodes = Uint8Array | Uint16Array;

/** What keeps a whole file from being read, as one sentence about it. */
export class UnreadableFile extends Error {}

/** Stands for bytes that are not UTF-8: half a surrogate pair, so that the text is not well formed. */
const BROKEN_TEXT = '\udc80';

const READ_SIZE = 2 ** 20;
const LONGEST_LINE = 2 ** 24;
const LINE_FEED = 10;

/**
 * The text of a file, unpacked where its name ends in `.gz`, without its byte order mark. What is not UTF-8
 * comes as text that is not well formed. Throws `UnreadableFile`.
 */
export async function* textBlocks(path: string): AsyncGenerator<TextBlock> {
    const file = createReadStream(path, { highWaterMark: READ_SIZE });
    const source = path.toLowerCase().endsWith('.gz') ? unpacked(file) : file;
    try {
        yield* blocksOf(source, () => file.bytesRead);
    } catch (cause) {
        throw cause instanceof UnreadableFile ? cause : new UnreadableFile(reasonOf(cause), { cause });
    } finally {
        source.destroy();
        file.destroy();
    }
}

async function* blocksOf(source: Readable, bytesRead: () => number): AsyncGenerator<TextBlock> {
    let rest: Buffer = Buffer.alloc(0);
    let first = true;
    // A stream of a file without encoding yields buffers, which its type does not say.
    for await (const chunk of source as AsyncIterable<Buffer>) {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        if (bytes.length < 4 && first) {
            rest = bytes;
            continue;
        }
        const start = first ? markLength(bytes) : 0;
        first = false;
        const end = bytes.lastIndexOf(LINE_FEED) + 1;
        if (end === 0 && bytes.length > LONGEST_LINE) throw new UnreadableFile(noLineEnd(bytes));
        rest = bytes.subarray(Math.max(start, end));
        if (end > start) yield decode(bytes.subarray(start, end), bytesRead());
    }
    const last = first ? rest.subarray(markLength(rest)) : rest;
    if (last.length > 0) yield decode(last, bytesRead());
}

/** The pieces that a gzip is unpacked to are small; they are put together, since every block has its price. */
function unpacked(file: Readable): Readable {
    const gunzip = createGunzip({ chunkSize: READ_SIZE });
    file.on('error', error => gunzip.destroy(error));
    return file.pipe(gunzip);
}

function decode(bytes: Buffer, bytesRead: number): TextBlock {
    if (isAscii(bytes)) return { text: bytes.toString('latin1'), codes: () => bytes, bytesRead };
    const text = isUtf8(bytes) ? bytes.toString('utf8') : markBroken(bytes);
    return { text, codes: () => codesOf(text), bytesRead };
}

export function codesOf(text: string): CharCodes {
    const bytes = Buffer.allocUnsafeSlow(text.length * 2);
    bytes.write(text, 'utf16le');
    return new Uint16Array(bytes.buffer);
}

/** Line by line, so that what is right in others stays. */
function markBroken(bytes: Buffer): string {
    const lines: string[] = [];
    for (let start = 0; start < bytes.length; ) {
        const end = bytes.indexOf(LINE_FEED, start);
        const line = bytes.subarray(start, end < 0 ? bytes.length : end);
        const text = line.toString('utf8');
        // The decoder has put a replacement character for whatever it could not read.
        lines.push(isUtf8(line) ? text : text.replaceAll('\ufffd', BROKEN_TEXT), end < 0 ? '' : '\n');
        start += line.length + 1;
    }
    return lines.join('');
}

function markLength(bytes: Buffer): number {
    const [a, b, c] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
        throw new UnreadableFile('it is UTF-16: save it as UTF-8');
    }
    return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}

const noLineEnd = (bytes: Buffer): string =>
    bytes.includes(13)
        ? 'its lines end with carriage returns alone: save it with line feeds'
        : `it has a line of more than ${LONGEST_LINE / 2 ** 20} MB`;

function reasonOf(cause: unknown): string {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const code = 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) return `it cannot be unpacked (${error.message})`;
    if (code === 'EACCES' || code === 'EPERM') return 'it may not be opened';
    return error.message;
}
