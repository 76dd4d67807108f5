import type { ColumnsPart } from '../../model/columns.ts';
import type { Outcome } from '../../model/outcome.ts';
import { NotCompiled } from '../count-folded.ts';
import { createCoverage } from '../coverage/coverage.ts';
import type { Cell } from '../csv.ts';
import { ledgerRow } from '../rows/ledger-row.ts';
import { simulatePart } from '../simulate.ts';
import { programZone } from '../zone.ts';
import type { RefusedPart, SimulatedPart, SimulationWork } from './orders.ts';
import { PartSource } from './part-source.ts';

/** Runs some members and says what they came to, as plain data, or why code that is to run them cannot. */
export async function simulateMembers(work: SimulationWork, part: ColumnsPart): Promise<SimulatedPart | RefusedPart> {
    try {
        return await simulated(work, part);
    } catch (problem) {
        if (problem instanceof NotCompiled) return { refused: problem.reasons };
        throw problem;
    }
}

async function simulated(work: SimulationWork, part: ColumnsPart): Promise<SimulatedPart> {
    const { program, after, until, forecast, engine } = work;
    const rows = { members: [] as (readonly Cell[])[], ledger: [] as (readonly Cell[])[] };
    const source = new PartSource(work.known, part);
    const counted = await simulatePart({
        ...{ program, after, until, forecast, engine },
        source,
        dataset: '',
        coverage: work.coverage ? createCoverage(program) : undefined,
        onMember: work.members ? row => void rows.members.push(row) : undefined,
        onOutcome: work.ledger ? ledgerOf(work, row => void rows.ledger.push(row)) : undefined,
    });
    return { counted, ...rows, done: source.done };
}

function ledgerOf({ program }: SimulationWork, add: (row: readonly Cell[]) => void): (outcome: Outcome) => void {
    const zone = programZone(program);
    return outcome => {
        const row = ledgerRow(outcome, program, zone);
        if (row !== undefined) add(row);
    };
}
