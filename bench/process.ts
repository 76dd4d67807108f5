import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Wall time of a process from its start to its end. Throws when it fails. */
export function wallTime(argv: readonly string[], cwd: string): number {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' });
    const milliseconds = performance.now() - start;
    if (status !== 0) throw new Error(`node ${argv.join(' ')} ended with ${status}: ${stderr}`);
    return milliseconds;
}

/**
 * As `wallTime`, the processor's time that the process took, all threads, which other work of the machine disturbs less.
 * `NaN` where there is no bash to ask.
 */
export function cpuTime(argv: readonly string[], cwd: string): number {
    const script = 'TIMEFORMAT="%3U %3S"; time "$@"';
    const { status, stderr, error } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...argv], {
        cwd,
        encoding: 'utf8',
    });
    if (error !== undefined) return Number.NaN;
    if (status !== 0) throw new Error(`node ${argv.join(' ')} ended with ${status}: ${stderr}`);
    const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(/\s+/).slice(-2).map(Number);
    return (user + system) * 1000;
}

export interface Used {
    readonly milliseconds: number;
    /** The most memory that it had at once; `NaN` where the system does not tell. */
    readonly megabytes: number;
}

/** As `wallTime`, with the peak of resident memory as Linux keeps it (VmHWM), of the process and its children. */
export function measureProcess(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Used> {
    return new Promise((resolve, reject) => {
        const start = performance.now();
        const child = spawn(process.execPath, argv, {
            cwd,
            env: { ...process.env, ...env },
            stdio: ['ignore', 'ignore', 'pipe'],
        });
        let megabytes = Number.NaN;
        let complaints = '';
        child.stderr?.on('data', data => {
            complaints += data;
        });
        const look = setInterval(() => {
            megabytes = Math.max(peakOf(child.pid) ?? 0, Number.isNaN(megabytes) ? 0 : megabytes);
        }, 10);
        child.on('error', reject);
        child.on('exit', status => {
            clearInterval(look);
            if (status === 0) resolve({ milliseconds: performance.now() - start, megabytes });
            else reject(new Error(`node ${argv.join(' ')} ended with ${status}: ${complaints}`));
        });
    });
}

function peakOf(pid: number | undefined): number | undefined {
    try {
        const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
            .split(' ')
            .filter(it => it !== '');
        const peaks = [pid, ...children].map(it =>
            readFileSync(`/proc/${it}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB$/m),
        );
        return peaks.reduce((sum, match) => sum + Number(match?.[1] ?? 0), 0) / 1024;
    } catch {
        return undefined;
    }
}
