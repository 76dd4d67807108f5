import { enableCompileCache, flushCompileCache } from 'node:module';

/*
 * The process that VS Code starts. `main.ts` alone starts nothing: the command line has its own moment for it.
 */

/** By then the first file has been read, and most of what there is has been compiled. */
const SETTLED_MS = 3000;

// Where Node keeps what it has compiled (the Node of VS Code 1.100 does not), the next start takes half as long.
enableCompileCache?.();
void import('./main.ts').then(({ startServer }) => startServer());
// An editor may end the process without letting it end by itself.
setTimeout(() => flushCompileCache?.(), SETTLED_MS).unref();
