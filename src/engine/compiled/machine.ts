import { type Folding, type Make, type Numbers, roomForNumbers, type Shared } from './made.ts';
import { isPriced } from './priced.ts';
import { slotCount } from './returns.ts';
import type { Owner, Runner } from './runner.ts';
import type { Scratch, Sheet, Values } from './sheet.ts';

/** Columns with more rows are not copied. */
const MOST_COPIED = 1 << 19;

/**
 * Generated code with its memory. Functions that are made once over arrays that stay the same are optimised with these
 * arrays as constants, which takes two thirds of the time. So blocks of a history, which come one after the other, are
 * copied to where the code looks, and figures from there; a history in one piece stays where it is. What differs between
 * programs that it runs in turns is put in its place when it is their turn.
 */
export class Machine {
    readonly #first: Runner;
    readonly #make: Make;
    readonly #numbers: Numbers;
    readonly #tables: readonly Values[];
    readonly #shared: Record<string, unknown> & Pick<Sheet, 'bits' | 'rationals'>;
    #owner: Owner | undefined;
    /** What the arrays hold. */
    #held: readonly Values[] = [];
    #arrays: readonly Values[] = [];
    #results: readonly Float64Array[] = [];
    #rowsOfMember = 0;
    #run: Folding = () => {};

    constructor(first: Runner, { sheet }: Owner, shared: Shared) {
        this.#first = first;
        this.#make = shared.make;
        this.#numbers = roomForNumbers(shared);
        this.#tables = sheet.tables.map(table => table.slice());
        this.#shared = {
            weights: new Float64Array(64),
            rationals: [...sheet.rationals],
            bits: sheet.bits.slice(),
            values: first.values,
            sums: first.sums,
            memory: new Float64Array(sheet.colds.size + sheet.locals.size),
            wholes: new Int32Array(sheet.wholes.size),
            kept: new Float64Array(slotCount(sheet)),
        };
    }

    /** Whether it can run another program beside those that it runs, over the columns that it has run over last. */
    serves(owner: Owner, { make }: Shared): boolean {
        const known = this.#owner;
        // Rules of prices have the memory of their own program. Figures of much data stay where they are.
        if (known === undefined || isPriced(owner.sheet) || isPriced(known.sheet)) return false;
        if (make !== this.#make || known.columns !== owner.columns || !isCopied(owner)) return false;
        return isNear(arraysOf(owner), this.#held, owner) && isAlike(owner, known);
    }

    /** Runs members for a program from one number on, before another. */
    run(runner: Runner, owner: Owner, from: number, to: number): void {
        if (owner !== this.#owner) this.#take(runner, owner);
        const isOthers = runner !== this.#first;
        if (isOthers) this.#first.told.exchange(runner.told);
        try {
            this.#run(from, to);
        } finally {
            if (isOthers) this.#first.told.exchange(runner.told);
        }
        for (const [index, values] of owner.results.entries()) {
            const own = this.#results[index];
            if (own !== undefined && own !== values) values.set(own.subarray(from, to), from);
        }
        owner.sums.set(this.#first.sums);
    }

    forget(owner: Owner): void {
        if (owner === this.#owner) this.#first.sums.fill(0);
    }

    #take(runner: Runner, owner: Owner): void {
        this.#first.sums.set(owner.sums);
        Object.assign(this.#shared, owner.helpers);
        this.#turnTo(runner, owner.sheet);
        const arrays = arraysOf(owner);
        if (!this.#holds(owner, arrays)) this.#bind(owner, arrays);
        for (const [index, values] of arrays.entries()) {
            const own = this.#arrays[index];
            if (values !== this.#held[index] && values !== own) own?.set(values);
        }
        this.#held = arrays;
        this.#owner = owner;
    }

    /** What is the same in all blocks of a history. */
    #turnTo({ numbers }: Runner, { tables, bits, rationals, origin }: Sheet): void {
        if (origin === this.#owner?.sheet.origin) return;
        for (const [index, number] of numbers.entries()) {
            this.#numbers.whole[index] = number;
            this.#numbers.real[index] = number;
        }
        for (const [index, table] of tables.entries()) this.#tables[index]?.set(table);
        this.#shared.bits.set(bits);
        this.#shared.rationals.splice(0, this.#shared.rationals.length, ...rationals);
    }

    #holds(owner: Owner, arrays: readonly Values[]): boolean {
        const isRoom = (values: Values, index: number): boolean => {
            const own = this.#arrays[index];
            return own !== undefined && own.constructor === values.constructor && own.length >= values.length;
        };
        return (
            this.#arrays.length === arrays.length &&
            isCopied(owner) &&
            // Those of an owner stay his.
            this.#results !== this.#owner?.results &&
            owner.sheet.shape.mostRows <= this.#rowsOfMember &&
            (this.#results[0]?.length ?? owner.columns.memberCount) >= owner.columns.memberCount &&
            arrays.every(isRoom)
        );
    }

    #bind(owner: Owner, arrays: readonly Values[]): void {
        const { sheet } = owner;
        const copies = isCopied(owner);
        this.#rowsOfMember = copies ? 2 * sheet.shape.mostRows : sheet.shape.mostRows;
        this.#arrays = copies ? arrays.map(roomier) : arrays;
        this.#held = [];
        this.#results = copies ? owner.results.map(roomier) : owner.results;
        const scratch = sheet.scratch.map(each => roomFor(each, this.#rowsOfMember));
        const [begins, source, continues, moments, ...own] = this.#arrays;
        Object.assign(this.#shared, { begins, source, continues, moments });
        const { told } = this.#first;
        this.#run = this.#make(own, this.#tables, scratch, told, this.#results, this.#shared, this.#numbers);
    }
}

const isCopied = ({ columns }: Owner): boolean => columns.rowCount <= MOST_COPIED;

const arraysOf = ({ sheet, columns: { begins, source, continues, moment } }: Owner): Values[] => [
    begins,
    source,
    continues,
    moment.values,
    ...sheet.columns,
];

/** The same arrays, but for some that are short, and are copied whenever it is the turn of their program. */
const isNear = (arrays: readonly Values[], held: readonly Values[], { columns }: Owner): boolean =>
    arrays.length === held.length &&
    arrays.every((each, index) => {
        const other = held[index];
        const isShort = each.length <= columns.memberCount && each.length === other?.length;
        return each === other || (isShort && each.constructor === other?.constructor);
    });

/** Whether what two programs need has the same room. */
function isAlike(a: Owner, b: Owner): boolean {
    const rooms = ({ sheet, results, sums }: Owner): string =>
        JSON.stringify([
            ...[sheet.tables.map(table => [table.constructor.name, table.length]), sheet.bits.length],
            ...[sheet.scratch, results.length, sums.length, slotCount(sheet)],
            ...[[...sheet.colds.keys()], [...sheet.locals.keys()], [...sheet.wholes], sheet.rationals.length],
        ]);
    return rooms(a) === rooms(b);
}

function roomFor({ kind, perRow, more }: Scratch, rows: number): Values {
    const size = Math.ceil(perRow * (rows + 2)) + more + 2;
    return kind === 'whole' ? new Int32Array(size) : new Float64Array(size);
}

/** Blocks of one history are of much the same size. */
function roomier<T extends Values>(values: T): T {
    // The constructor of a typed array makes one of its own kind.
    const Kind = values.constructor as new (length: number) => T;
    return new Kind(Math.ceil(values.length * 1.5) + 16);
}
