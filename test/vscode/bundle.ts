import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Compiles the suite to what VS Code's extension host can load; returns the path of the module. */
export async function bundleSuite(entry: string, cache: string): Promise<string> {
    const outfile = join(cache, 'out/suite.cjs');
    mkdirSync(join(cache, 'out'), { recursive: true });
    await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        external: ['vscode'],
        sourcemap: true,
        logLevel: 'warning',
    });
    return outfile;
}
