import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../history/cache/folder.ts';
import type { KeptTexts } from '../kept-texts.ts';
import { versionAbove } from './version.ts';

/** Of workspaces that nobody opens any longer. */
const MOST_WORKSPACES = 30;

/** In the user's own cache folder; nowhere if the system has none. Another version of ours finds nothing there. */
export function keptTexts(): KeptTexts | undefined {
    const caches = cacheFolder(process.env, process.platform);
    if (caches === undefined) return undefined;
    const folder = join(caches, 'findings');
    const pathOf = (workspace: string): string => join(folder, `${digest(`${ourselves()}\n${workspace}`)}.json`);
    return {
        read: workspace => readFile(pathOf(workspace), 'utf8').catch(() => undefined),
        write: async (workspace, text) => {
            const path = pathOf(workspace);
            await mkdir(folder, { recursive: true, mode: 0o700 });
            await writeFile(`${path}.${process.pid}`, text, { mode: 0o600 });
            await rename(`${path}.${process.pid}`, path);
            await forgetOldest(folder);
        },
    };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** What finds things: two builds of one version may find different ones. */
function ourselves(): string {
    const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url));
    return `${versionAbove(import.meta.url)} ${size} ${mtimeMs}`;
}

async function forgetOldest(folder: string): Promise<void> {
    const names = await readdir(folder);
    const files = await Promise.all(
        names.map(async name => ({
            name,
            time: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0,
        })),
    );
    const old = files.toSorted((a, b) => b.time - a.time).slice(MOST_WORKSPACES);
    for (const { name } of old) await rm(join(folder, name), { force: true });
}
