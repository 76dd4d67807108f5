import { availableParallelism } from 'node:os';
import type { History } from '../history/history.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import type { Source } from '../simulate/source.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';

/** Starting threads takes as long as running so many rows. */
const FEW_ROWS = 20_000;
/** Each takes memory of its own. */
const MOST_BY_DEFAULT = 8;

/** How many threads run the members: as asked, else as many as there are cores, unless there is little to do. */
export async function threadsFor(
    programs: readonly Program[],
    { figures }: History,
    asked: number | undefined,
    io: Io,
): Promise<number> {
    const few = figures.rows < FEW_ROWS ? 1 : Math.min(availableParallelism(), MOST_BY_DEFAULT);
    const threads = asked ?? few;
    if (threads === 1) return 1;
    const { whyTogether } = await import('../simulate/workers/threads.ts');
    const why = whyTogether(programs);
    if (why === undefined) return threads;
    io.stderr.write(`One thread runs all members: ${why}.\n`);
    return 1;
}

/** The members of a history for threads: how they are read, and parts of them. */
export async function inParts(program: Program, dataset: Dataset, history: History) {
    const { partsOf } = await import('../history/columns/parts.ts');
    const columns = await history.columns();
    const { layout, files } = columns;
    return { reading: { program, dataset, columns: { layout, files } }, parts: () => partsOf(columns) };
}

/** A history that is also at hand as columns, for code that is made of programs. */
export async function withColumns(program: Program, dataset: Dataset, history: History): Promise<Source> {
    const { compiledParts } = await import('../history/columns/compiled-parts.ts');
    const { figures, prices, announcements, rejects, remarks } = history;
    return {
        ...{ figures, prices, announcements, rejects, remarks },
        members: () => history.members(),
        timeOrder: () => history.timeOrder(),
        async *columnParts() {
            yield* compiledParts(await history.columns(), program, dataset);
        },
    };
}

/** A thread that has no memory left is no bug. */
export async function sayingMemory<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
        return await work();
    } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        throw new WrongUse('A thread has run out of memory: say --threads 1, or take a --sample.', { cause: error });
    }
}

const isOutOfMemory = (error: unknown): boolean =>
    error instanceof Error && 'isOutOfMemory' in error && error.isOutOfMemory === true;
