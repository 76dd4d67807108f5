import type { RunTestsResult, SimulateResult } from '../../protocol/requests.ts';
import type { RunnerMessage, RunnerOrder } from './process-runner.ts';
import { versionAbove } from './version.ts';

/* The process that `processRunner` starts: it runs one task and ends. What is not needed for the task is not loaded. */

process.once('message', (order: RunnerOrder) => {
    void serve(order).then(
        result => end({ kind: 'result', result }),
        (error: unknown) =>
            end({ kind: 'broke', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
// The server is gone: nobody waits for the result.
process.once('disconnect', () => process.exit(1));
say({ kind: 'ready' });

async function serve({ task, tempFolder }: RunnerOrder): Promise<RunTestsResult | SimulateResult> {
    switch (task.kind) {
        case 'tests':
            return (await import('./run-tests.ts')).runTestsTask(task);
        case 'simulation': {
            const { runSimulationTask } = await import('./run-simulation.ts');
            return runSimulationTask(task, { tempFolder, report, version: versionAbove(import.meta.url) });
        }
    }
}

let saidAt = 0;

/** At most some ten times a second: nobody sees more. */
function report(share: number | undefined, what: string): void {
    const now = Date.now();
    if (now - saidAt < 100) return;
    saidAt = now;
    say({ kind: 'progress', share, what });
}

function say(message: RunnerMessage): void {
    process.send?.(message);
}

function end(message: RunnerMessage): void {
    process.send?.(message, () => process.exit(0));
}
