import type { Day, Turns } from '../../base/calendar.ts';
import { ROUNDINGS } from '../../base/integer.ts';
import type { Rational } from '../../base/rational.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { Times } from '../../model/expression.ts';
import type { RoundingMode } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import type { Num } from './number.ts';
import type { Part } from './parts.ts';
import type { Shape } from './shape.ts';

export type Values = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Float64Array;

/** An array that is filled anew for each member; `perRow` and `more` bound how much of it a member needs. */
export interface Scratch {
    readonly name: string;
    readonly kind: 'whole' | 'double';
    readonly perRow: number;
    readonly more: number;
}

/** What happens in time: zone, calendar and the days that data and run cover. Instants are in steps of `step` milliseconds. */
export interface Calendar {
    readonly zone: Zone;
    readonly turns: Turns;
    readonly step: number;
    readonly first: Day;
    readonly last: Day;
    readonly begins: Instant;
    readonly until: Instant;
}

/**
 * What generated code is made of beside its text. Nothing that an author wrote becomes code: names and texts are numbers
 * here, columns and tables are arguments.
 */
export class Sheet {
    readonly program: Program;
    readonly shape: Shape;
    readonly calendar: Calendar;
    /** Whether outcomes are written beside the figures of the members. */
    readonly tells: boolean;
    readonly columns: Values[] = [];
    /** How those of them that no history has are made of one. */
    readonly derived = new Map<Values, (columns: HistoryColumns) => Values>();
    readonly tables: Values[] = [];
    readonly texts: string[] = [];
    readonly rationals: Rational[] = [];
    readonly scratch: Scratch[] = [];
    readonly results: { readonly name: string; readonly code: string }[] = [];
    /** Numbers whose ranges are known before their events are compiled. */
    readonly probes = new Map<'gross' | 'units', Num>();
    /** Kinds of events whose last day is asked for. */
    readonly noted = new Set<string>();
    /** Times of days that are looked up as code runs. */
    readonly times: Times[] = [];
    /** Variables of a member, with what they are at the beginning. */
    readonly locals = new Map<string, string>();
    /** Those of them that are whole numbers of 32 bits: places in arrays, ranks, days. */
    readonly wholes = new Set<string>();
    /** Code that becomes functions of its own, by their names. */
    readonly parts = new Map<string, Part>();
    readonly colds = new Map<string, string>();
    /** The same program compiled before, to see what is asked in the end. */
    readonly earlier: Sheet | undefined;
    /** The one that code was made with, for columns of this shape. */
    readonly origin: Sheet;
    /** Of an order, what is asked beside its amount. */
    readonly asked = new Set<'units'>();
    readonly #columnNames = new Map<Values, string>();
    readonly #tableNames = new Map<string, string>();
    readonly #bits = new Map<string, number>();
    /** What holds on each day. */
    readonly bits: Int32Array;
    #names = 0;

    constructor(program: Program, shape: Shape, calendar: Calendar, tells: boolean, earlier?: Sheet, origin?: Sheet) {
        this.origin = origin ?? this;
        this.earlier = earlier;
        this.program = program;
        this.shape = shape;
        this.calendar = calendar;
        this.tells = tells;
        this.bits = origin?.bits ?? new Int32Array(calendar.last - calendar.first + 1);
    }

    /**
     * Made only to see what is asked in the end, and never run. Where all outcomes are told, nothing is left out of what
     * metrics take in, and code is made once.
     */
    get isDraft(): boolean {
        return !this.tells && this.earlier === undefined;
    }

    /** What was made, for other columns of the same shape; `columns` stand in the order of these. */
    over(shape: Shape, columns: readonly Values[]): Sheet {
        const { program, calendar, tells, earlier, tables, texts, rationals, scratch, results, times, colds } = this;
        const sheet = new Sheet(program, shape, calendar, tells, earlier, this.origin);
        sheet.columns.push(...columns);
        sheet.tables.push(...tables);
        sheet.texts.push(...texts);
        sheet.rationals.push(...rationals);
        sheet.scratch.push(...scratch);
        sheet.results.push(...results);
        sheet.times.push(...times);
        for (const [name, initial] of colds) sheet.colds.set(name, initial);
        for (const [name, initial] of this.locals)
            sheet.local(name, initial, this.wholes.has(name) ? 'whole' : 'double');
        return sheet;
    }

    /** A name that nothing else has. */
    fresh(prefix: string): string {
        return `${prefix}_${this.#names++}`;
    }

    /** A variable that few events touch: it lives in memory, so that the others find room in registers. */
    cold(name: string, initial: string): string {
        this.colds.set(name, initial);
        return name;
    }

