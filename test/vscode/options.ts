import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const usage = `Usage: node test/vscode/launch.ts [options]

Runs test/vscode/suite in a real VS Code: the desktop program that VSCODE_EXECUTABLE
names (VSCODE_DOWNLOAD=1 fetches one), else VS Code's server with Chromium, headless.

  --shots DIR        no tests: run the steps of shots.ts, write one PNG per step to DIR
  --restricted       open the workspace in restricted mode (default: trusted)
  --filter TEXT      only the tests or steps whose name contains TEXT
  --extension DIR    the extension under development (default: this project)
  --workspace DIR    the folder of which a copy is opened (default: test/vscode/fixture)
  --suite FILE       the test module (default: test/vscode/suite/index.ts)
  --timeout SECONDS  give up after this long (default: 120)
  --install          only install what a headless run needs
  --verbose          show what the server and the page say

Environment: VSCODE_EXECUTABLE, VSCODE_DOWNLOAD, LOYALTY_VSCODE_CACHE (default: .vscode-test).`;

export type Trust = 'trusted' | 'restricted';

export type Options = {
    readonly shots: string | undefined;
    readonly trust: Trust;
    readonly filter: string;
    readonly extension: string;
    readonly workspace: string;
    readonly suite: string;
    readonly timeoutMs: number;
    readonly install: boolean;
    readonly verbose: boolean;
    readonly help: boolean;
    /** What outlives a run: the server, the compiled suite. */
    readonly cache: string;
};

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, '../..');

/** Throws with a sentence for the terminal if an option is unknown or has no sensible value. */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options {
    const { values } = parseArgs({
        args: [...argv],
        options: {
            shots: { type: 'string' },
            restricted: { type: 'boolean', default: false },
            filter: { type: 'string', default: '' },
            extension: { type: 'string', default: project },
            workspace: { type: 'string', default: resolve(here, 'fixture') },
            suite: { type: 'string', default: resolve(here, 'suite/index.ts') },
            timeout: { type: 'string', default: '120' },
            install: { type: 'boolean', default: false },
            verbose: { type: 'boolean', default: false },
            help: { type: 'boolean', default: false },
        },
    });
    const timeoutMs = Number(values.timeout) * 1000;
    if (!(timeoutMs > 0)) {
        throw new Error(`--timeout must be a number of seconds, not '${values.timeout}'.`);
    }
    return {
        shots: values.shots === undefined ? undefined : resolve(values.shots),
        trust: values.restricted ? 'restricted' : 'trusted',
        filter: values.filter,
        extension: resolve(values.extension),
        workspace: resolve(values.workspace),
        suite: resolve(values.suite),
        timeoutMs,
        install: values.install,
        verbose: values.verbose,
        help: values.help,
        cache: resolve(env.LOYALTY_VSCODE_CACHE ?? resolve(project, '.vscode-test')),
    };
}
