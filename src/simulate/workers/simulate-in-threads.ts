import type { Cell } from '../csv.ts';
import { needsTimeOrder } from '../replay.ts';
import { type SimulationRequest, type SimulationResult, simulate } from '../simulate.ts';
import { isTied } from '../ties.ts';
import type { ColumnsOrder, Order, Part, SimulatedPart } from './orders.ts';
import { type PoolOptions, runInThreads } from './pool.ts';

export interface InThreads<Columns, Block> extends Pick<PoolOptions, 'threads' | 'entry' | 'heap'> {
    readonly reading: ColumnsOrder<Columns>;
    /** In the order of members. */
    readonly parts: () => AsyncIterable<Part<Block>>;
    readonly onLedger?: ((row: readonly Cell[]) => void) | undefined;
}

/** Why members can't be run apart from each other; `undefined` where they can. */
export function whyTogether(programs: readonly SimulationRequest['program'][]): string | undefined {
    if (programs.some(needsTimeOrder)) return 'members share something that is used up or given in the order of time';
    return programs.some(isTied)
        ? 'members of a group and those who send each other points belong together'
        : undefined;
}

/** As `simulate`, with members by turns in several threads; any number of them comes to the same. */
export function simulateInThreads<Columns, Block>(
    request: SimulationRequest,
    { threads, reading, parts, onLedger, ...options }: InThreads<Columns, Block>,
): Promise<SimulationResult> {
    const { program, after, until, forecast, source, onMember, onProgress, signal } = request;
    const { figures, prices, announcements } = source;
    const order: Order<Columns> = {
        reading,
        work: {
            kind: 'simulation',
            ...{ program, after, until, forecast },
            known: { figures, ...(prices && { prices }), ...(announcements && { announcements }) },
            members: onMember !== undefined,
            ledger: onLedger !== undefined,
            coverage: request.coverage !== undefined,
        },
    };
    const done = { events: 0, members: 0 };
    const inParts: SimulationRequest['inParts'] = take =>
        runInThreads(parts(), { ...options, order, threads, signal }, (part: SimulatedPart) => {
            take(part.counted);
            for (const row of part.members) onMember?.(row);
            for (const row of part.ledger) onLedger?.(row);
            done.events += part.done.events;
            done.members += part.done.members;
            onProgress?.({ ...done });
        });
    return simulate({ ...request, inParts });
}
