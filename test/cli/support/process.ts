import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command line as a process of its own, from the sources. */
export const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

export interface Ended {
    readonly exitCode: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Started {
    readonly child: ChildProcess;
    readonly ended: Promise<Ended>;
}

export function start(
    argv: readonly string[],
    cwd: string,
    stdout: 'pipe' | number = 'pipe',
    variables: Readonly<Record<string, string>> = {},
): Started {
    const env = { ...process.env, NO_COLOR: '1', ...variables };
    const child = spawn(process.execPath, [main, ...argv], { cwd, env, stdio: ['ignore', stdout, 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout?.on('data', data => (said.stdout += data));
    child.stderr?.on('data', data => (said.stderr += data));
    const ended = new Promise<Ended>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (exitCode, signal) => resolve({ exitCode, signal, ...said }));
    });
    return { child, ended };
}
