import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Installation } from './install.ts';
import { collectOutput, endProcessGroup, tail } from './process.ts';
import type { Session } from './session.ts';

export type Server = {
    /** As in `127.0.0.1:8080`. */
    readonly authority: string;
    readonly output: readonly string[];
    /** Rejects when the server, or the host that runs extensions and tests in it, ends by itself. */
    readonly ended: Promise<never>;
    readonly stop: () => Promise<void>;
};

/** Starts VS Code's server on a free port of this machine only. */
export async function startServer(installation: Installation, session: Session): Promise<Server> {
    const main = join(installation.server, 'out/server-main.js');
    const address = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
    const data = ['--accept-server-license-terms', '--telemetry-level', 'off', '--server-data-dir', session.userData];
    const env = { ...session.env, ...quietEnvironment(session) };
    // Its own process group: the extension hosts and language servers end with it.
    const child = spawn(process.execPath, [main, ...address, ...data], { env, detached: true });
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => {});
    child.once('error', ended.reject);
    child.once('exit', code => ended.reject(new Error(`VS Code's server ended (exit code ${code}).`)));
    const listening = Promise.withResolvers<string>();
    const output = collectOutput(child, text => {
        const port = output.join('').match(/listening on (\d+)/)?.[1];
        if (port !== undefined) listening.resolve(`127.0.0.1:${port}`);
        // It ends after a finished run, too, whose last results may still be on their way.
        if (!text.includes('Extension Host Process exited')) return;
        setTimeout(() => ended.reject(new Error('The extension host ended before the run did.')), 1000);
    });
    const stop = () => endProcessGroup(child);
    try {
        const complaint = "VS Code's server did not start listening.";
        const authority = await within(30_000, complaint, listening.promise, ended.promise);
        return { authority, output, ended: ended.promise, stop };
    } catch (error) {
        await stop();
        throw new Error(`${error instanceof Error ? error.message : error}\n${tail(output.join(''), 40)}`);
    }
}

/** No questions to an extension gallery; sockets where they are removed with the session. */
function quietEnvironment(session: Session): NodeJS.ProcessEnv {
    return { EXTENSIONS_GALLERY: '{}', TMPDIR: session.temporary, XDG_RUNTIME_DIR: session.temporary };
}

async function within<T>(milliseconds: number, complaint: string, ...promises: readonly Promise<T>[]): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(complaint)), milliseconds);
    try {
        return await Promise.race([...promises, late.promise]);
    } finally {
        clearTimeout(timer);
    }
}

export function startBrowser(installation: Installation): Promise<Browser> {
    return chromium.launch({
        executablePath: installation.chromium,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
        // The launcher stops it, together with everything else.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
    });
}

export type Opened = { readonly page: Page; readonly messages: readonly string[] };

/** Opens the workspace with the extension under development and, if there is one, lets it run the test module. */
export async function openWorkbench(
    browser: Browser,
    server: Server,
    paths: { readonly workspace: string; readonly extension: string; readonly suite?: string },
): Promise<Opened> {
    const remote = (path: string) =>
        `vscode-remote://${server.authority}${path.split('/').map(encodeURIComponent).join('/')}`;
    const payload = [['extensionDevelopmentPath', remote(paths.extension)]];
    if (paths.suite !== undefined) payload.push(['extensionTestsPath', remote(paths.suite)]);
    const query = new URLSearchParams({ folder: paths.workspace, payload: JSON.stringify(payload) });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    const messages: string[] = [];
    page.on('console', message => messages.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', error => messages.push(`[page] ${error.message}`));
    await page.goto(`http://${server.authority}/?${query}`);
    return { page, messages };
}
