import type { HistoryColumns } from '../../model/columns.ts';
import { roomForBudgets } from './common-budgets.ts';
import { type Folding, type Instance, instanceOf } from './made.ts';
import { askedByPrices, VALUES_FROM } from './prices.ts';
import { slotCount } from './returns.ts';
import type { Sheet, Values } from './sheet.ts';
import { ToldRows } from './told.ts';

/** Columns with more rows are not copied. */
const MOST_COPIED = 1 << 19;

/** Whoever runs generated code over columns of his own. */
export interface Owner {
    readonly sheet: Sheet;
    readonly columns: HistoryColumns;
    /** Figures of each member, in the order of the sheet's. */
    readonly results: readonly Float64Array[];
    /** What was used of the budgets that all members share. */
    readonly sums: Float64Array;
    /** What generated code asks that is not code, about these columns. */
    readonly helpers: Readonly<Record<string, unknown>>;
}

/**
 * Generated code with its memory. Functions that are made once over arrays that stay the same are optimised with these
 * arrays as constants, which takes two thirds of the time. So blocks of a history, which come one after the other, are
 * copied to where the code looks, and figures from there; a history in one piece stays where it is.
 */
export class Runner {
    readonly told = new ToldRows();
    readonly values: Float64Array;
    readonly sums: Float64Array;
    readonly #instance: Instance;
    readonly #shared: Record<string, unknown>;
    #owner: Owner | undefined;
    #arrays: readonly Values[] = [];
    /** Whose values are in them: columns do not change. */
    #copied: readonly Values[] = [];
    #results: readonly Float64Array[] = [];
    #rowsOfMember = 0;
    #run: Folding = () => {};

    constructor(sheet: Sheet, body: string) {
        this.#instance = instanceOf(body);
        this.values = new Float64Array(VALUES_FROM + askedByPrices(sheet).length);
        this.sums = new Float64Array(roomForBudgets(sheet));
        this.#shared = {
            weights: new Float64Array(64),
            rationals: sheet.rationals,
            bits: sheet.bits,
            values: this.values,
            sums: this.sums,
            memory: new Float64Array(sheet.colds.size + sheet.locals.size),
            wholes: new Int32Array(sheet.wholes.size),
            kept: new Float64Array(slotCount(sheet)),
        };
    }

    /** Runs members from one number on, before another. */
    run(owner: Owner, from: number, to: number): void {
        this.told.clear();
        if (owner !== this.#owner) this.#take(owner);
        this.#run(from, to);
        for (const [index, values] of owner.results.entries()) {
            const own = this.#results[index];
            if (own !== undefined && own !== values) values.set(own.subarray(from, to), from);
        }
        owner.sums.set(this.sums);
    }

    /** Forgets what was used of budgets so far. */
    forget(owner: Owner): void {
        owner.sums.fill(0);
        if (owner === this.#owner) this.sums.fill(0);
    }

    #take(owner: Owner): void {
        this.sums.set(owner.sums);
        Object.assign(this.#shared, owner.helpers);
        const arrays = arraysOf(owner);
        if (!this.#holds(owner, arrays)) this.#bind(owner, arrays);
        for (const [index, values] of arrays.entries()) {
            if (values !== this.#arrays[index] && values !== this.#copied[index]) this.#arrays[index]?.set(values);
        }
        this.#copied = arrays;
        this.#owner = owner;
    }

    #holds(owner: Owner, arrays: readonly Values[]): boolean {
        const isRoom = (values: Values, index: number): boolean => {
            const own = this.#arrays[index];
            return own !== undefined && own.constructor === values.constructor && own.length >= values.length;
        };
        return (
            this.#arrays.length === arrays.length &&
            owner.columns.rowCount <= MOST_COPIED &&
            // Those of an owner stay his.
            this.#results !== this.#owner?.results &&
            owner.sheet.shape.mostRows <= this.#rowsOfMember &&
            (this.#results[0]?.length ?? owner.columns.memberCount) >= owner.columns.memberCount &&
            arrays.every(isRoom)
        );
    }

    #bind(owner: Owner, arrays: readonly Values[]): void {
        this.#copied = [];
        const { sheet, columns } = owner;
        const isCopied = columns.rowCount <= MOST_COPIED;
        this.#rowsOfMember = isCopied ? 2 * sheet.shape.mostRows : sheet.shape.mostRows;
        this.#arrays = isCopied ? arrays.map(roomier) : arrays;
        this.#results = isCopied ? owner.results.map(roomier) : owner.results;
        const scratch = sheet.scratch.map(({ kind, perRow, more }) => {
            const size = Math.ceil(perRow * (this.#rowsOfMember + 2)) + more + 2;
            return kind === 'whole' ? new Int32Array(size) : new Float64Array(size);
        });
        const [begins, source, continues, moments, ...own] = this.#arrays;
        Object.assign(this.#shared, { begins, source, continues, moments });
        this.#run = this.#instance(own, sheet.tables, scratch, this.told, this.#results, this.#shared);
    }
}

const arraysOf = ({ sheet, columns: { begins, source, continues, moment } }: Owner): Values[] => [
    begins,
    source,
    continues,
    moment.values,
    ...sheet.columns,
];

/** Blocks of one history are of much the same size. */
function roomier<T extends Values>(values: T): T {
    // The constructor of a typed array makes one of its own kind.
    const Kind = values.constructor as new (length: number) => T;
    return new Kind(Math.ceil(values.length * 1.5) + 16);
}
