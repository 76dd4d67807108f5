import { isMainThread } from 'node:worker_threads';
import { Drafts } from './drafts.ts';
import { exitCodes } from './exit-code.ts';
import { systemRefusal } from './failure.ts';
import { createIo } from './process-io.ts';
import { run } from './run.ts';
import { createOutput, drain } from './terminal.ts';
import { runInThread, serveThread } from './thread.ts';

/** Time to end by oneself after Ctrl-C; with the process's own end it must stay below a second. */
const PATIENCE_MS = 600;

/** The only place that ends the process. */
async function main(): Promise<void> {
    const drafts = new Drafts();
    const stopping = new AbortController();
    endOnSignals(stopping, drafts);
    const stderr = createOutput(process.stderr, () => {});
    let refused = false;
    const stdout = createOutput(process.stdout, error => {
        refused = true;
        stderr.write(`Can't write the result: ${systemRefusal(error) ?? error.message}.\n`);
    });
    const cwd = process.cwd();
    const { signal } = stopping;
    const host = { entry: import.meta.url, cwd, env: { ...process.env }, stdout, stderr, signal, drafts };
    const io = createIo({ ...host, runInThread: argv => runInThread(argv, host) });
    const exitCode = await run(process.argv.slice(2), io);
    await drain(process.stdout);
    drafts.removeAll();
    process.exit(refused && exitCode === exitCodes.ok ? exitCodes.wrongUse : exitCode);
}

/** First ask, then end; a second Ctrl-C ends at once. */
function endOnSignals(stopping: AbortController, drafts: Drafts): void {
    const end = () => {
        drafts.removeAll();
        process.exit(exitCodes.interrupted);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
            if (stopping.signal.aborted) end();
            stopping.abort();
            setTimeout(end, PATIENCE_MS);
        });
    }
}

await (isMainThread ? main() : serveThread());
