import { Rational } from '../../base/rational.ts';
import type { CodeColumn, Column, NumberColumn, TextColumn } from '../../model/columns.ts';
import type { Value } from '../../model/value.ts';
import { BESIDE, UNKNOWN } from '../dictionary.ts';
import type { FieldPlan } from '../mapping.ts';

/** Values of one field, in one block after the other; `at` is a row, or a member. */
export interface Cells {
    /** Blocks of one history have columns of one shape. */
    open(column: Column | undefined): void;
    value(at: number): Value;
    /** Equal keys name equal values; `BESIDE` names none. */
    key(at: number): number;
}

export function cellsOf(field: FieldPlan, kind: Column['kind'] | undefined): Cells {
    switch (kind) {
        case 'number':
            return new NumberCells(field);
        case 'code':
            return new CodeCells(field);
        case 'text':
            return new TextCells(field);
        case undefined:
            return NO_CELLS;
    }
}

const NO_CELLS: Cells = { open() {}, value: () => undefined, key: () => UNKNOWN };

const MOST_NUMBERS = 100_000;

class NumberCells implements Cells {
    readonly #holds: FieldPlan['holds'];
    readonly #known = new Map<number, Value>();
    #column: NumberColumn | undefined;

    constructor({ holds }: FieldPlan) {
        this.#holds = holds;
    }

    open(column: Column | undefined): void {
        this.#column = column?.kind === 'number' ? column : undefined;
    }

    value(at: number): Value {
        const number = this.key(at);
        if (number === this.#column?.unknown) return undefined;
        if (this.#holds === 'day') return number;
        if (this.#holds === 'truth') return number === 1;
        const known = this.#known.get(number);
        if (known !== undefined) return known;
        const value = Rational.of(number, this.#column?.per ?? 1);
        if (this.#known.size < MOST_NUMBERS) this.#known.set(number, value);
        return value;
    }

    key(at: number): number {
        return this.#column?.values[at] ?? 0;
    }
}

class CodeCells implements Cells {
    readonly #field: FieldPlan;
    #codes: CodeColumn['codes'] = new Uint8Array();
    #values: readonly Value[] | undefined;

    constructor(field: FieldPlan) {
        this.#field = field;
    }

    open(column: Column | undefined): void {
        if (column?.kind !== 'code') return;
        this.#codes = column.codes;
        this.#values ??= column.texts.map((text, code) => (code === UNKNOWN ? undefined : this.#read(text)));
    }

    value(at: number): Value {
        return this.#values?.[this.key(at)];
    }

    key(at: number): number {
        return this.#codes[at] ?? UNKNOWN;
    }

    #read(text: string): Value {
        if (this.#field.holds === 'set') return new Set(text.split('\n').filter(each => each !== ''));
        return this.#field.dictionary.read(text);
    }
}

class TextCells implements Cells {
    readonly #field: FieldPlan;
    readonly #texts = new Texts();

    constructor(field: FieldPlan) {
        this.#field = field;
    }

    open(column: Column | undefined): void {
        this.#texts.open(column);
    }

    value(at: number): Value {
        const text = this.#texts.at(at);
        return text === '' ? undefined : this.#field.dictionary.read(text);
    }

    key(): number {
        return BESIDE;
    }
}

/** Texts as they were written: ids, orders. */
export class Texts {
    #column: Column | undefined;

    open(column: Column | undefined): void {
        this.#column = column;
    }

    at(at: number): string {
        const column = this.#column;
        if (column?.kind === 'text') return textAt(column, at);
        if (column?.kind === 'code') return column.texts[column.codes[at] ?? 0] ?? '';
        const number = column?.values[at];
        return number === undefined || number === column?.unknown ? '' : String(number);
    }
}

export function textAt({ bytes, ends }: TextColumn, at: number): string {
    const [from, to] = [at === 0 ? 0 : (ends[at - 1] ?? 0), ends[at] ?? 0];
    if (to - from < SHORT) {
        const text = asciiOf(bytes, from, to);
        if (text !== undefined) return text;
    }
    // What threads share can not be decoded where it lies.
    return DECODER.decode(bytes.slice(from, to));
}

const SHORT = 40;

function asciiOf(bytes: Uint8Array, from: number, to: number): string | undefined {
    let text = '';
    for (let at = from; at < to; at++) {
        const code = bytes[at] ?? 0;
        if (code > 127) return undefined;
        text += String.fromCharCode(code);
    }
    return text;
}

// What begins with a mark of the order of bytes was written with it.
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
