import type { Dataset } from '../../model/dataset.ts';
import type { Program } from '../../model/program.ts';
import type { ComparedPart, ComparedPrograms } from '../compare/part.ts';
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

export type SimulationWork = Pick<SimulationRequest, 'program' | 'after' | 'until' | 'forecast' | 'engine'> & {
    readonly kind: 'simulation';
    readonly known: Known;
    /** Which rows are asked for. */
    readonly members: boolean;
    readonly ledger: boolean;
    /** Whether it is watched what members reach. */
    readonly coverage: boolean;
};

export interface ComparisonWork {
    readonly kind: 'comparison';
    readonly programs: ComparedPrograms;
    readonly until: SimulationRequest['until'];
    readonly known: Known;
}

export interface Order<Columns = unknown> {
    readonly reading: ColumnsOrder<Columns>;
    readonly work: SimulationWork | ComparisonWork;
}

/** Some members of a block. */
export interface Part<Block = unknown> {
    readonly block: Block;
    /** The block's; parts of one have the same. */
    readonly number: number;
    readonly from: number;
    readonly until: number;
}

export interface SimulatedPart {
    readonly counted: CountedPart;
    readonly members: readonly (readonly Cell[])[];
    readonly ledger: readonly (readonly Cell[])[];
    readonly done: Done;
}

/** Code was to run the members, and cannot. */
export interface RefusedPart {
    readonly refused: readonly string[];
}

export interface ComparedMembers {
    readonly part: ComparedPart;
    readonly done: Done;
}

export interface Done {
    readonly events: number;
    readonly members: number;
}
