import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { bundleSuite } from './bundle.ts';
import type { Cleanups } from './headless.ts';
import type { Options } from './options.ts';
import { collectOutput, endProcessGroup } from './process.ts';
import { followResults } from './results.ts';
import type { Session } from './session.ts';

/** A desktop VS Code, if this machine has one or is allowed to download one and has a screen for it. */
export async function findDesktop(cache: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const named = env.VSCODE_EXECUTABLE;
    if (named !== undefined && named !== '') return named;
    const screen = process.platform !== 'linux' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
    if (env.VSCODE_DOWNLOAD !== '1' || !screen) return undefined;
    return downloadAndUnzipVSCode({ version: 'stable', cachePath: join(cache, 'desktop') });
}

/**
 * Runs the suite in a desktop VS Code; resolves to whether all is well. The arguments are those of
 * test-electron's `runTests`, which we do not call because it always switches workspace trust off and
 * leaves the program running when we stop waiting for it.
 */
export async function runDesktop(
    executable: string,
    options: Options,
    session: Session,
    cleanups: Cleanups,
): Promise<boolean> {
    const suite = await bundleSuite(options.suite, options.cache);
    const quiet = [
        '--no-sandbox',
        '--disable-gpu-sandbox',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
    ];
    const own = [
        `--user-data-dir=${join(session.userData, 'data')}`,
        `--extensions-dir=${join(session.userData, 'extensions')}`,
        `--extensionDevelopmentPath=${options.extension}`,
        `--extensionTestsPath=${suite}`,
    ];
    const child = spawn(executable, [session.workspace, ...quiet, ...own], { env: session.env, detached: true });
    cleanups.push(() => endProcessGroup(child));
    const output = collectOutput(child);
    const ended = new Promise<never>((_, reject) => {
        child.once('error', reject);
        // Its last results may be read a moment after its end.
        child.once('exit', code =>
            setTimeout(() => reject(new Error(`VS Code ended early (exit code ${code}).`)), 2000),
        );
    });
    ended.catch(() => {});
    let finished = false;
    try {
        const fine = await Promise.race([followResults(session.results, suite, options.timeoutMs), ended]);
        finished = true;
        return fine;
    } finally {
        if (options.verbose || !finished) console.error(output.join(''));
    }
}
