import { globSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root, scratch } from './scratch.ts';

/**
 * The command line file by file, as it would be without a bundle: in JavaScript, with the packages from where npm puts
 * them, and with what Node has compiled kept as it is for the bundle. The path of its launcher.
 */
export async function unbundled(): Promise<string> {
    const folder = join(scratch, 'unbundled');
    const { outputFiles } = await build({
        entryPoints: globSync('src/**/*.ts', { cwd: root }).map(file => join(root, file)),
        outbase: root,
        outdir: folder,
        format: 'esm',
        platform: 'node',
        write: false,
    });
    for (const { path, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text.replace(/(["'])(\.{1,2}\/[^"'\n]+)\.ts\1/g, '$1$2.js$1'));
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const launcher = join(folder, 'launch.cjs');
    writeFileSync(launcher, `require('node:module').enableCompileCache?.(); import('./src/cli/main.js');`);
    return launcher;
}
