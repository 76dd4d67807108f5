import { startServer } from './main.ts';

/* The process that VS Code starts. `main.ts` alone starts nothing: the command line has its own moment for it. */
startServer();
