import type { Outcome } from '../../model/outcome.ts';
import { createCoverage } from '../coverage/coverage.ts';
import type { Cell } from '../csv.ts';
import { ledgerRow } from '../rows/ledger-row.ts';
import { simulatePart } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { programZone } from '../zone.ts';
import type { Known, SimulatedPart, SimulationWork } from './orders.ts';

/** Runs some members and says what they came to, as plain data. */
export async function simulateMembers(
    work: SimulationWork,
    members: () => Iterable<MemberEvents>,
): Promise<SimulatedPart> {
    const { program, after, until, forecast } = work;
    const rows = { members: [] as (readonly Cell[])[], ledger: [] as (readonly Cell[])[] };
    const done = { events: 0, members: 0 };
    const counted = await simulatePart({
        ...{ program, after, until, forecast },
        source: partOf(work.known, members, done),
        dataset: '',
        coverage: work.coverage ? createCoverage(program) : undefined,
        onMember: work.members ? row => void rows.members.push(row) : undefined,
        onOutcome: work.ledger ? ledgerOf(work, row => void rows.ledger.push(row)) : undefined,
    });
    return { counted, ...rows, done };
}

function ledgerOf({ program }: SimulationWork, add: (row: readonly Cell[]) => void): (outcome: Outcome) => void {
    const zone = programZone(program);
    return outcome => {
        const row = ledgerRow(outcome, program, zone);
        if (row !== undefined) add(row);
    };
}

function partOf(
    known: Known,
    members: () => Iterable<MemberEvents>,
    done: { events: number; members: number },
): Source {
    let isFirst = true;
    return {
        ...known,
        async *members() {
            const counts = isFirst;
            isFirst = false;
            for (const each of members()) {
                yield each;
                if (!counts) continue;
                done.members++;
                done.events += each.occurrences.length;
            }
        },
        timeOrder() {
            throw new Error('threads have members, not the order of time over all of them');
        },
        rejects: [],
        remarks: [],
    };
}
