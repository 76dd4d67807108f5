import type { ColumnsPart } from '../../model/columns.ts';
import type { Outcome } from '../../model/outcome.ts';
import { createCoverage } from '../coverage/coverage.ts';
import type { Cell } from '../csv.ts';
import { ledgerRow } from '../rows/ledger-row.ts';
import { simulatePart } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { programZone } from '../zone.ts';
import type { SimulatedPart, SimulationWork } from './orders.ts';
import { PartSource } from './part-source.ts';

/** Runs some members and says what they came to, as plain data. */
export async function simulateMembers(
    work: SimulationWork,
    members: () => Iterable<MemberEvents>,
    part?: ColumnsPart,
): Promise<SimulatedPart> {
    const { program, after, until, forecast } = work;
    const rows = { members: [] as (readonly Cell[])[], ledger: [] as (readonly Cell[])[] };
    const source = new PartSource(work.known, members);
    const counted = await simulatePart({
        ...{ program, after, until, forecast },
        source: part === undefined ? source : withColumns(source, part),
        dataset: '',
        coverage: work.coverage ? createCoverage(program) : undefined,
        onMember: work.members ? row => void rows.members.push(row) : undefined,
        onOutcome: work.ledger ? ledgerOf(work, row => void rows.ledger.push(row)) : undefined,
    });
    const isFolded = part !== undefined && source.done.members === 0;
    return { counted, ...rows, done: isFolded ? doneIn(part) : source.done };
}

/** The same members, also in the form that compiled programs fold over. */
function withColumns(source: PartSource, part: ColumnsPart): Source {
    const { figures, prices, announcements, rejects, remarks, members, timeOrder } = source;
    return {
        ...{ figures, prices, announcements, rejects, remarks, members, timeOrder },
        async *columnParts() {
            yield part;
        },
    };
}

function doneIn({ columns: { begins, continues }, from, until }: ColumnsPart): SimulatedPart['done'] {
    let events = 0;
    for (let row = begins[from] ?? 0; row < (begins[until] ?? 0); row++) if (continues[row] === 0) events++;
    return { events, members: until - from };
}

function ledgerOf({ program }: SimulationWork, add: (row: readonly Cell[]) => void): (outcome: Outcome) => void {
    const zone = programZone(program);
    return outcome => {
        const row = ledgerRow(outcome, program, zone);
        if (row !== undefined) add(row);
    };
}
