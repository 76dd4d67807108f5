import { keepCompiledCode } from './machine/compiled-code.ts';

/* The process that VS Code starts. `main.ts` alone starts nothing: the command line has its own moment for it. */

keepCompiledCode();
void import('./main.ts').then(({ startServer }) => startServer());
