import type { HistoryColumns } from '../../model/columns.ts';
import { roomForBudgets } from './common-budgets.ts';
import { Machine } from './machine.ts';
import { type Shared, sharedOf } from './made.ts';
import { askedByPrices, VALUES_FROM } from './prices.ts';
import type { Sheet } from './sheet.ts';
import { ToldRows } from './told.ts';

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

/** Machines by what they ran over first. */
const machines = new WeakMap<HistoryColumns, Machine[]>();

/**
 * The code of one program. Programs that differ in numbers only are run in turns by one machine, which is made ready
 * once, where they run over the same columns.
 */
export class Runner {
    readonly told = new ToldRows();
    readonly values: Float64Array;
    readonly sums: Float64Array;
    readonly #shared: () => Shared;
    #machine: Machine | undefined;

    constructor(sheet: Sheet, body: string) {
        this.#shared = sharedOf(body);
        this.values = new Float64Array(VALUES_FROM + askedByPrices(sheet).length);
        this.sums = new Float64Array(roomForBudgets(sheet));
    }

    /** Runs members from one number on, before another. */
    run(owner: Owner, from: number, to: number): void {
        this.#machine ??= this.#machineFor(owner);
        this.told.clear();
        this.#machine.run(this, owner, from, to);
    }

    /** Forgets what was used of budgets so far. */
    forget(owner: Owner): void {
        owner.sums.fill(0);
        this.#machine?.forget(owner);
    }

    /** The numbers that the machine is to take for this program. */
    get numbers(): readonly number[] {
        return this.#shared().numbers;
    }

    #machineFor(owner: Owner): Machine {
        const shared = this.#shared();
        const known = machines.get(owner.columns) ?? [];
        machines.set(owner.columns, known);
        const found = known.find(machine => machine.serves(owner, shared));
        if (found !== undefined) return found;
        const machine = new Machine(this, owner, shared);
        known.push(machine);
        return machine;
    }
}
