import { availableParallelism } from 'node:os';
import type { History } from '../history/history.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import type { EngineChoice } from '../simulate/count-folded.ts';
import type { Source } from '../simulate/source.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';

/** Starting threads takes as long as running so many rows. */
const FEW_ROWS = 20_000;
/** Each takes memory of its own. */
const MOST_BY_DEFAULT = 8;

/** Code that is made of a program runs so many rows in one thread before several have made it ready, each for itself. */
const FEW_ROWS_BY_CODE = 2_000_000;

/**
 * First tries code in this thread, where nobody said what runs members or in how many threads, and it would be no slower
 * there: `alone` throws `NotCompiled` where there can be none. Prices are the interpreter's in any case.
 */
export async function quicklyByCode<Result>(
    programs: readonly Program[],
    { figures }: History,
    asked: { readonly threads: number | undefined; readonly engine: EngineChoice | undefined },
    alone: (engine: EngineChoice) => Promise<Result>,
): Promise<Result | undefined> {
    if (asked.threads !== undefined || asked.engine !== undefined) return undefined;
    if (figures.rows >= FEW_ROWS_BY_CODE || programs.some(isPriced)) return undefined;
    const { NotCompiled } = await import('../simulate/count-folded.ts');
    try {
        return await alone('compiled');
    } catch (error) {
        if (!(error instanceof NotCompiled)) throw error;
        return undefined;
    }
}

const isPriced = ({ prices, triggers }: Program): boolean =>
    prices.length > 0 || triggers.some(({ actions }) => actions.some(({ kind }) => kind === 'offer'));

/**
 * How many threads run the members of a program by code, where that is faster than in one: also of members who share
 * something, since code adds up what they take of it and refuses where it was not enough for all.
 */
export async function threadsByCode(
    program: Program,
    { figures }: History,
    asked: { readonly threads: number | undefined; readonly engine: EngineChoice | undefined },
): Promise<number> {
    if (asked.engine === 'interpreter') return 1;
    const { whyTogether } = await import('../simulate/workers/threads.ts');
    if (asked.engine === undefined && whyTogether([program]) === undefined) return 1;
    const cores = Math.min(availableParallelism(), MOST_BY_DEFAULT);
    return asked.threads ?? (figures.rows < FEW_ROWS_BY_CODE ? 1 : cores);
}

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
    const { withCompiledParts } = await import('../history/columns/compiled-parts.ts');
    return withCompiledParts(program, dataset, history);
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
