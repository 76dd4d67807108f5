import { Rational } from '../base/rational.ts';
import type { Value } from '../model/value.ts';
import { type CellReader, Refusal } from './values.ts';

/** An empty cell. */
export const UNKNOWN = 0;
/** The value is not in the dictionary: its text travels with the row. */
export const BESIDE = -1;
/** The reader refused it; `refusal` says why. */
export const REFUSED = -2;

/** Distinct texts that are kept in memory for a column; later ones travel with their rows. */
const MOST_ENTRIES = 100_000;
/** Codes from here on are hundredths: amounts are too many and too different to be listed. */
export const HUNDREDTHS = 2 ** 20;
const AMOUNT = /^\d{1,7}(?:\.\d{1,2})?$/;

/**
 * The distinct values of a column, each read once and named by a small number. So rows travel through the
 * database as whole numbers, and equal values are one object.
 */
export class Dictionary {
    /** A cell was empty. */
    hasUnknown = false;
    /** Some values are not listed: they are hundredths, or travel with their rows. */
    hasHundredths = false;
    hasBeside = false;
    /** Why the last text was refused. */
    refusal: Refusal | undefined;
    readonly #read: CellReader;
    readonly #amounts: boolean;
    readonly #codes = new Map<string, number>();
    readonly #values: Value[] = [undefined];
    readonly #most: number;

    /** `amounts`: all values are numbers that are read as they stand, so that large ones need no entry. */
    constructor(read: CellReader, amounts = false, most = MOST_ENTRIES) {
        this.#read = read;
        this.#amounts = amounts;
        this.#most = most;
    }

    encode(text: string): number {
        if (text === '') {
            this.hasUnknown = true;
            return UNKNOWN;
        }
        return this.#codes.get(text) ?? this.#add(text);
    }

    /** The value of a code that is neither `BESIDE` nor `REFUSED`. */
    value(code: number): Value {
        if (code < HUNDREDTHS) return this.#values[code];
        const hundredths = code - HUNDREDTHS;
        return hundredths % 100 === 0 ? Rational.of(hundredths / 100) : Rational.of(hundredths, 100);
    }

    /** The value of a text that was accepted before. */
    read(text: string): Value {
        const value = this.#read(text);
        return value instanceof Refusal ? undefined : value;
    }

    /** What is listed, in the order of codes, the first of which is 1. */
    entries(): (readonly [text: string, value: Value])[] {
        return Array.from(this.#codes, ([text, code]) => [text, this.#values[code]] as const);
    }

    #add(text: string): number {
        const full = this.#values.length > this.#most;
        if (full && this.#amounts && AMOUNT.test(text)) {
            this.hasHundredths = true;
            return HUNDREDTHS + hundredths(text);
        }
        const value = this.#read(text);
        if (value instanceof Refusal) {
            this.refusal = value;
            return REFUSED;
        }
        if (full) {
            this.hasBeside = true;
            return BESIDE;
        }
        // A text cut out of a block would keep the whole block in memory.
        const own = Buffer.from(text).toString();
        this.#codes.set(own, this.#values.length);
        this.#values.push(typeof value === 'string' ? own : value);
        return this.#values.length - 1;
    }
}

function hundredths(text: string): number {
    const point = text.indexOf('.');
    if (point < 0) return Number(text) * 100;
    const decimals = Number(text.slice(point + 1));
    return Number(text.slice(0, point)) * 100 + (text.length - point === 2 ? decimals * 10 : decimals);
}
