import type { Page } from 'playwright-core';
import { bundleSuite } from './bundle.ts';
import { ensureInstallation } from './install.ts';
import type { Options } from './options.ts';
import { tail } from './process.ts';
import { followResults } from './results.ts';
import { type Opened, openWorkbench, type Server, startBrowser, startServer } from './server.ts';
import type { Session } from './session.ts';
import { takeShots } from './take-shots.ts';

/** What must be undone at the end, in reverse. */
export type Cleanups = (() => Promise<void> | void)[];

/** Runs the suite in VS Code's server and Chromium; resolves to whether all is well. */
export async function runHeadless(options: Options, session: Session, cleanups: Cleanups): Promise<boolean> {
    const suite = await bundleSuite(options.suite, options.cache);
    return inWorkbench(options, session, cleanups, {
        suite,
        work: () => followResults(session.results, suite, options.timeoutMs),
    });
}

/** Takes the pictures of `shots.ts` in VS Code's server and Chromium; resolves to whether all is well. */
export function shootHeadless(
    options: Options,
    folder: string,
    session: Session,
    cleanups: Cleanups,
): Promise<boolean> {
    return inWorkbench(options, session, cleanups, { work: page => takeShots(page, folder, options.filter) });
}

async function inWorkbench(
    options: Options,
    session: Session,
    cleanups: Cleanups,
    { suite, work }: { readonly suite?: string; readonly work: (page: Page) => Promise<boolean> },
): Promise<boolean> {
    const installation = await ensureInstallation(options.cache, console.log);
    const server = await startServer(installation, session);
    cleanups.push(server.stop);
    const browser = await startBrowser(installation);
    cleanups.push(() => browser.close());
    const paths = { workspace: session.workspace, extension: options.extension };
    const opened = await openWorkbench(browser, server, suite === undefined ? paths : { ...paths, suite });
    try {
        const fine = await Promise.race([work(opened.page), server.ended]);
        if (options.verbose) printLogs(server, opened, /./);
        return fine;
    } catch (error) {
        printLogs(server, opened, options.verbose ? /./ : /^\[(error|page)\](?! Failed to load resource)/);
        throw error;
    }
}

function printLogs(server: Server, opened: Opened, worthSaying: RegExp): void {
    const messages = opened.messages.filter(message => worthSaying.test(message));
    console.error(`--- VS Code's server ---\n${tail(server.output.join(''), 40)}`);
    console.error(`--- The page ---\n${messages.slice(-40).join('\n')}`);
}
