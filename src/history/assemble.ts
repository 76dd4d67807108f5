import { Rational } from '../base/rational.ts';
import type { Line, Member, Occurrence, Redemption, Tenders } from '../model/occurrence.ts';
import type { Value } from '../model/value.ts';
import { BESIDE } from './dictionary.ts';
import { lineOf, Quotients } from './line.ts';
import type { FieldUse, SourcePlan } from './mapping.ts';
import { ROWS_PER_FILE } from './row-numbers.ts';

/** Rows of a history, wherever they lie: one of them is asked about. */
export interface Rows {
    /** Index of the row's source. */
    source(): number;
    moment(): number;
    /** The file's number, then the row's. */
    sequence(): number;
    ordering(): string;
    ident(): string;
    /** The value of each field of the source, and a key: equal keys of one field name equal values, `BESIDE` names none. */
    read(plan: SourcePlan, values: Value[], keys: number[]): void;
}

/** What all rows are read with. */
export interface Reading {
    readonly plans: readonly SourcePlan[];
    /** Names of files, by their number. */
    readonly files: readonly string[];
    /** Of the program's currency. */
    readonly decimals: number;
    /** Ends every stream with its reason. */
    readonly signal: AbortSignal | undefined;
}

/** One member with everything that happened to it, in the order of time, then of sequence. */
export interface MemberHistory {
    readonly member: Member;
    readonly occurrences: readonly Occurrence[];
}

/** Someone of whom nothing is known but what happened. */
export const stranger = (id: string): Member => ({ id, joined: undefined, referrer: undefined, fields: new Map() });

/** Makes members and occurrences of rows. Equal sets of fields are one object: they are many and seldom differ. */
export class Assembler {
    readonly #reading: Reading;
    readonly #shapes: readonly Shape[];

    constructor(reading: Reading) {
        this.#reading = reading;
        this.#shapes = reading.plans.map(plan => new Shape(plan));
    }

    member(rows: Rows, id: string): Member {
        const shape = this.#shape(rows);
        const cells = shape.cells(rows);
        const joined = cells.of('joined');
        const referrer = cells.of('referrer');
        return {
            id,
            joined: typeof joined === 'number' ? joined : undefined,
            referrer: typeof referrer === 'string' ? referrer : undefined,
            fields: shape.fields('member', cells),
        };
    }

    enrolment(rows: Rows, member: string): Occurrence {
        return { ...NOTHING, id: `enrolment ${member}`, member, at: rows.moment(), sequence: 0, event: 'enrolment' };
    }

    /** Begins an event with its first row; rows of the same order are added to it. */
    begin(rows: Rows, member: string): Draft {
        const shape = this.#shape(rows);
        const draft = new Draft(shape, rows, member, this.#id(shape.plan, rows, member));
        draft.add(rows, shape, this.#reading.decimals);
        return draft;
    }

    add(draft: Draft, rows: Rows): void {
        draft.add(rows, this.#shape(rows), this.#reading.decimals);
    }

    #shape(rows: Rows): Shape {
        // Every row was staged under the index of its source.
        return this.#shapes[rows.source()] as Shape;
    }

    /** Unique over members and events; says where the event comes from. */
    #id(plan: SourcePlan, rows: Rows, member: string): string {
        const event = plan.source.target;
        const ordering = plan.grouped ? rows.ordering() : '';
        if (ordering !== '') {
            const when = event === 'return' ? ` ${rows.moment()}` : '';
            return `${event} ${member} ${ordering}${when}`;
        }
        if (plan.id !== undefined) {
            const ident = rows.ident();
            if (ident !== '') return `${event} ${ident}`;
        }
        const sequence = rows.sequence();
        const file = Math.floor(sequence / ROWS_PER_FILE);
        return `${event} ${this.#reading.files[file]}:${sequence - file * ROWS_PER_FILE}`;
    }
}

/** An event of which more rows may follow. */
export class Draft {
    readonly #plan: SourcePlan;
    readonly #member: string;
    readonly #id: string;
    readonly #at: number;
    readonly #sequence: number;
    readonly #ordering: string;
    readonly #lines: Line[] = [];
    /** The number of each line as its file says. */
    readonly #numbers: (Rational | undefined)[] = [];
    readonly #redeems = new Map<string, number>();
    #fields: ReadonlyMap<string, Value> = NO_FIELDS;
    #tenders: Tenders | undefined;
    #shipping: bigint | undefined;

    constructor(shape: Shape, rows: Rows, member: string, id: string) {
        this.#plan = shape.plan;
        this.#member = member;
        this.#id = id;
        this.#at = rows.moment();
        this.#sequence = rows.sequence();
        this.#ordering = rows.ordering();
    }

    add(rows: Rows, shape: Shape, decimals: number): void {
        const cells = shape.cells(rows);
        this.#fields = merged(this.#fields, shape.fields('event', cells));
        this.#redeem(cells);
        if (!shape.plan.grouped) return;
        this.#lines.push(shape.line(this.#lines.length, cells));
        this.#numbers.push(rational(cells.of('line')));
        this.#pay(cells, decimals);
    }

