import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these commands that PATH knows, as a full path. */
export function findCommand(...names: readonly string[]): string | undefined {
    return names.flatMap(findAllCommands)[0];
}

export function findAllCommands(name: string): readonly string[] {
    return (process.env.PATH ?? '')
        .split(delimiter)
        .filter(folder => folder !== '')
        .map(folder => join(folder, name))
        .filter(isExecutable);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** Runs a command to its end and returns what it printed; throws with all of it if it fails. */
export async function runCommand(
    command: string,
    args: readonly string[],
    options: SpawnOptions = {},
): Promise<string> {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const output = collectOutput(child);
    const endWithUs = () => child.pid !== undefined && signalGroup(child.pid, 'SIGTERM');
    process.once('exit', endWithUs);
    const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
    });
    process.off('exit', endWithUs);
    if (code !== 0) {
        throw new Error(`'${command} ${args.join(' ')}' failed (exit code ${code}):\n${tail(output.join(''), 60)}`);
    }
    return output.join('');
}

/** Everything a process prints from now on, in the order in which it arrives. */
export function collectOutput(child: ChildProcess, onText: (text: string) => void = () => {}): readonly string[] {
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
            output.push(text);
            onText(text);
        });
    }
    return output;
}

export const tail = (text: string, lines: number) => text.trimEnd().split('\n').slice(-lines).join('\n');

/** Ends a process that was started `detached`, with everything it started itself. */
export async function endProcessGroup(child: ChildProcess): Promise<void> {
    if (child.pid === undefined) return;
    signalGroup(child.pid, 'SIGTERM');
    const deadline = Date.now() + 3000;
    while (signalGroup(child.pid, 0) && Date.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    signalGroup(child.pid, 'SIGKILL');
}

export function isRunning(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
    try {
        return process.kill(-pid, signal);
    } catch {
        return false;
    }
}
