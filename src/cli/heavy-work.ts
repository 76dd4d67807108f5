import { fileURLToPath } from 'node:url';
import type { Drafts } from './drafts.ts';
import { exitCodes } from './exit-code.ts';

/*
 * Heavy work leaves no time to hear Ctrl-C. It runs in a process of its own, which has the same terminal; the process
 * that the user has started, and that has nothing else to do, asks it to stop, and ends it when it does not listen.
 * Not in a thread: DuckDB brings the whole process down when a thread is ended while it works.
 */

/** Tells the child that it is one. */
const MARK = 'LOYALTY_HEAVY_WORK';

type Message =
    | { readonly kind: 'draft'; readonly draft: string; readonly isOpen: boolean }
    /** All is written, nothing temporary is left. */
    | { readonly kind: 'end'; readonly exitCode: number };

export interface Host {
    /** Module of the program that starts both sides. */
    readonly entry: string;
    readonly cwd: string;
    readonly signal: AbortSignal;
    readonly drafts: Drafts;
}

/** How long a process that has said its last word may take to end. */
const FAREWELL_MS = 2000;

/** The side that waits: resolves to the exit code. Rejects when the child breaks down. */
export async function runInChild(argv: readonly string[], { entry, cwd, signal, drafts }: Host): Promise<number> {
    // Light commands start faster without it.
    const { fork } = await import('node:child_process');
    return new Promise((resolve, reject) => {
        const child = fork(fileURLToPath(entry), argv, { cwd, env: { ...process.env, [MARK]: '1' } });
        // From a terminal, it has heard the same signal itself.
        const stop = () => child.kill('SIGINT');
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop);
        process.once('exit', () => child.kill('SIGKILL'));
        let exitCode: number | undefined;
        child.on('message', (message: Message) => {
            if (message.kind === 'draft') return drafts.note(message.draft, message.isOpen);
            exitCode = message.exitCode;
            // What it has to say is said: nobody waits for Ctrl-C to tidy up.
            if (exitCode === exitCodes.interrupted) resolve(exitCode);
            else setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS).unref();
        });
        child.on('error', reject);
        child.on('exit', (code, signalled) => {
            if (exitCode !== undefined) resolve(exitCode);
            else reject(new Error(`the working process ended by itself (${signalled ?? code})`));
        });
    });
}

/** The side that works, or `undefined` where this is not it. */
export function asChild():
    | { readonly drafts: (draft: string, isOpen: boolean) => void; readonly end: (exitCode: number) => Promise<void> }
    | undefined {
    if (process.env[MARK] === undefined || process.send === undefined) return undefined;
    delete process.env[MARK];
    // Nobody is left to work for.
    process.once('disconnect', () => process.exit(exitCodes.interrupted));
    const say = (message: Message) => new Promise<void>(resolve => process.send?.(message, () => resolve()));
    return {
        drafts: (draft, isOpen) => void say({ kind: 'draft', draft, isOpen }),
        end: exitCode => say({ kind: 'end', exitCode }),
    };
}
