import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResultOf, Task, TaskRunner, TaskWatch } from '../tasks.ts';

/** What the process is told, once it is ready. */
export interface RunnerOrder {
    readonly task: Task;
    /** Of its own, removed after it has ended, however it ended. */
    readonly tempFolder: string;
}

/** What the process says; it is told its task in one message and ends when it has answered. */
export type RunnerMessage =
    | { readonly kind: 'ready' }
    | { readonly kind: 'progress'; readonly share: number | undefined; readonly what: string }
    | { readonly kind: 'result'; readonly result: unknown }
    | { readonly kind: 'broke'; readonly error: string };

/** How long a process that was asked to stop may take. */
const GRACE_MS = 2000;

/** Runs each task in a process of its own. */
export function processRunner(entry = runnerBeside(import.meta.url)): TaskRunner {
    return <T extends Task>(task: T, { onProgress, signal }: TaskWatch) =>
        new Promise<ResultOf<T>>((resolve, reject) => {
            signal.throwIfAborted();
            const tempFolder = mkdtempSync(join(tmpdir(), 'loyalty-'));
            const child = fork(entry, [], {
                execArgv: [],
                serialization: 'advanced',
                stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
            });
            const complaints: string[] = [];
            child.stderr?.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
            const stop = (): void => {
                reject(signal.reason);
                child.kill('SIGTERM');
                setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
            };
            signal.addEventListener('abort', stop, { once: true });
            child.on('message', (message: RunnerMessage) => {
                if (message.kind === 'ready') child.send({ task, tempFolder } satisfies RunnerOrder);
                else if (message.kind === 'progress') onProgress(message.share, message.what);
                // Both ends of the channel are compiled from the same types.
                else if (message.kind === 'result') resolve(message.result as ResultOf<T>);
                else reject(new Error(message.error));
            });
            child.once('error', reject);
            child.once('exit', code => {
                signal.removeEventListener('abort', stop);
                rmSync(tempFolder, { recursive: true, force: true });
                reject(new Error(`The run broke off (exit code ${code}). ${complaints.join('').slice(-2000)}`));
            });
        });
}

/** Where the module of the process lies: among the sources, or beside (or above the chunks of) the bundle that this is in. */
export function runnerBeside(module: string): string {
    const candidates = ['./runner.ts', './server-runner.js', '../server-runner.js'].map(path =>
        fileURLToPath(new URL(path, module)),
    );
    return candidates.find(path => existsSync(path)) ?? 'server-runner.js';
}
