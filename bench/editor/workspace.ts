import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratch } from '../scratch.ts';
import { Client, sleep } from './client.ts';
import { WORKSPACE_FILES, workspace } from './documents.ts';
import type { Server } from './measure.ts';

export interface WorkspaceMeasured {
    /** The first start, and the next. */
    readonly first: Started;
    readonly again: Started;
    /** From a key in an exported name to the diagnostics of a file that names it. */
    readonly exported: number[];
    readonly megabytes: number;
    /** For how long nothing is answered until all has been told. */
    readonly wait: number;
}

/** From the start of the process to the diagnostics of the open file, and of all. */
interface Started {
    readonly own: number;
    readonly all: number;
}

/** What was found is kept when nothing has happened for three seconds. */
const SETTLED = 4000;

/** A program of 200 files; one in the middle is open. */
export async function measureWorkspace({ argv }: Pick<Server, 'argv'>): Promise<WorkspaceMeasured> {
    const folder = join(scratch, 'workspace');
    mkdirSync(folder, { recursive: true });
    const files = workspace();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const uriOf = (name: string): string => pathToFileURL(join(folder, name)).toString();
    const own = uriOf('part100.loyalty');
    const dependent = uriOf('part101.loyalty');
    const text = files['part100.loyalty'] ?? '';
    const { client, ...first } = await started(argv, folder, own, text);
    const wait = await waitWhileAllIsRead(argv, folder, own, text);
    await client.quiet(SETTLED);
    const name = /Regular\d+/.exec(text)?.[0] ?? '';
    const lines = text.split('\n');
    const line = lines.findIndex(each => each.startsWith(`segment ${name} `));
    const place = { line, from: 'segment '.length };
    const exported: number[] = [];
    for (let key = 0; key < 20; key++) {
        const isMistake = key % 2 === 0;
        const count = client.diagnostics.get(dependent)?.length ?? 0;
        const told = client.until(
            ({ uri, diagnostics }) =>
                uri === dependent && (isMistake ? diagnostics.length > count : diagnostics.length < count),
        );
        const start = performance.now();
        await client.type(own, { ...place, from: place.from + name.length }, isMistake ? 0 : 1, isMistake ? 'x' : '');
        exported.push((await told) - start);
        await sleep(60);
    }
    const megabytes = client.megabytes();
    await client.quiet(SETTLED);
    client.end();
    const { client: next, ...again } = await started(argv, folder, own, text);
    next.end();
    return { first, again, exported, megabytes, wait };
}

async function started(
    argv: readonly string[],
    folder: string,
    own: string,
    text: string,
): Promise<Started & { readonly client: Client }> {
    const client = new Client(argv, folder);
    await client.start();
    const first = client.until(({ uri }) => uri === own, 120_000);
    const all = client.until(() => client.diagnostics.size > WORKSPACE_FILES - 1, 120_000);
    await client.open(own, { languageId: 'loyalty', text });
    return { client, own: (await first) - client.started, all: (await all) - client.started };
}

/** In a session of its own, whose time is not measured. */
async function waitWhileAllIsRead(argv: readonly string[], folder: string, own: string, text: string): Promise<number> {
    const client = new Client(argv, folder);
    await client.start();
    const all = client.until(() => client.diagnostics.size > WORKSPACE_FILES - 1, 120_000);
    await client.open(own, { languageId: 'loyalty', text });
    const wait = await client.longestWait(all);
    client.end();
    return wait;
}
