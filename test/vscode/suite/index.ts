import { appendFileSync } from 'node:fs';
import { runTests, testsOf } from './registry.ts';
import { type ResultLine, variables } from './result.ts';
import './workspace.ts';
import './editing.ts';
import './restricted.ts';
import './running.ts';
import './recovery.ts';

/** VS Code calls this in its extension host. A failing run rejects, which ends a desktop VS Code with an exit code. */
export async function run(): Promise<void> {
    const results = process.env[variables.results];
    if (results === undefined) throw new Error('The suite is started by test/vscode/launch.ts.');
    const trust = process.env[variables.trust] === 'restricted' ? 'restricted' : 'trusted';
    const report = (line: ResultLine) => appendFileSync(results, `${JSON.stringify(line)}\n`);
    const failed = await runTests(testsOf(trust, process.env[variables.filter] ?? ''), report);
    if (failed > 0) throw new Error(`${failed} failed`);
}
