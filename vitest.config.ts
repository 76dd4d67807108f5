import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        include: ['test/**/*.test.ts'],
        // In a real VS Code: `npm run vscode`. Of the bundles: `npm run smoke`.
        exclude: ['test/vscode/**', 'test/smoke/**'],
        // Not in the cache of whoever runs the tests.
        env: { LOYALTY_CACHE: join(tmpdir(), 'loyalty-tests') },
        testTimeout: 60_000,
        // By default one processor is left idle, which is half of them on a small machine.
        maxWorkers: '100%',
        // Files share what they import: reading it anew for each took half of the time. No test changes what others see.
        isolate: false,
    },
});
