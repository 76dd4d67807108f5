import { revive } from '../../base/revive.ts';
import { type ComparisonRequest, type ComparisonResult, compare } from '../compare/compare.ts';
import type { ComparedMembers, Order } from './orders.ts';
import { runInThreads } from './pool.ts';
import { knownOf, noteDone, type Threads } from './threads.ts';

/** As `compare`, with members by turns in several threads; any number of them comes to the same. */
export function compareInThreads<Columns, Block>(
    request: ComparisonRequest,
    { threads, reading, parts, ...options }: Threads<Columns, Block>,
): Promise<ComparisonResult> {
    const { source, until, onProgress, signal } = request;
    const note = noteDone(onProgress);
    const inParts: ComparisonRequest['inParts'] = (programs, take) => {
        const work = { kind: 'comparison', programs, until, known: knownOf(source) } as const;
        const order: Order<Columns> = { reading, work };
        return runInThreads(parts(), { ...options, order, threads, signal }, ({ part, done }: ComparedMembers) => {
            // Beside what happened to members there are no fractions.
            take({ ...part, events: revive(part.events) });
            note(done);
        });
    };
    return compare({ ...request, inParts });
}