    done(): Occurrence {
        return {
            id: this.#id,
            member: this.#member,
            at: this.#at,
            sequence: this.#sequence,
            event: this.#plan.source.target,
            fields: this.#fields,
            lines: inOrder(this.#lines, this.#numbers),
            order: this.#ordering === '' ? undefined : this.#ordering,
            tenders: this.#tenders,
            redeems: this.#redeems.size === 0 ? NO_REDEMPTIONS : redemptions(this.#redeems),
            shipping: this.#shipping,
        };
    }

    /** What is said of the order stands in each of its rows: it counts once. */
    #pay(cells: Cells, decimals: number): void {
        const minor = (value: Value): bigint | undefined => rational(value)?.toUnits(decimals, 'half up');
        this.#shipping ??= minor(cells.of('shipping'));
        const giftCard = minor(cells.of('gift_card'));
        const credit = minor(cells.of('credit'));
        if (giftCard !== undefined || credit !== undefined) {
            this.#tenders ??= { giftCard: giftCard ?? 0n, credit: credit ?? 0n };
        }
    }

    #redeem(cells: Cells): void {
        const reward = cells.of('reward');
        if (typeof reward !== 'string' || this.#redeems.has(reward)) return;
        this.#redeems.set(reward, Number(rational(cells.of('times'))?.numerator ?? 1n));
    }
}

/** The cells of a source's row, by what they are for. */
class Cells {
    readonly values: Value[];
    readonly keys: number[];
    readonly #places: ReadonlyMap<FieldUse, number>;

    constructor(width: number, places: ReadonlyMap<FieldUse, number>) {
        this.values = new Array<Value>(width).fill(undefined);
        this.keys = new Array<number>(width).fill(0);
        this.#places = places;
    }

    of(use: FieldUse): Value {
        const place = this.#places.get(use);
        return place === undefined ? undefined : this.values[place];
    }
}

/** A source with what is known of its rows so far. */
class Shape {
    readonly plan: SourcePlan;
    readonly #cells: Cells;
    readonly #quotients = new Quotients();
    readonly #named: ReadonlyMap<FieldUse, readonly number[]>;
    readonly #known = new Map<FieldUse, Map<string | number, ReadonlyMap<string, Value>>>();

    constructor(plan: SourcePlan) {
        this.plan = plan;
        this.#cells = new Cells(plan.fields.length, new Map(plan.fields.map(({ use }, index) => [use, index])));
        const indexes = plan.fields.map((_, index) => index);
        this.#named = Map.groupBy(indexes, index => plan.fields[index]?.use ?? 'event');
    }

    /** The same object for every row. */
    cells(rows: Rows): Cells {
        rows.read(this.plan, this.#cells.values, this.#cells.keys);
        return this.#cells;
    }

    /** The fields of this use that are known, by name. */
    fields(use: FieldUse, cells: Cells): ReadonlyMap<string, Value> {
        const places = this.#named.get(use);
        if (places === undefined) return NO_FIELDS;
        const key = keyOf(places, cells.keys);
        const known = key === undefined ? undefined : this.#known.get(use)?.get(key);
        if (known !== undefined) return known;
        const fields = new Map<string, Value>();
        for (const place of places) {
            const value = cells.values[place];
            if (value !== undefined) fields.set(this.plan.fields[place]?.name ?? '', value);
        }
        if (key !== undefined) this.#remember(use, key, fields);
        return fields;
    }

    line(index: number, cells: Cells): Line {
        const said = {
            sku: cells.of('sku'),
            quantity: cells.of('quantity'),
            price: cells.of('price'),
            amount: cells.of('amount'),
            paid: cells.of('paid'),
            cost: cells.of('cost'),
            tax: cells.of('tax'),
            giftCard: cells.of('gift_card'),
            fields: this.fields('item', cells),
        };
        return lineOf(index, said, this.#quotients);
    }

    #remember(use: FieldUse, key: string | number, fields: ReadonlyMap<string, Value>): void {
        const known = this.#known.get(use) ?? new Map<string | number, ReadonlyMap<string, Value>>();
        this.#known.set(use, known);
        if (known.size < MOST_KNOWN) known.set(key, fields);
    }
}

const MOST_KNOWN = 10_000;
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();
const NO_REDEMPTIONS: readonly Redemption[] = [];
const NOTHING = {
    fields: NO_FIELDS,
    lines: [],
    order: undefined,
    tenders: undefined,
    redeems: NO_REDEMPTIONS,
    shipping: undefined,
};

/** A value beside the dictionary has no name. */
function keyOf(places: readonly number[], keys: readonly number[]): string | number | undefined {
    let key = '';
    for (const place of places) {
        const code = keys[place] ?? 0;
        if (code === BESIDE) return undefined;
        if (places.length === 1) return code;
        key += `${code} `;
    }
    return key;
}

/** What an earlier row said stays. */
function merged(fields: ReadonlyMap<string, Value>, more: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
    if (fields.size === 0 || fields === more) return more;
    if (![...more.keys()].some(name => !fields.has(name))) return fields;
    return new Map([...more, ...fields]);
}

/** By the number of the line, where there is one; else as they came. */
function inOrder(lines: readonly Line[], numbers: readonly (Rational | undefined)[]): readonly Line[] {
    if (!numbers.some((number, index) => index > 0 && isBefore(number, numbers[index - 1]))) return lines;
    const order = lines.map((_, index) => index);
    order.sort((a, b) => (isBefore(numbers[a], numbers[b]) ? -1 : isBefore(numbers[b], numbers[a]) ? 1 : a - b));
    // Every index comes from the lines.
    return order.map((from, index) => ({ ...(lines[from] as Line), index }));
}

/** Lines without a number come last. */
const isBefore = (a: Rational | undefined, b: Rational | undefined): boolean =>
    a !== undefined && (b === undefined || a.lt(b));

const redemptions = (rewards: ReadonlyMap<string, number>): Redemption[] =>
    Array.from(rewards, ([reward, times]) => ({ reward, times }));

const rational = (value: Value): Rational | undefined => (value instanceof Rational ? value : undefined);
