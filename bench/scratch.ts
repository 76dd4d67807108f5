import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** For files that a benchmark makes; gone at its end. */
export const scratch = mkdtempSync(join(tmpdir(), 'loyalty-bench-'));
