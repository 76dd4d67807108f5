import type { Dataset } from '../../model/dataset.ts';
import type { Program } from '../../model/program.ts';
import type { Cell } from '../csv.ts';
import type { CountedPart, SimulationRequest } from '../simulate.ts';
import type { Source } from '../source.ts';

/** What a thread needs to make members of columns; plain data. */
export interface ColumnsOrder<Columns = unknown> {
    readonly program: Program;
    readonly dataset: Dataset;
    /** What all blocks have in common. */
    readonly columns: Columns;
}

/** What is known of all members; plain data. */
export type Known = Pick<Source, 'figures' | 'prices' | 'announcements'>;

export type SimulationWork = Pick<SimulationRequest, 'program' | 'after' | 'until' | 'forecast'> & {
    readonly kind: 'simulation';
    readonly known: Known;
    /** Which rows are asked for. */
    readonly members: boolean;
    readonly ledger: boolean;
    /** Whether it is watched what members reach. */
    readonly coverage: boolean;
};

export interface Order<Columns = unknown> {
    readonly reading: ColumnsOrder<Columns>;
    readonly work: SimulationWork;
}

/** Some members of a block. */
export interface Part<Block = unknown> {
    readonly block: Block;
    readonly from: number;
    readonly until: number;
}

export interface SimulatedPart {
    readonly counted: CountedPart;
    readonly members: readonly (readonly Cell[])[];
    readonly ledger: readonly (readonly Cell[])[];
    readonly done: { readonly events: number; readonly members: number };
}
