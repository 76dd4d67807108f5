import { defineConfig } from 'vitest/config';

/** Tests of what `npm run build` made. */
export default defineConfig({ test: { include: ['test/smoke/**/*.test.ts'], testTimeout: 120_000 } });
