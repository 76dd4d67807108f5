import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findDesktop, runDesktop } from './desktop.ts';
import { type Cleanups, runHeadless, shootHeadless } from './headless.ts';
import { ensureInstallation } from './install.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { createSession, type Session } from './session.ts';

/** Exit codes: 0 all is well, 1 a test or a picture failed, 2 the run could not take place. */
const cleanups: Cleanups = [];

async function main(options: Options): Promise<number> {
    if (options.help) {
        console.log(usage);
        return 0;
    }
    if (options.install) {
        await ensureInstallation(options.cache, console.log);
        return 0;
    }
    requireBuiltExtension(options.extension);
    const session = createSession(options);
    cleanups.push(session.remove);
    return (await runOrShoot(options, session)) ? 0 : 1;
}

async function runOrShoot(options: Options, session: Session): Promise<boolean> {
    if (options.shots !== undefined) return shootHeadless(options, options.shots, session, cleanups);
    const desktop = await findDesktop(options.cache, process.env);
    if (desktop === undefined) return runHeadless(options, session, cleanups);
    return runDesktop(desktop, options, session, cleanups);
}

function requireBuiltExtension(extension: string): void {
    // npm and VS Code hold manifests to this shape.
    const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as { main?: string };
    if (manifest.main === undefined || existsSync(resolve(extension, manifest.main))) return;
    throw new Error(`The extension is not built: '${manifest.main}' is missing. Run 'npm run build' first.`);
}

/** Everything that was started ends, whatever happens; the first call does it, later ones wait for it. */
let ending: Promise<void> | undefined;
const endEverything = () => {
    ending ??= (async () => {
        for (const cleanup of cleanups.reverse()) {
            await Promise.resolve()
                .then(cleanup)
                .catch((error: unknown) => console.error(error));
        }
    })();
    return ending;
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
        await endEverything();
        process.exit(130);
    });
}

let exitCode = 2;
try {
    exitCode = await main(parseOptions(process.argv.slice(2), process.env));
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
} finally {
    await endEverything();
}
process.exit(exitCode);
