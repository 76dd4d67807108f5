import { type FSWatcher, statSync, watch as watchFiles } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exitCodes } from './exit-code.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';

/** Editors write in several steps. */
const QUIET_MS = 100;

/** Runs `work` now and after every change below the paths, one run at a time, until the user wants to stop. */
export async function watch(paths: readonly string[], work: () => Promise<number>, io: Io): Promise<number> {
    const changed = createBell();
    const watchers = paths.map(path => watchPath(resolve(io.cwd, path), changed.ring));
    io.signal.addEventListener('abort', changed.ring);
    try {
        while (!io.signal.aborted) {
            changed.reset();
            await work().catch(error => sayWrongUse(error, io));
            io.stderr.write('Waiting for changes; Ctrl-C ends.\n');
            await changed.rung();
            await new Promise(resolve => setTimeout(resolve, io.signal.aborted ? 0 : QUIET_MS));
        }
        return exitCodes.interrupted;
    } finally {
        for (const watcher of watchers) watcher.close();
    }
}

/** While someone works, files come and go: what can't be read now may be there after the next change. */
function sayWrongUse(error: unknown, io: Io): void {
    if (!(error instanceof WrongUse)) throw error;
    io.stderr.write(`${error.message}\n`);
}

/** Of a file, the folder: editors put a new file in the place of the old one. */
function watchPath(path: string, onChange: () => void): FSWatcher {
    const folder = statSync(path).isDirectory() ? path : dirname(path);
    const watcher = watchFiles(folder, { recursive: true });
    watcher.on('change', (_, name) => {
        if (/^(?!(?:.*[\\/])?(?:node_modules|\.)).*\.loyalty$/.test(String(name))) onChange();
    });
    watcher.on('error', onChange);
    return watcher;
}

interface Bell {
    readonly ring: () => void;
    readonly rung: () => Promise<void>;
    readonly reset: () => void;
}

function createBell(): Bell {
    let next = Promise.withResolvers<void>();
    return {
        ring: () => next.resolve(),
        rung: () => next.promise,
        reset: () => (next = Promise.withResolvers<void>()),
    };
}
