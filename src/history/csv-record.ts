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

    constructor(delimiter: string) {
        this.#delimiter = delimiter.charCodeAt(0);
    }

    /** Reads the record that begins at `from`, which is before the end of the text. */
    scan(text: string, from: number): Scanned {
        this.#text = text;
        this.count = 0;
        for (let at = from; ; at++) {
            const begin = this.#quotedBegin(at);
            const end = begin < 0 ? this.#plain(at) : this.#quoted(begin);
            if (end < 0) return end === -1 ? 'open' : 'broken';
            at = end;
            if (text.charCodeAt(at) === this.#delimiter) continue;
            this.next = text.charCodeAt(at) === CARRIAGE_RETURN ? at + 2 : at + 1;
            return 'record';
        }
    }

    /** The text of a field, trimmed, without its quotes. */
    field(index: number): string {
        const start = this.#starts[index] ?? 0;
        const end = this.#ends[index] ?? 0;
        const text = this.#text;
        if (start === end) return '';
        const padded = text.charCodeAt(start) <= SPACE || text.charCodeAt(end - 1) <= SPACE;
        const raw = padded ? text.slice(start, end).trim() : text.slice(start, end);
        return this.#quoting[index] === 2 ? raw.replaceAll('""', '"') : raw;
    }

    /** Nothing but a line end. */
    isBlank(): boolean {
        return this.count === 1 && this.#quoting[0] === 0 && this.field(0) === '';
    }

    /** The end of an unquoted field: at a delimiter, a line end or the end of the text. */
    #plain(from: number): number {
        const text = this.#text;
        const delimiter = this.#delimiter;
        let at = from;
        for (; at < text.length; at++) {
            const code = text.charCodeAt(at);
            if (code === delimiter || code === LINE_FEED) break;
        }
        const crlf = at > from && text.charCodeAt(at - 1) === CARRIAGE_RETURN && text.charCodeAt(at) !== delimiter;
        const end = crlf ? at - 1 : at;
        this.#put(from, end, 0);
        return end;
    }

    /** Where the inside of a quoted field begins, or -1. */
    #quotedBegin(from: number): number {
        const text = this.#text;
        let at = from;
        while (text.charCodeAt(at) === SPACE) at++;
        return text.charCodeAt(at) === QUOTE ? at + 1 : -1;
    }

    /** The place after the closing quote, -1 where there is none, -2 where something else follows it. */
    #quoted(from: number): number {
        const text = this.#text;
        let quoting = 1;
        let end = text.indexOf('"', from);
        while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) {
            quoting = 2;
            end = text.indexOf('"', end + 2);
        }
        if (end < 0) return -1;
        this.#put(from, end, quoting);
        let at = end + 1;
        while (text.charCodeAt(at) === SPACE) at++;
        const code = text.charCodeAt(at);
        const crlf = code === CARRIAGE_RETURN && (text.charCodeAt(at + 1) === LINE_FEED || at + 1 === text.length);
        return code === this.#delimiter || code === LINE_FEED || at === text.length || crlf ? at : -2;
    }

    #put(start: number, end: number, quoting: number): void {
        this.#starts[this.count] = start;
        this.#ends[this.count] = end;
        this.#quoting[this.count] = quoting;
        this.count++;
    }
}

/** A field as CSV writes it, whatever the delimiter. */
export const csvField = (text: string): string =>
    /[",\n\r;|\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
