import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { asCommonJs, lateModules } from './scripts/fast-start.js';

/*
 * What is published. The language server and the library are one build, so that they share their chunks; what only some
 * commands need is loaded by them. DuckDB stays outside: it is native.
 * VS Code 1.100 brings Node 20, so newer library functions are added where they are missing.
 */

/**
 * Of the editor's protocol, Langium's core needs two classes: `check` need not load the rest to have them. They are the
 * same classes that the protocol hands on, so that there is one of each.
 */
const twoClasses = {
    name: 'two-classes-of-the-protocol',
    setup: ({ onResolve }) =>
        onResolve({ filter: /^vscode-languageserver-protocol$/ }, ({ importer }) =>
            /[\\/]langium[\\/]lib[\\/](utils|workspace|documentation)[\\/]/.test(importer)
                ? { path: fileURLToPath(new URL('scripts/protocol-core.js', import.meta.url)) }
                : undefined,
        ),
};

const options = {
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    inject: ['scripts/newer-node.js'],
    plugins: [twoClasses],
};

const modules = {
    ...options,
    format: 'esm',
    splitting: true,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    entryPoints: {
        index: 'src/index.ts',
        server: 'src/server/main.ts',
        // What the server starts for each run of tests or of a simulation.
        'server-runner': 'src/server/machine/runner.ts',
    },
    external: ['@duckdb/node-bindings'],
    // Packages in CommonJS ask for Node's own modules with `require`.
    banner: {
        js: "import{createRequire as loyaltyRequire}from'node:module';const require=loyaltyRequire(import.meta.url);",
    },
};

/** By themselves: what is started must start fast, and is in fewer pieces for that. VS Code starts the second one. */
const commandLine = {
    ...modules,
    entryPoints: { cli: 'src/cli/main.ts', 'server-process': 'src/server/process.ts' },
    plugins: [twoClasses, lateModules],
    outExtension: { '.js': '.cjs' },
    banner: {},
    write: false,
};

/** A thread of a simulation, which is started often and needs little of the rest. */
const worker = { ...modules, splitting: false, entryPoints: { 'simulate-worker': 'src/simulate/workers/entry.ts' } };

const extension = {
    ...options,
    format: 'cjs',
    entryPoints: { extension: 'src/extension/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
};

rmSync('dist', { recursive: true, force: true });
await Promise.all([build(modules), build(commandLine).then(asCommonJs), build(worker), build(extension)]);
