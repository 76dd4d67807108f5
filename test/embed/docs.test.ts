import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

test('the examples of docs/embedding.md print what stands behind them', () => {
    const page = readFileSync('docs/embedding.md', 'utf8');
    const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
    const lines = blocks.join('\n').split('\n');
    const expected = lines.flatMap(line => line.match(/^console\.log\(.*\); \/\/ (.*)$/)?.[1] ?? []);
    expect(expected.length).toBe(lines.filter(line => line.includes('console.log')).length);
    const folder = mkdtempSync(join(tmpdir(), 'loyalty-embedding-'));
    try {
        const library = pathToFileURL(join(process.cwd(), 'src/index.ts')).href;
        const file = join(folder, 'page.ts');
        const wide = `import { inspect } from 'node:util';\nObject.assign(inspect.defaultOptions, { breakLength: Infinity });\n`;
        writeFileSync(file, wide + lines.join('\n').replaceAll("from 'loyalty'", `from '${library}'`));
        const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', file], { encoding: 'utf8' });
        expect({ printed: stdout.trimEnd().split('\n'), stderr }).toEqual({ printed: expected, stderr: '' });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
