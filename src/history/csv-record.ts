import type { CharCodes } from './text-blocks.ts';

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** How the last scan ended: with a whole record, in the middle of a quoted field, or in a broken one. */
export type Scanned = 'record' | 'open' | 'broken';

/**
 * Finds the fields of one CSV record (RFC 4180) in a text, without making a string. A field is quoted where it
 * begins with a quote, blanks before it aside; a quote inside an unquoted field is text.
 */
export class CsvRecord {
    /** Number of fields. */
    count = 0;
    /** Where the record after this one begins. */
    next = 0;
    readonly #delimiter: number;
    readonly #starts: number[] = [];
    readonly #ends: number[] = [];
    /** 0: as it stands, 1: quoted, 2: quoted with doubled quotes inside. */
    readonly #quoting: number[] = [];
    #text = '';
    #codes: CharCodes = new Uint8Array();

    constructor(delimiter: string) {
        this.#delimiter = delimiter.charCodeAt(0);
    }

    /** The text in which records are scanned from now on, and the codes of its characters. */
    open(text: string, codes: CharCodes): void {
        this.#text = text;
        this.#codes = codes;
    }

    /** Reads the record that begins at `from`, which is before the end of the text. */
    scan(from: number): Scanned {
        const codes = this.#codes;
        const delimiter = this.#delimiter;
        this.count = 0;
        for (let at = from; ; at++) {
            const first = codes[at];
            const begin = first === QUOTE || first === SPACE ? this.#quotedBegin(at) : -1;
            const end = begin < 0 ? this.#plain(at, codes, delimiter) : this.#quoted(begin);
            if (end < 0) return end === -1 ? 'open' : 'broken';
            at = end;
            if (codes[at] === delimiter) continue;
            this.next = codes[at] === CARRIAGE_RETURN ? at + 2 : at + 1;
            return 'record';
        }
    }

    /** The text of a field, trimmed, without its quotes. */
    field(index: number): string {
        const start = this.#starts[index] ?? 0;
        const end = this.#ends[index] ?? 0;
        if (start === end) return '';
        const text = this.#text.slice(start, end);
        const isPadded = mayBeBlank(this.#codes[start]) || mayBeBlank(this.#codes[end - 1]);
        const trimmed = isPadded ? text.trim() : text;
        return this.#quoting[index] === 2 ? trimmed.replaceAll('""', '"') : trimmed;
    }

    /** Nothing but a line end. */
    isBlank(): boolean {
        return this.count === 1 && this.#quoting[0] === 0 && this.field(0) === '';
    }

    /** The end of an unquoted field: at a delimiter, a line end or the end of the text. */
    #plain(from: number, codes: CharCodes, delimiter: number): number {
        let at = from;
        for (; at < codes.length; at++) {
            const code = codes[at];
            if (code === delimiter || code === LINE_FEED) break;
        }
        const crlf = at > from && codes[at - 1] === CARRIAGE_RETURN && codes[at] !== delimiter;
        const end = crlf ? at - 1 : at;
        this.#put(from, end, 0);
        return end;
    }

    /** Where the inside of a quoted field begins, or -1. */
    #quotedBegin(from: number): number {
        const codes = this.#codes;
        let at = from;
        while (codes[at] === SPACE) at++;
        return codes[at] === QUOTE ? at + 1 : -1;
    }

    /** The place after the closing quote, -1 where there is none, -2 where something else follows it. */
    #quoted(from: number): number {
        const codes = this.#codes;
        let quoting = 1;
        let end = codes.indexOf(QUOTE, from);
        while (end >= 0 && codes[end + 1] === QUOTE) {
            quoting = 2;
            end = codes.indexOf(QUOTE, end + 2);
        }
        if (end < 0) return -1;
        this.#put(from, end, quoting);
        let at = end + 1;
        while (codes[at] === SPACE) at++;
        const code = codes[at];
        const crlf = code === CARRIAGE_RETURN && (codes[at + 1] === LINE_FEED || at + 1 === codes.length);
        return code === this.#delimiter || code === LINE_FEED || at === codes.length || crlf ? at : -2;
    }

    #put(start: number, end: number, quoting: number): void {
        this.#starts[this.count] = start;
        this.#ends[this.count] = end;
        this.#quoting[this.count] = quoting;
        this.count++;
    }
}

/** Some blanks are no ASCII. */
const mayBeBlank = (code = 0): boolean => code <= SPACE || code > 127;

/** A field as CSV writes it, whatever the delimiter. */
export const csvField = (text: string): string =>
    /[",\n\r;|\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
