import { parentPort, Worker, workerData } from 'node:worker_threads';
import { Drafts } from './drafts.ts';
import type { Environment, Output } from './io.ts';
import { createIo } from './process-io.ts';
import { run } from './run.ts';

/*
 * Heavy work leaves no time to hear Ctrl-C. It runs in a thread, and the main thread, which has nothing else to do,
 * asks it to stop, and stops it when it does not listen.
 */

/** To the thread: the user wants to stop. */
const STOP = 'stop';

interface Task {
    readonly argv: readonly string[];
    readonly cwd: string;
    readonly env: Environment;
    readonly stdout: Omit<Output, 'write'>;
    readonly stderr: Omit<Output, 'write'>;
}

type Message =
    | { readonly kind: 'write'; readonly to: 'stdout' | 'stderr'; readonly text: string }
    | { readonly kind: 'draft'; readonly draft: string; readonly isOpen: boolean }
    | { readonly kind: 'end'; readonly exitCode: number };

export interface Host {
    /** Of the module that calls `serveThread` when it finds itself in a thread. */
    readonly entry: string;
    readonly cwd: string;
    readonly env: Environment;
    readonly stdout: Output;
    readonly stderr: Output;
    readonly signal: AbortSignal;
    readonly drafts: Drafts;
}

/** The main thread's side: resolves to the exit code. Rejects when the thread itself fails. */
export function runInThread(argv: readonly string[], host: Host): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const { cwd, env, stdout, stderr } = host;
    const task: Task = { argv, cwd, env, stdout: facts(stdout), stderr: facts(stderr) };
    const worker = new Worker(new URL(host.entry), { workerData: task });
    const stop = () => worker.postMessage(STOP);
    if (host.signal.aborted) stop();
    host.signal.addEventListener('abort', stop);
    worker.on('message', (message: Message) => {
        if (message.kind === 'write') host[message.to].write(message.text);
        else if (message.kind === 'draft') host.drafts.note(message.draft, message.isOpen);
        else resolve(message.exitCode);
    });
    worker.on('error', reject);
    worker.on('exit', code => reject(new Error(`The working thread ended by itself (${code}).`)));
    return promise;
}

/** The thread's side. */
export async function serveThread(): Promise<void> {
    // The data comes from `runInThread` above.
    const task = workerData as Task;
    const port = parentPort;
    if (port === null) return;
    const say = (message: Message) => port.postMessage(message);
    const output = (to: 'stdout' | 'stderr'): Output => ({
        ...task[to],
        write: text => say({ kind: 'write', to, text }),
    });
    const stopping = new AbortController();
    port.on('message', message => {
        if (message === STOP) stopping.abort();
    });
    const { cwd, env } = task;
    const drafts = new Drafts((draft, isOpen) => say({ kind: 'draft', draft, isOpen }));
    const outputs = { stdout: output('stdout'), stderr: output('stderr') };
    const io = createIo({ cwd, env, ...outputs, signal: stopping.signal, drafts, runInThread: undefined });
    say({ kind: 'end', exitCode: await run(task.argv, io) });
}

const facts = ({ isTTY, columns }: Output): Omit<Output, 'write'> => ({ isTTY, columns });
