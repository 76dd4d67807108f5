import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { transform } from 'esbuild';

/*
 * What makes the command line start fast: of each, bench/check.ts shows what it brings.
 */

/** Of `fs/promises`, what Node's older interface does just as well: that one is there from the start. */
const READING = ['readFile', 'readdir', 'stat'];

/**
 * Node's own modules that take long to load, and of which a short command calls little or nothing: each is loaded when
 * something in it is called. They give functions only; whoever imports anything else from them is told by the build.
 */
export const lateModules = {
    name: 'late-modules',
    setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^(node:)?(child_process|crypto|fs\/promises)$/ }, ({ path, kind }) =>
            kind === 'dynamic-import' ? undefined : { path: path.replace(/^node:/, ''), namespace: 'late-modules' },
        );
        onLoad({ filter: /.*/, namespace: 'late-modules' }, async ({ path }) => {
            const reading = path === 'fs/promises' ? READING : [];
            const functions = Object.entries(await import(`node:${path}`))
                .filter(
                    ([name, value]) => typeof value === 'function' && /^[a-z]/.test(name) && !reading.includes(name),
                )
                .map(([name]) => `export const ${name} = (...given) => loaded().${name}(...given);`);
            const early = reading.map(name => `export const ${name} = promisify(fs.${name});`);
            return {
                contents: [
                    ...(early.length > 0 ? [`import fs from 'node:fs'; import { promisify } from 'node:util';`] : []),
                    `const loaded = () => process.getBuiltinModule('node:${path}');`,
                    ...early,
                    ...functions,
                ].join('\n'),
            };
        });
    },
};

/**
 * Writes a build of modules, in the same pieces, as CommonJS: Node finds, reads and links those in less time, and needs
 * no second form of its own modules for them.
 */
export async function asCommonJs({ outputFiles }) {
    await Promise.all(
        outputFiles.map(async ({ path, text }) => {
            const { code } = await transform(text, {
                format: 'cjs',
                platform: 'node',
                target: 'node20.18',
                minify: true,
                supported: { 'dynamic-import': false },
                define: { 'import.meta.url': 'loyaltyUrl' },
            });
            const url = `const loyaltyUrl=require('node:url').pathToFileURL(__filename).href;`;
            await mkdir(dirname(path), { recursive: true });
            await writeFile(path, code.includes('loyaltyUrl') ? url + code : code);
        }),
    );
}
