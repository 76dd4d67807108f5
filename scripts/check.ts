import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The one command to know before a commit: `npm run check`. All steps run, also after one that failed, so that one
 * run says everything.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm run generate` writes. */
const generated = ['src/language/generated', 'syntaxes', 'docs/diagnostics', 'src/cli/version.ts'];

const steps: readonly { readonly name: string; readonly run: () => boolean }[] = [
    { name: 'generated files are up to date', run: generatesNothingNew },
    { name: 'types', run: () => succeeds('tsc', '--noEmit') },
    { name: 'lint and layout', run: () => succeeds('biome', 'ci', '--error-on-warnings') },
    { name: 'tests', run: () => succeeds('vitest', 'run') },
];

const failed: string[] = [];
for (const { name, run } of steps) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const isFine = run();
    if (!isFine) failed.push(name);
    console.log(`── ${name}: ${isFine ? 'passed' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log(
    `\n${steps.length - failed.length} steps passed, ${failed.length} failed${failed.map(it => `\n  ${it}`).join('')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function succeeds(command: string, ...args: readonly string[]): boolean {
    const path = join(root, 'node_modules/.bin', command);
    return spawnSync(path, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

/** Compared with the files as they were, so that work that is not committed yet counts as well. */
function generatesNothingNew(): boolean {
    const before = digests();
    if (!succeeds('langium', 'generate', '--mode=production')) return false;
    const script = join(root, 'scripts/generate.ts');
    if (spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' }).status !== 0) return false;
    const after = digests();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        path => before.get(path) !== after.get(path),
    );
    if (changed.length > 0) console.error(`Generating changed: ${changed.join(', ')}. Commit what it wrote.`);
    return changed.length === 0;
}

function digests(): ReadonlyMap<string, string> {
    const digestOf = (path: string) =>
        createHash('sha256')
            .update(readFileSync(join(root, path)))
            .digest('hex');
    return new Map(generated.flatMap(filesBelow).map(path => [path, digestOf(path)]));
}

function filesBelow(path: string): readonly string[] {
    if (!existsSync(join(root, path))) return [];
    if (!statSync(join(root, path)).isDirectory()) return [path];
    return readdirSync(join(root, path)).flatMap(name => filesBelow(`${path}/${name}`));
}
