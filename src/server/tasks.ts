import type { RunTestsResult, SimulateResult } from '../protocol/requests.ts';

/** Work that takes longer than an editor can wait: it runs in a process of its own, which can be ended at any time. */
export type Task = TestsTask | SimulationTask;

export interface SourceText {
    readonly uri: string;
    readonly text: string;
}

export interface TestsTask {
    readonly kind: 'tests';
    /** All files of the programs, with what is typed and not saved yet. */
    readonly sources: readonly SourceText[];
    /** Only tests of this file. */
    readonly file?: string;
    readonly titles?: readonly string[];
}

export interface SimulationTask {
    readonly kind: 'simulation';
    readonly sources: readonly SourceText[];
    /** The file with the `program` block. */
    readonly program: string;
    readonly dataset?: string;
    /** Folders that nothing may be read outside of, as URIs. */
    readonly within?: readonly string[];
}

export type ResultOf<T extends Task> = T extends TestsTask ? RunTestsResult : SimulateResult;

export interface TaskWatch {
    /** `share` from 0 to 1, undefined where nobody knows. */
    readonly onProgress: (share: number | undefined, what: string) => void;
    readonly signal: AbortSignal;
}

/** Rejects with the signal's reason when it was stopped, with an error when the process broke down. */
export type TaskRunner = <T extends Task>(task: T, watch: TaskWatch) => Promise<ResultOf<T>>;
