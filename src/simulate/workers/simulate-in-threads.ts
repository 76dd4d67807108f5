import { revive } from '../../base/revive.ts';
import { NotCompiled } from '../count-folded.ts';
import type { Cell } from '../csv.ts';
import { type SimulationRequest, type SimulationResult, simulate } from '../simulate.ts';
import type { Order, Part, RefusedPart, SimulatedPart } from './orders.ts';
import { runInThreads } from './pool.ts';
import { knownOf, noteDone, type Threads } from './threads.ts';

/**
 * As `simulate`, with members by turns in several threads; any number of them comes to the same. Throws `NotCompiled`
 * where code is to run them and cannot.
 */
export function simulateInThreads<Columns, Block>(
    request: SimulationRequest,
    {
        threads,
        reading,
        parts,
        onLedger,
        ...options
    }: Threads<Columns, Block> & { readonly onLedger?: ((row: readonly Cell[]) => void) | undefined },
): Promise<SimulationResult> {
    const { program, after, until, forecast, engine, source, onMember, onProgress, signal } = request;
    const order: Order<Columns> = {
        reading,
        work: {
            kind: 'simulation',
            ...{ program, after, until, forecast, engine },
            known: knownOf(source),
            members: onMember !== undefined,
            ledger: onLedger !== undefined,
            coverage: request.coverage !== undefined,
        },
    };
    const note = noteDone(onProgress);
    const refused: string[] = [];
    const inParts: SimulationRequest['inParts'] = async take => {
        await runInThreads(
            whileNone(parts(), refused),
            { ...options, order, threads, signal },
            (part: SimulatedPart | RefusedPart) => {
                if ('refused' in part) return void refused.push(...part.refused);
                take({ ...part.counted, budgets: revive(part.counted.budgets) });
                for (const row of part.members) onMember?.(row);
                for (const row of part.ledger) onLedger?.(row);
                note(part.done);
            },
        );
        if (refused.length > 0) throw new NotCompiled([...new Set(refused)]);
    };
    return simulate({ ...request, inParts });
}

/** Parts as long as none was refused. */
async function* whileNone<Block>(
    parts: AsyncIterable<Part<Block>>,
    refused: readonly string[],
): AsyncGenerator<Part<Block>> {
    for await (const part of parts) {
        if (refused.length > 0) return;
        yield part;
    }
}
