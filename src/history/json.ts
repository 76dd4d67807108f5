import { type FileColumn, type Header, NOT_UTF8, type RowReader, type RowSink } from './rows.ts';
import { textBlocks, UnreadableFile } from './text-blocks.ts';

/** Columns may be missing from rows; these many say which there are. */
const ROWS_OF_HEADER = 10_000;
const LONGEST_ROW = 2 ** 20;
/** Up to 15 digits a number survives being a double unchanged; from here on its own text is asked for. */
const MANY_DIGITS = /[\d.]{16}|\d[eE]/;

/** JSON: one object a line (NDJSON), or one array of objects. Nested objects are not cells; arrays are sets. */
export const jsonReader: RowReader = {
    async header(path) {
        const types = new Map<string, string>();
        const rows = new JsonRows(row => {
            for (const [name, value] of Object.entries(row)) if (value !== null) types.set(name, typeOf(value));
        });
        for await (const block of textBlocks(path)) {
            rows.feed(block.text);
            if (rows.number >= ROWS_OF_HEADER) break;
        }
        rows.finish();
        const columns = Array.from(types, ([name, type]): FileColumn => ({ name, type }));
        if (columns.length === 0) throw new UnreadableFile('it has no objects with fields');
        return { columns } satisfies Header;
    },

    async *rows(path, wanted, sink) {
        const cells = wanted.map(() => '');
        const rows = new JsonRows((row, number) => putRow(row, number, { wanted, cells, sink }), sink);
        for await (const block of textBlocks(path)) {
            rows.feed(block.text);
            yield block.bytesRead;
        }
        rows.finish();
    },
};

type JsonObject = Readonly<Record<string, unknown>>;

function putRow(
    row: JsonObject,
    number: number,
    to: { readonly wanted: readonly string[]; readonly cells: string[]; readonly sink: RowSink },
): void {
    for (let index = 0; index < to.wanted.length; index++) {
        const name = to.wanted[index] ?? '';
        const cell = cellOf(Object.hasOwn(row, name) ? row[name] : undefined);
        to.cells[index] = cell ?? '';
        if (cell !== undefined) continue;
        to.sink.broken(number, `'${name}' is an object, not a value.`);
        return;
    }
    to.sink.row(number, to.cells);
}

function cellOf(value: unknown): string | undefined {
    if (typeof value === 'string') return value.trim();
    if (value === null || value === undefined) return '';
    if (value instanceof NumberText) return String(value);
    if (!Array.isArray(value)) return typeof value === 'object' ? undefined : String(value);
    const parts = value.map(cellOf);
    return parts.includes(undefined) ? undefined : parts.join('|');
}

function typeOf(value: unknown): string {
    if (value instanceof NumberText) return 'number';
    return Array.isArray(value) ? 'array' : typeof value;
}

/** Cuts text into objects: line by line, or, where it begins with a bracket, at the commas of one array. */
class JsonRows {
    /** Rows seen so far. */
    number = 0;
    readonly #take: (row: JsonObject, number: number) => void;
    readonly #sink: RowSink | undefined;
    #array: boolean | undefined;
    #carry = '';

    constructor(take: (row: JsonObject, number: number) => void, sink?: RowSink) {
        this.#take = take;
        this.#sink = sink;
    }

    feed(text: string): void {
        const all = this.#carry + text;
        this.#array ??= /^\s*\[/.test(all);
        this.#carry = this.#array ? this.#elements(all) : this.#lines(all);
    }

    /** What is left over is no whole object, but for the last line of a file without a last line end. */
    finish(): void {
        const rest = this.#carry.trim();
        if (rest !== '') this.#parse(rest);
    }

    #lines(text: string): string {
        let from = 0;
        for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            const line = text.slice(from, end).trim();
            from = end + 1;
            if (line === '') this.number++;
            else this.#parse(line);
        }
        return text.slice(from);
    }

    /** Objects are found by their braces; between them stand only brackets, commas and white space. */
    #elements(text: string): string {
        let from = 0;
        for (;;) {
            const begin = text.indexOf('{', from);
            this.#between(text.slice(from, begin < 0 ? text.length : begin));
            if (begin < 0) return '';
            const end = endOfObject(text, begin);
            if (end < 0 && text.length - begin < LONGEST_ROW) return text.slice(begin);
            from = end < 0 ? text.length : end;
            this.#parse(text.slice(begin, from));
        }
    }

    #between(text: string): void {
        const stray = text.replaceAll(/[\s[\],]/g, '');
        if (stray === '') return;
        this.number++;
        this.#sink?.broken(this.number, NO_OBJECT);
    }

    #parse(text: string): void {
        this.number++;
        const isText = text.isWellFormed();
        const value = isText ? parseExactly(text) : undefined;
        if (isObject(value)) this.#take(value, this.number);
        else if (!isText) this.#sink?.broken(this.number, NOT_UTF8);
        else this.#sink?.broken(this.number, NO_OBJECT);
    }
}

const NO_OBJECT = 'The row is not a JSON object.';

const isObject = (value: unknown): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers that a double could change keep their text. `undefined` where it is no JSON. */
function parseExactly(text: string): unknown {
    try {
        return MANY_DIGITS.test(text) ? JSON.parse(text, keepText as Reviver) : JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** A number as it was written. */
class NumberText extends String {}

/** The third argument is ES2025 and not yet in TypeScript's library. */
type Reviver = (this: unknown, key: string, value: unknown) => unknown;

function keepText(_key: string, value: unknown, context: { readonly source?: string } | undefined): unknown {
    return typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value;
}

/** The place after the brace that closes the object, or -1. */
function endOfObject(text: string, begin: number): number {
    let depth = 0;
    for (let at = begin; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 0x22) {
            at = endOfString(text, at);
            if (at < 0) return -1;
        } else if (code === 0x7b) depth++;
        else if (code === 0x7d && --depth === 0) return at + 1;
    }
    return -1;
}

function endOfString(text: string, begin: number): number {
    for (let at = begin + 1; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 0x5c) at++;
        else if (code === 0x22) return at;
    }
    return -1;
}
