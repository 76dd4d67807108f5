import { Drafts } from './drafts.ts';
import { exitCodes } from './exit-code.ts';
import { systemRefusal } from './failure.ts';
import { asChild, runInChild } from './heavy-work.ts';
import type { Output } from './io.ts';
import { createIo } from './process-io.ts';
import { createOutput, drain } from './terminal.ts';
import { version } from './version.ts';

/** Time to end by oneself after Ctrl-C; with the process's own end it must stay below a second. */
const PATIENCE_MS = 500;

/** The only place that ends the process. */
async function main(): Promise<void> {
    const child = asChild();
    const drafts = new Drafts(child?.drafts);
    const stopping = new AbortController();
    endOnSignals(stopping, drafts);
    const stderr = createOutput(
        () => process.stderr,
        () => {},
    );
    let refused = false;
    const stdout = createOutput(
        () => process.stdout,
        error => {
            refused = true;
            stderr.write(`Can't write the result: ${systemRefusal(error) ?? error.message}.\n`);
        },
    );
    const cwd = process.cwd();
    const host = { entry: import.meta.url, cwd, signal: stopping.signal, drafts };
    const runInProcess = (argv: readonly string[]) => runInChild(argv, host);
    const io = createIo({
        ...host,
        env: { ...process.env },
        stdout,
        stderr,
        runInProcess: child === undefined ? runInProcess : undefined,
    });
    const argv = process.argv.slice(2);
    const ended = asksForVersion(argv) ? sayVersion(stdout) : await (await import('./run.ts')).run(argv, io);
    await drain(process.stdout);
    const exitCode = refused && ended === exitCodes.ok ? exitCodes.wrongUse : ended;
    drafts.removeAll();
    await child?.end(exitCode);
    process.exit(exitCode);
}

/** Said without all that knows what else could be meant: whoever looks whether we are there waits for nothing else. */
const asksForVersion = ([first, ...others]: readonly string[]): boolean =>
    others.length === 0 && (first === '--version' || first === '-V');

function sayVersion(stdout: Output): number {
    stdout.write(`${version}\n`);
    return exitCodes.ok;
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

void main();
