import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { didYouMean } from '../base/did-you-mean.ts';
import type { History } from '../history/history.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import { WrongUse } from './failure.ts';
import type { Texts } from './fixing.ts';
import type { Io } from './io.ts';
import { sayFindings } from './programs.ts';
import { createProgress } from './progress.ts';
import { toPath } from './sources.ts';

export interface DataOptions {
    /** Names of datasets and folders, as given. */
    readonly data?: readonly string[];
    /** Local days, both included. */
    readonly from?: number;
    readonly to?: number;
    readonly sample?: number;
    readonly seed?: number;
    /** From 0 to 1. */
    readonly maxRejects?: number;
    /** False: nothing is kept of the data, and nothing that was kept is used. */
    readonly cache?: boolean;
}

export const sampleOf = ({
    sample,
    seed,
}: DataOptions): { readonly members: number; readonly seed: number } | undefined =>
    sample === undefined ? undefined : { members: sample, seed: seed ?? 1 };

/** What `--data` means: a dataset of the program, a folder where its files lie, or both. */
export async function chooseData(
    program: Program,
    given: readonly string[],
    io: Io,
): Promise<{ readonly dataset: Dataset; readonly dataFolder: string | undefined }> {
    let dataset: Dataset | undefined;
    let dataFolder: string | undefined;
    const names = program.datasets.map(it => it.name);
    for (const value of given) {
        const named = program.datasets.find(it => it.name === value);
        const folder = resolve(io.cwd, value);
        if (named !== undefined) dataset = named;
        else if ((await stat(folder).catch(() => undefined))?.isDirectory()) dataFolder = folder;
        else
            throw new WrongUse(
                `'${value}' is neither a dataset of '${program.name}' nor a folder.${didYouMean(value, names)}`,
            );
    }
    dataset ??= onlyDataset(program);
    return { dataset, dataFolder };
}

function onlyDataset({ name, datasets }: Program): Dataset {
    const [first, second] = datasets;
    if (first === undefined) throw new WrongUse(`The program '${name}' has no dataset that says which files to read.`);
    if (second === undefined) return first;
    throw new WrongUse(
        `The program '${name}' has several datasets, name one: --data ${datasets.map(it => it.name).join(', --data ')}.`,
    );
}

/**
 * Opens the history, lets `work` read it, and removes everything temporary. `undefined` after saying on standard
 * error why the data can't be used.
 */
export async function withHistory<Result>(
    program: Program,
    texts: Texts,
    options: DataOptions,
    io: Io,
    work: (history: History, dataset: Dataset) => Promise<Result>,
): Promise<Result | undefined> {
    const { openHistory } = await import('../history/history.ts');
    const { dataset, dataFolder } = await chooseData(program, options.data ?? [], io);
    const { from, to, maxRejects } = options;
    const tempFolder = await mkdtemp(join(tmpdir(), 'loyalty-'));
    io.noteDraft(tempFolder, true);
    const progress = createProgress('Reading data', io);
    try {
        const history = await openHistory({
            program,
            dataset,
            baseFolder: dirname(toPath(dataset.span.file)),
            dataFolder,
            from,
            to,
            sample: sampleOf(options),
            maxRejectShare: maxRejects,
            signal: io.signal,
            onProgress: ({ share, file }) => progress.report(share, file),
            tempFolder,
            cache: await cachePlace(options, io),
        });
        progress.end();
        try {
            if (history.findings.some(it => it.severity === 'error')) {
                await sayFindings(history.findings, texts, 1, io);
                return undefined;
            }
            return await work(history, dataset);
        } finally {
            await history.close();
        }
    } catch (error) {
        throw refusalOfMachine(error) ?? error;
    } finally {
        progress.end();
        await rm(tempFolder, { recursive: true, force: true });
        io.noteDraft(tempFolder, false);
    }
}

async function cachePlace({ cache }: DataOptions, { env }: Io): Promise<{ readonly folder: string } | undefined> {
    if (cache === false) return undefined;
    const { cacheFolder } = await import('../history/cache/folder.ts');
    const folder = cacheFolder(env, process.platform);
    return folder === undefined ? undefined : { folder };
}

/** No room on the disk or in memory, as DuckDB says it. */
function refusalOfMachine(error: unknown): WrongUse | undefined {
    const [, what] = (error instanceof Error && error.message.match(/^(?:IO|Out of Memory) Error: ([^\n]*)/)) || [];
    if (what === undefined) return undefined;
    return new WrongUse(`This machine has no room for the data: ${what.replace(/[.!]$/, '')}.`, { cause: error });
}
