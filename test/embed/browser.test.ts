import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What browsers and their workers have beside the language itself. */
const ofTheWeb = {
    TextEncoder,
    TextDecoder,
    URL,
    AbortController,
    AbortSignal,
    setTimeout,
    clearTimeout,
    queueMicrotask,
};

const page = `
    import { loadProgram, openMembers, resumeMembers } from './src/embed/index.ts';
    globalThis.ran = (async () => {
        const loaded = await loadProgram(\`program Web { currency EUR timezone "Europe/Berlin" }
            points Star { worth 0.02 EUR }
            earn Base on purchase { give 1 Star per 1 EUR }\`);
        if (!loaded.ok) return loaded.problems;
        const opened = openMembers(loaded.program, { begins: '2026-01-01' });
        opened.members.join('ann');
        const lines = [{ sku: 'A', price: 12.5, quantity: 2 }];
        opened.members.apply({ id: '1', member: 'ann', event: 'purchase', at: '2026-02-01', lines });
        const again = resumeMembers(loaded.program, JSON.parse(JSON.stringify(opened.members.save())));
        return again.members.balance('ann', 'Star').available;
    })();`;

test('programs run in a browser: nothing of Node is asked for', async () => {
    const { outputFiles, warnings } = await build({
        stdin: { contents: page, resolveDir: process.cwd(), loader: 'js' },
        bundle: true,
        platform: 'browser',
        format: 'iife',
        target: 'es2024',
        write: false,
        logLevel: 'silent',
    });
    expect(warnings).toEqual([]);
    const context = createContext({ ...ofTheWeb });
    runInContext(outputFiles[0]?.text ?? '', context);
    expect(await runInContext('ran', context)).toBe('25');
});
