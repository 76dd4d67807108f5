import type { Cell } from '../csv.ts';
import { type SimulationRequest, type SimulationResult, simulate } from '../simulate.ts';
import type { Order, SimulatedPart } from './orders.ts';
import { runInThreads } from './pool.ts';
import { knownOf, noteDone, type Threads } from './threads.ts';

/** As `simulate`, with members by turns in several threads; any number of them comes to the same. */
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
    const { program, after, until, forecast, source, onMember, onProgress, signal } = request;
    const order: Order<Columns> = {
        reading,
        work: {
            kind: 'simulation',
            ...{ program, after, until, forecast },
            known: knownOf(source),
            members: onMember !== undefined,
            ledger: onLedger !== undefined,
            coverage: request.coverage !== undefined,
        },
    };
    const note = noteDone(onProgress);
    const inParts: SimulationRequest['inParts'] = take =>
        runInThreads(parts(), { ...options, order, threads, signal }, (part: SimulatedPart) => {
            take(part.counted);
            for (const row of part.members) onMember?.(row);
            for (const row of part.ledger) onLedger?.(row);
            note(part.done);
        });
    return simulate({ ...request, inParts });
}
