import { type Day, parseDate } from '../base/calendar.ts';
import { didYouMean } from '../base/did-you-mean.ts';
import { Rational } from '../base/rational.ts';
import { quoteList } from '../base/text.ts';
import { parseInstant, type Zone, zoneOf } from '../base/zone.ts';
import { isOpenSet, type Type } from '../model/type.ts';
import type { Value } from '../model/value.ts';

/** Why a cell cannot be used, as the end of a sentence that names the column: `'x' is not a number.` */
export class Refusal {
    readonly reason: string;

    constructor(reason: string) {
        this.reason = reason;
    }
}

/** Reads the text of a cell, which is trimmed and not empty: an empty cell is unknown and never asked about. */
export type CellReader = (text: string) => Exclude<Value, undefined> | Refusal;

/** The reader of a field of this type. Days of local time are asked of `zone`. */
export function readerOf(type: Type, zone: Zone): CellReader {
    switch (type.kind) {
        case 'money':
        case 'points':
        case 'number':
            return readNumber;
        case 'duration':
            return readNumber;
        case 'percent':
            return readPercent;
        case 'date':
            return text => readDay(text, zone);
        case 'choice':
            return choiceReader(type.values);
        case 'set':
            return isOpenSet(type) ? readSet : setReader(type.values);
        case 'truth':
            return readTruth;
        case 'text':
        case 'group':
        case 'tier':
            return readText;
    }
}

export const readText: CellReader = text => text;

export const readNumber = (text: string): Rational | Refusal => Rational.parse(text) ?? notANumber(text);

/** Money, quantities: what has no meaning below zero in a purchase or a return. */
export function readNotNegative(text: string): Rational | Refusal {
    const value = readNumber(text);
    if (value instanceof Refusal || !value.lt(Rational.ZERO)) return value;
    const out = `Say 'negated' in the mapping if this file stores it so, 'signed' if a price may be below zero, or leave such rows out with 'where'.`;
    return new Refusal(`'${short(text)}' is negative. ${out}`);
}

/** The number with its sign turned. */
export function readNegated(text: string): Rational | Refusal {
    const value = readNumber(text);
    return value instanceof Refusal ? value : value.neg();
}

/** What is stored below zero and meant above. */
export function readNotPositive(text: string): Rational | Refusal {
    const value = readNegated(text);
    if (value instanceof Refusal || !value.lt(Rational.ZERO)) return value;
    const out = `Leave such rows out with 'where'.`;
    return new Refusal(`'${short(text)}' is above zero, while the mapping says 'negated'. ${out}`);
}

/** `19%` or `0.19`. */
export const readPercent: CellReader = text => {
    const percent = text.endsWith('%');
    const value = Rational.parse(percent ? text.slice(0, -1).trimEnd() : text);
    if (value === undefined) return new Refusal(`'${short(text)}' is not a percentage: write 19% or 0.19.`);
    return percent ? value.div(HUNDRED) : value;
};

/** Between none and all; 19 alone would mean 1900%. */
export const readTaxRate: CellReader = text => {
    const rate = readPercent(text);
    if (!(rate instanceof Rational) || (!rate.lt(Rational.ZERO) && !rate.gt(Rational.ONE))) return rate;
    return new Refusal(`'${short(text)}' is no rate of tax: write 19% or 0.19.`);
};

/** A date, or a date and time, of which the local day counts. */
export function readDay(text: string, zone: Zone): Day | Refusal {
    const day = parseDate(text);
    if (day !== undefined) return day;
    const instant = parseInstant(text, zone);
    return instant === undefined ? notADate(text) : zone.dayAt(instant);
}

export const readTruth: CellReader = text => {
    const word = text.toLowerCase();
    if (TRUE.has(word)) return true;
    if (FALSE.has(word)) return false;
    return new Refusal(`'${short(text)}' is neither yes nor no.`);
};

/** yes, no, true, false and their first letters; not 1 and 0, which may be amounts. */
export function readFlagWord(text: string): boolean | undefined {
    const word = text.toLowerCase();
    if (word === '1' || word === '0') return undefined;
    return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

export const readZoneName: CellReader = text =>
    zoneOf(text) === undefined ? new Refusal(`'${short(text)}' is not a time zone such as Europe/Berlin.`) : text;

export function choiceReader(values: readonly string[]): CellReader {
    const known = new Set(values);
    return text => (known.has(text) ? text : notAmong(text, values));
}

/** Members are separated by | or ;. */
/** Whatever texts stand in the cell. */
const readSet: CellReader = text => new Set(partsOf(text).filter(part => part !== ''));

const partsOf = (text: string): string[] => text.split(/[|;]/).map(part => part.trim());

function setReader(values: readonly string[]): CellReader {
    const known = new Set(values);
    return text => {
        const parts = partsOf(text);
        const wrong = parts.find(part => part !== '' && !known.has(part));
        return wrong === undefined ? new Set(parts.filter(part => part !== '')) : notAmong(wrong, values);
    };
}

export const notADate = (text: string): Refusal =>
    new Refusal(`'${short(text)}' is not a date: write 2026-03-02 or 2026-03-02T14:05:00+01:00.`);

/** Cells can be long, reasons should not. Line ends would break a list of reasons. */
export function short(text: string): string {
    const line = text.replaceAll(/\s+/g, ' ');
    return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

function notANumber(text: string): Refusal {
    const hint = /^[+-]?[\d.]*,\d+$/.test(text) ? ' Decimals are written with a point.' : '';
    return new Refusal(`'${short(text)}' is not a number.${hint}`);
}

function notAmong(text: string, values: readonly string[]): Refusal {
    const hint = didYouMean(text, values);
    const list = values.length <= 12 ? ` Known are ${quoteList(values)}.` : '';
    return new Refusal(`'${short(text)}' is unknown.${hint === '' ? list : hint}`);
}

const HUNDRED = Rational.of(100);
const TRUE = new Set(['true', 'yes', 'y', 't', '1']);
const FALSE = new Set(['false', 'no', 'n', 'f', '0']);
