import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface PoolOptions {
    /** Plain data that every thread begins with. */
    readonly order: unknown;
    readonly threads: number;
    readonly signal: AbortSignal | undefined;
    /** Module of the threads; by default the one that runs members. */
    readonly entry?: URL | undefined;
    /** Megabytes that objects of a thread may take; by default what Node allows. */
    readonly heap?: number | undefined;
}

/** A thread broke down. */
export class ThreadFailure extends Error {
    readonly isOutOfMemory: boolean;

    constructor(message: string, cause: unknown) {
        super(message, { cause });
        this.isOutOfMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    }
}

/** Results that wait for an earlier one, for each thread. */
const AHEAD = 4;

/**
 * Hands parts to threads, whichever is free, and takes results in the order of the parts. When one of the threads
 * breaks down, all are ended. Throws the signal's reason when aborted.
 */
export async function runInThreads<Part, Result>(
    parts: AsyncIterable<Part>,
    options: PoolOptions,
    take: (result: Result) => void,
): Promise<void> {
    options.signal?.throwIfAborted();
    const pool = new Pool<Part, Result>(options, take);
    try {
        for await (const part of parts) {
            await pool.give(part);
            options.signal?.throwIfAborted();
        }
        await pool.finish();
    } finally {
        await pool.close();
    }
}

class Pool<Part, Result> {
    readonly #threads: readonly Thread[];
    readonly #idle: Thread[];
    readonly #take: (result: Result) => void;
    /** Results that wait for those of earlier parts. */
    readonly #early = new Map<number, Result>();
    #given = 0;
    #taken = 0;
    #failure: unknown;
    #wake: () => void = () => {};
    readonly #stop: () => void;
    readonly #signal: AbortSignal | undefined;

    constructor({ threads, order, entry = defaultEntry(), heap, signal }: PoolOptions, take: (result: Result) => void) {
        this.#take = take;
        const resourceLimits = heap === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heap } };
        this.#threads = Array.from({ length: threads }, () => {
            const thread = new Thread(new Worker(entry, { workerData: order, execArgv: [], ...resourceLimits }));
            this.#listen(thread);
            return thread;
        });
        this.#idle = [...this.#threads];
        this.#signal = signal;
        this.#stop = () => this.#fail(signal?.reason);
        signal?.addEventListener('abort', this.#stop, { once: true });
    }

    /** Resolves when a thread has the part; parts wait where results of too many would. */
    async give(part: Part): Promise<void> {
        await this.#until(() => this.#idle.length > 0 && this.#given - this.#taken < this.#threads.length * AHEAD);
        this.#idle.pop()?.start(this.#given++, part);
    }

    finish(): Promise<void> {
        return this.#until(() => this.#taken === this.#given);
    }

    async close(): Promise<void> {
        this.#signal?.removeEventListener('abort', this.#stop);
        await Promise.all(this.#threads.map(thread => thread.end()));
    }

    #listen(thread: Thread): void {
        thread.worker.on('message', (result: Result) => {
            this.#early.set(thread.part, result);
            this.#idle.push(thread);
            this.#takeAll();
            this.#wake();
        });
        thread.worker.once('error', cause => this.#fail(brokenDown(cause)));
        thread.worker.once('exit', code => {
            if (!thread.isEnded)
                this.#fail(new ThreadFailure(`A thread ended by itself (exit code ${code}).`, undefined));
        });
    }

    #takeAll(): void {
        for (let next = this.#early.get(this.#taken); next !== undefined; next = this.#early.get(this.#taken)) {
            this.#early.delete(this.#taken++);
            this.#take(next);
        }
    }

    #fail(failure: unknown): void {
        this.#failure ??= failure;
        this.#wake();
    }

    async #until(isSo: () => boolean): Promise<void> {
        for (;;) {
            if (this.#failure !== undefined) throw this.#failure;
            if (isSo()) return;
            await new Promise<void>(resolve => {
                this.#wake = resolve;
            });
        }
    }
}

class Thread {
    readonly worker: Worker;
    /** Number of the part that it works on. */
    part = -1;
    isEnded = false;

    constructor(worker: Worker) {
        this.worker = worker;
    }

    start(number: number, part: unknown): void {
        this.part = number;
        this.worker.postMessage(part);
    }

    async end(): Promise<void> {
        this.isEnded = true;
        await this.worker.terminate();
    }
}

function brokenDown(cause: unknown): ThreadFailure {
    const what = cause instanceof Error ? cause.message : String(cause);
    return new ThreadFailure(`A thread broke down: ${what}`, cause);
}

/** Among the sources, or beside (or above the chunks of) the bundle that this is in. */
function defaultEntry(): URL {
    const candidates = ['./entry.ts', './simulate-worker.js', '../simulate-worker.js'].map(
        path => new URL(path, import.meta.url),
    );
    const found = candidates.find(url => existsSync(fileURLToPath(url)));
    if (found === undefined) throw new Error('the module of the threads is not there');
    return found;
}
