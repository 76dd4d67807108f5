import { plural } from '../base/text.ts';
import { CsvRecord } from './csv-record.ts';
import { type Header, NOT_UTF8, type RowReader, type RowSink } from './rows.ts';
import { type CharCodes, codesOf, type TextBlock, textBlocks, UnreadableFile } from './text-blocks.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** A quote that is still open after so much text was never meant to be closed. */
const LONGEST_RECORD = 2 ** 20;

/**
 * CSV with a header in its first line. The delimiter is the one of , ; tab | that divides the header most often.
 * A broken record is reported and reading goes on at the next line, so that one stray quote costs one row.
 */
export const csvReader: RowReader = {
    async header(path) {
        for await (const { text, codes } of textBlocks(path)) return headerOf(text, codes()).header;
        throw new UnreadableFile('it is empty: the first line must name the columns');
    },

    async *rows(path, wanted, sink) {
        const table = new CsvTable(wanted, sink);
        for await (const block of textBlocks(path)) {
            table.feed(block);
            yield block.bytesRead;
        }
        table.finish();
    },
};

class CsvTable {
    readonly #wanted: readonly string[];
    readonly #sink: RowSink;
    readonly #cells: string[];
    #record: CsvRecord | undefined;
    /** Field of the record for each wanted column. */
    #fields: readonly number[] = [];
    #width = 0;
    #number = 0;
    #carry = '';
    #hasBrokenText = false;

    constructor(wanted: readonly string[], sink: RowSink) {
        this.#wanted = wanted;
        this.#sink = sink;
        this.#cells = wanted.map(() => '');
    }

    feed({ text, codes }: TextBlock): void {
        this.#hasBrokenText ||= !text.isWellFormed();
        if (this.#carry === '') this.#read(text, codes(), false);
        else this.#read(this.#carry + text, codesOf(this.#carry + text), false);
    }

    finish(): void {
        this.#read(this.#carry, codesOf(this.#carry), true);
    }

    #read(text: string, codes: CharCodes, last: boolean): void {
        const record = this.#record ?? this.#begin(text, codes);
        record.open(text, codes);
        let at = this.#number === 0 ? record.next : 0;
        if (this.#number === 0) this.#number = 1;
        while (at < text.length) {
            const scanned = record.scan(at);
            if (scanned === 'open' && !last && text.length - at < LONGEST_RECORD) break;
            this.#number++;
            if (scanned === 'record') this.#row(record, text, at);
            else this.#sink.broken(this.#number, BROKEN_QUOTES);
            at = scanned === 'record' ? record.next : lineAfter(text, at);
        }
        this.#carry = text.slice(at);
    }

    #begin(text: string, codes: CharCodes): CsvRecord {
        const { header, record } = headerOf(text, codes);
        const names = header.columns.map(column => column.name);
        this.#fields = this.#wanted.map(name => names.indexOf(name));
        this.#width = names.length;
        this.#record = record;
        return record;
    }

    #row(record: CsvRecord, text: string, from: number): void {
        if (this.#hasBrokenText && !text.slice(from, record.next).isWellFormed()) {
            this.#sink.broken(this.#number, NOT_UTF8);
        } else if (record.count === this.#width) {
            for (let index = 0; index < this.#fields.length; index++) {
                this.#cells[index] = record.field(this.#fields[index] ?? 0);
            }
            this.#sink.row(this.#number, this.#cells);
        } else if (!record.isBlank()) {
            const has = plural(record.count, 'column');
            this.#sink.broken(this.#number, `The row has ${has}, the header has ${this.#width}.`);
        }
    }
}

const BROKEN_QUOTES = 'A quoted field is not closed, or text follows its closing quote.';

/** The record is left behind its scan of the header: its `next` is where the rows begin. */
function headerOf(text: string, codes: CharCodes): { header: Header; record: CsvRecord } {
    const scanned = DELIMITERS.map(delimiter => {
        const record = new CsvRecord(delimiter);
        record.open(text, codes);
        return { record, state: record.scan(0) };
    });
    const whole = scanned.filter(({ state }) => state === 'record').map(({ record }) => record);
    const best = whole.reduce((a, b) => (b.count > a.count ? b : a), whole[0] ?? new CsvRecord(','));
    const line = text.slice(0, lineAfter(text, 0));
    if (!line.isWellFormed()) throw new UnreadableFile('its header is not UTF-8: save the file as UTF-8');
    if (whole.length === 0) throw new UnreadableFile('its header has a quote that is not closed');
    if (best.isBlank()) throw new UnreadableFile('its first line is empty: it must name the columns');
    const columns = Array.from({ length: best.count }, (_, index) => ({ name: best.field(index), type: 'text' }));
    return { header: { columns }, record: best };
}

function lineAfter(text: string, from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end + 1;
}
