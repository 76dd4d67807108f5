import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * One VSIX per platform, since DuckDB is native: `npm run package` makes all of them, `npm run package -- linux-x64`
 * one. Packages of other platforms come from npm; where that can't be reached, it says so and makes the others.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out/package');

/** VS Code's names of platforms and DuckDB's. */
const targets: Readonly<Record<string, string>> = {
    'linux-x64': 'linux-x64',
    'linux-arm64': 'linux-arm64',
    'alpine-x64': 'linux-x64-musl',
    'alpine-arm64': 'linux-arm64-musl',
    'darwin-x64': 'darwin-x64',
    'darwin-arm64': 'darwin-arm64',
    'win32-x64': 'win32-x64',
    'win32-arm64': 'win32-arm64',
};

/** Of the project, beside `dist`. */
const shipped = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'docs',
    'CHANGELOG.md',
    'LICENSE',
    'syntaxes',
    'schemas',
    'language-configuration.json',
    'icons',
];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown> & {
    version: string;
};
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(targets);
process.exitCode = main();

function main(): number {
    const unknown = wanted.filter(target => !(target in targets));
    if (unknown.length > 0) {
        console.error(`Unknown platform '${unknown.join("', '")}'. There are: ${Object.keys(targets).join(', ')}.`);
        return 2;
    }
    run(process.execPath, [join(root, 'esbuild.mjs')], root);
    rmSync(out, { recursive: true, force: true });
    const made = wanted.filter(makePackage);
    const missing = wanted.filter(target => !made.includes(target));
    for (const target of made) console.log(`made      ${nameOf(target)}`);
    for (const target of missing)
        console.log(`not made  ${nameOf(target)}: npm has no DuckDB ${bindingsVersion()} for it`);
    // Who asks for all gets what there is; who names platforms wants those.
    return missing.length === 0 || (process.argv.length === 2 && made.length > 0) ? 0 : 1;
}

function nameOf(target: string): string {
    return `loyalty-${target}-${manifest.version}.vsix`;
}

function makePackage(target: string): boolean {
    const stage = join(out, target);
    const native = nativePackage(targets[target] ?? target);
    if (native === undefined) return false;
    mkdirSync(stage, { recursive: true });
    for (const name of shipped)
        if (existsSync(join(root, name))) cpSync(join(root, name), join(stage, name), { recursive: true });
    cpSync(join(root, 'dist'), join(stage, 'dist'), { recursive: true });
    // Beside the bundles, where they look first; vsce leaves out a `node_modules` at the top.
    const modules = join(stage, 'dist/node_modules');
    for (const name of ['@duckdb/node-bindings', 'detect-libc']) {
        cpSync(join(root, 'node_modules', name), join(modules, name), { recursive: true });
    }
    cpSync(native, join(modules, `@duckdb/node-bindings-${targets[target]}`), { recursive: true });
    writeFileSync(join(stage, '.vscodeignore'), '**/*.d.ts\n**/*.map\n');
    writeFileSync(join(stage, 'package.json'), JSON.stringify(extensionManifest(), null, 2));
    if (target === `${process.platform}-${process.arch}`) tryOut(stage);
    const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
    const args = [
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--no-rewrite-relative-links',
        '--target',
        target,
    ];
    run(process.execPath, [vsce, ...args, '--out', join(root, nameOf(target))], stage);
    return true;
}

/** What is packaged must work without this project around it. */
function tryOut(stage: string): void {
    const elsewhere = mkdtempSync(join(tmpdir(), 'loyalty-package-'));
    try {
        cpSync(stage, join(elsewhere, 'extension'), { recursive: true });
        const cli = join(elsewhere, 'extension/dist/cli.cjs');
        run(process.execPath, [cli, 'init', 'project'], elsewhere);
        run(
            process.execPath,
            [cli, 'simulate', 'project', '--report', 'report.html', '--ledger', 'l.parquet'],
            elsewhere,
        );
    } finally {
        rmSync(elsewhere, { recursive: true, force: true });
    }
}

/** What VS Code needs of the manifest. */
function extensionManifest(): Record<string, unknown> {
    const {
        scripts,
        devDependencies,
        dependencies,
        overrides,
        allowScripts,
        bin,
        exports,
        files,
        private: _,
        ...rest
    } = manifest;
    return { ...rest, engines: { vscode: (manifest.engines as { vscode: string }).vscode } };
}

/** Folder of DuckDB's native package for a platform: installed here, or fetched. */
function nativePackage(platform: string): string | undefined {
    const name = `@duckdb/node-bindings-${platform}`;
    const installed = join(root, 'node_modules', name);
    if (existsSync(installed)) return installed;
    const folder = join(out, 'native', platform);
    mkdirSync(folder, { recursive: true });
    const packed = spawnSync('npm', ['pack', '--silent', `${name}@${bindingsVersion()}`], {
        cwd: folder,
        encoding: 'utf8',
        shell: process.platform === 'win32',
    });
    const archive = packed.stdout.trim().split('\n').at(-1) ?? '';
    if (packed.status !== 0 || archive === '') return undefined;
    run('tar', ['-xzf', archive], folder);
    rmSync(join(folder, archive));
    return join(folder, 'package');
}

function bindingsVersion(): string {
    const text = readFileSync(join(root, 'node_modules/@duckdb/node-bindings/package.json'), 'utf8');
    return (JSON.parse(text) as { readonly version: string }).version;
}

function run(command: string, args: readonly string[], cwd: string): void {
    const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}