    /** A variable that functions keep in registers while they run. */
    local(name: string, initial: string, kind: Scratch['kind'] = 'double'): string {
        this.locals.set(name, initial);
        if (kind === 'whole') this.wholes.add(name);
        return name;
    }

    /** Where a variable of a member lives between functions: `I` has the whole ones, `G` the others behind the cold ones. */
    places(): ReadonlyMap<string, string> {
        let [whole, double] = [0, this.colds.size];
        return new Map(
            [...this.locals.keys()].map(name => [name, this.wholes.has(name) ? `I[${whole++}]` : `G[${double++}]`]),
        );
    }

    /** Puts code into a function of its own, and calls it from here. */
    part(code: Code, terms: Omit<Part, 'body'>, body: (code: Code) => void): void {
        const own = new Code();
        body(own);
        this.parts.set(terms.name, { ...terms, body: own });
        code.line(`#${terms.name}`);
    }

    /** One that is made of the history, as it is of that of another block. */
    derivedColumn(of: (columns: HistoryColumns) => Values): string {
        const values = of(this.shape.columns);
        this.derived.set(values, of);
        return this.column(values);
    }

    column(values: Values): string {
        const known = this.#columnNames.get(values);
        if (known !== undefined) return known;
        const name = `c${this.columns.length}`;
        this.columns.push(values);
        this.#columnNames.set(values, name);
        return name;
    }

    /** A table over the days that data and run cover. */
    byDay(key: string, on: (day: Day) => number): (day: string) => string {
        const { first, last } = this.calendar;
        const known = this.#tableNames.get(key);
        const name = known ?? `t${this.tables.length}`;
        if (known === undefined) {
            this.tables.push(
                narrowed(
                    Float64Array.from({ length: this.isDraft ? 0 : last - first + 1 }, (_, index) => on(first + index)),
                ),
            );
            this.#tableNames.set(key, name);
        }
        return day => `${name}[${day} - ${first}]`;
    }

    /** The same for instants. */
    instantByDay(key: string, instantOf: (day: Day) => Instant): (day: string) => string {
        return this.byDay(key, day => instantOf(day) / this.calendar.step);
    }

    /** A bit of the days on which something holds: `undefined` where there is no room for one more. */
    bitByDay(key: string, holds: (day: Day) => boolean): number | undefined {
        const bit = this.#bits.get(key) ?? this.#bits.size;
        if (bit > 30) return undefined;
        if (!this.#bits.has(key)) {
            this.#bits.set(key, bit);
            for (const index of this.isDraft ? [] : this.bits.keys())
                if (holds(this.calendar.first + index)) this.bits[index] = (this.bits[index] ?? 0) | (1 << bit);
        }
        return bit;
    }

    array(name: string, kind: Scratch['kind'], perRow: number, more: number): string {
        if (!this.scratch.some(each => each.name === name)) this.scratch.push({ name, kind, perRow, more });
        return name;
    }

    text(text: string): number {
        const known = this.texts.indexOf(text);
        return known >= 0 ? known : this.texts.push(text) - 1;
    }

    /** An exact fraction, for the wider path. */
    rational(value: Rational): string {
        return `Q[${this.rationals.push(value) - 1}]`;
    }

    /** How something is rounded, by its number. */
    mode(mode: RoundingMode): number {
        return ROUNDINGS.indexOf(mode);
    }

    hours(times: Times): number {
        return this.times.push(times) - 1;
    }

    result(name: string, code: string): void {
        this.results.push({ name, code });
    }

    /** Steps since 1970 of an instant. */
    steps(instant: Instant): number {
        return instant / this.calendar.step;
    }
}

export const valuesOf = (column: Exclude<Column, { kind: 'text' }>): Values =>
    column.kind === 'number' ? column.values : column.codes;

/** Whole numbers of 32 bits where all of them are. */
export function narrowed(values: Float64Array): Int32Array | Float64Array {
    return values.every(value => (value | 0) === value) ? Int32Array.from(values) : values;
}

/** Lines of code. */
export class Code {
    readonly #lines: string[] = [];

    line(...lines: readonly string[]): void {
        this.#lines.push(...lines);
    }

    block(head: string, body: () => void): void {
        this.#lines.push(`${head} {`);
        body();
        this.#lines.push('}');
    }

    /** Where a line may be put in later. */
    mark(): (lines: readonly string[]) => void {
        const index = this.#lines.push('') - 1;
        return lines => {
            this.#lines[index] = lines.join('\n');
        };
    }

    toString(): string {
        return this.#lines.join('\n');
    }
}
