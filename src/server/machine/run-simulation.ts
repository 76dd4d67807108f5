import { realpath } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plural } from '../../base/text.ts';
import { cacheFolder } from '../../history/cache/folder.ts';
import { withCompiledParts } from '../../history/columns/compiled-parts.ts';
import { openHistory } from '../../history/history.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import type { Refused, SimulatedProgram, SimulateResult } from '../../protocol/requests.ts';
import { plainSurroundings } from '../../report/format.ts';
import { simulationFormats } from '../../report/simulation/formats.ts';
import { simulate } from '../../simulate/simulate.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { SimulationTask, TaskWatch } from '../tasks.ts';
import { programsOf } from './programs.ts';

/** Shares of the work that reading and simulating are, roughly. */
const READING = 0.4;
/** How often assumptions are drawn: fewer than on the command line, as somebody waits. */
const DRAWS = 20;

export async function runSimulationTask(
    task: SimulationTask,
    surroundings: Omit<Place, 'baseFolder' | 'cache' | 'about'>,
): Promise<SimulateResult> {
    const { report } = surroundings;
    report(0, 'compiling');
    const programs = await programsOf(task.sources);
    if ('kind' in programs) return programs;
    const program = programs.find(each => each.span.file === task.program);
    if (!program) return refused('The file has no program any more.');
    const dataset = chooseDataset(program, task.dataset);
    if ('kind' in dataset) return dataset;
    if (!dataset.span.file.startsWith('file:'))
        return refused('Save the program first: its data is looked for beside its file.');
    const baseFolder = dirname(fileURLToPath(dataset.span.file));
    if (task.within && !(await isWithin(baseFolder, task.within))) {
        return refused(
            `In restricted mode data is only read from the workspace, and the dataset '${dataset.name}' lies outside of it.`,
        );
    }
    const about = { uri: task.program, fingerprint: fingerprintOf(task.sources) };
    return simulateOn(program, dataset, { ...surroundings, baseFolder, about, cache: cachePlace(task) });
}

export interface Place {
    readonly about: SimulatedProgram;
    readonly baseFolder: string;
    readonly tempFolder: string;
    readonly version: string;
    readonly report: TaskWatch['onProgress'];
    /** Where what was read is kept for the next run. */
    readonly cache: { readonly folder: string } | undefined;
}

async function simulateOn(
    program: Program,
    dataset: Dataset,
    { about, baseFolder, tempFolder, version, report, cache }: Place,
): Promise<SimulateResult> {
    const onRead = ({ share, file }: { readonly share: number; readonly file: string }): void =>
        report(share * READING, `reading ${file}`);
    const history = await openHistory({ program, dataset, baseFolder, tempFolder, cache, onProgress: onRead });
    try {
        const error = history.findings.find(finding => finding.severity === 'error');
        if (error) return refused(error.message);
        const { members } = history.figures;
        const result = await simulate({
            program,
            source: withCompiledParts(program, dataset, history),
            dataset: dataset.name,
            forecast: { draws: DRAWS, seed: 1 },
            onProgress: done =>
                report(
                    READING + (1 - READING) * share(done.members, members),
                    `${done.members} of ${plural(members, 'member')}`,
                ),
        });
        if (result.kind === 'broken laws') return refused(brokenLaw(result.broken));
        report(1, 'writing the report');
        const document = withFileName(result.document);
        const html = await simulationFormats.html.render(document, { ...plainSurroundings, version });
        return { kind: 'simulated', about, document, html };
    } finally {
        await history.close();
    }
}

/** In restricted mode nothing is written, not even that. */
function cachePlace({ within }: SimulationTask): Place['cache'] {
    const folder = within === undefined ? cacheFolder(process.env, process.platform) : undefined;
    return folder === undefined ? undefined : { folder };
}

/** People look for a file, not for a URI. */
function withFileName(document: SimulationDocument): SimulationDocument {
    const { file, ...program } = document.program;
    return { ...document, program: { ...program, file: basename(fileURLToPath(file)) } };
}

function chooseDataset(
    { name, datasets }: Program,
    wanted: string | undefined,
): Dataset | Refused | Extract<SimulateResult, { kind: 'choose' }> {
    const [first, second] = datasets;
    if (!first) return refused(`The program '${name}' has no dataset that says which files to read.`);
    if (wanted === undefined) return second ? { kind: 'choose', datasets: datasets.map(each => each.name) } : first;
    return datasets.find(each => each.name === wanted) ?? refused(`The program '${name}' has no dataset '${wanted}'.`);
}

/** Links are followed: a folder of the workspace may lead out of it. */
async function isWithin(folder: string, uris: readonly string[]): Promise<boolean> {
    const real = await realpath(folder).catch(() => undefined);
    const roots = await Promise.all(
        uris.filter(uri => uri.startsWith('file:')).map(uri => realpath(fileURLToPath(uri)).catch(() => undefined)),
    );
    return (
        real !== undefined &&
        roots.some(root => root !== undefined && (real === root || real.startsWith(`${root}${sep}`)))
    );
}

function brokenLaw(
    broken: readonly { readonly law: string; readonly member: string; readonly detail: string }[],
): string {
    const [first] = broken;
    return `The simulation broke a law of its own and shows no figures, for they could be wrong. Please report it: ${first?.law}, member ${first?.member}, ${first?.detail}`;
}

function share(done: number, all: number): number {
    return all === 0 ? 1 : Math.min(1, done / all);
}

function refused(reason: string): Refused {
    return { kind: 'refused', reason };
}
