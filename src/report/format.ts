import type { DiagnosticEntry } from '../diagnostics/entry.ts';

/** One way to show a kind of document. Strings in, a string out; who calls writes it somewhere. */
export interface Format<Document> {
    /** For people who choose: what it is and who reads it. */
    readonly title: string;
    /** Of files in this format, without the dot. */
    readonly extension: string;
    readonly render: (document: Document, surroundings: Surroundings) => string | Promise<string>;
}

/** What a document does not know but a rendering may need. */
export interface Surroundings {
    /** Columns of the terminal; text keeps within 80 to 100 of them. */
    readonly width: number;
    /** ANSI colours. */
    readonly colour: boolean;
    /** Text of a source file, to quote the lines that findings speak of; `undefined` when it can't be read. */
    readonly source: (file: string) => string | undefined;
    /** What is known of the codes of findings, for formats that describe their rules. */
    readonly entries: readonly DiagnosticEntry[];
    readonly version: string;
}

/** A plain file: no colour, no sources at hand. */
export const plainSurroundings: Surroundings = {
    width: 100,
    colour: false,
    source: () => undefined,
    entries: [],
    version: '0.0.0',
};

const NARROWEST = 80;
const WIDEST = 100;

/** Lines longer than a hundred columns are hard to read, tables below eighty hard to lay out. */
export const textWidth = (surroundings: Surroundings): number =>
    Math.min(WIDEST, Math.max(NARROWEST, surroundings.width));
