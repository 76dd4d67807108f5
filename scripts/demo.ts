import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* Simulates the coffee chain: makes up its members where they are not there yet, and says where the report lies. */

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'examples/coffee';
const program = `${example}/coffee.loyalty`;
const report = `${example}/report.html`;

process.exitCode = main();

function main(): number {
    run(join(root, 'esbuild.mjs'));
    if (!existsSync(join(root, example, 'data'))) {
        console.log('Making up five hundred members and a year of theirs …');
        const size = ['--members', '500', '--months', '12', '--seed', '1'];
        const made = loyalty('generate', 'data', '--program', program, ...size, '--out', example);
        if (made !== 0) return made;
    }
    const simulated = loyalty('simulate', program, '--report', report);
    // A missed goal is a result, not a failure of the demonstration.
    if (simulated > 1) return simulated;
    console.log(`\nThe report lies in ${join(root, report)}: open it in a browser.`);
    return 0;
}

function loyalty(...args: readonly string[]): number {
    return run(join(root, 'bin/loyalty.js'), ...args);
}

function run(script: string, ...args: readonly string[]): number {
    const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
    return status ?? 70;
}
