import type { History } from '../history/history.ts';
import type { SimulationDocument } from '../model/documents/simulation.ts';
import type { Program } from '../model/program.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { displayPath } from './sources.ts';

export interface Simulation {
    readonly program: Program;
    readonly history: History;
    /** Name of the dataset. */
    readonly dataset: string;
    readonly sample: { readonly members: number; readonly seed: number } | undefined;
    /** Last local day. */
    readonly until: number | undefined;
}

/** Throws when the engine has broken its own laws: figures that may be wrong are never shown. */
export async function runSimulation(simulation: Simulation, io: Io): Promise<SimulationDocument> {
    const { simulate } = await import('../simulate/simulate.ts');
    const { program, history, dataset, sample, until } = simulation;
    const progress = createProgress('Simulating', io);
    const { members: all } = history.figures;
    try {
        const result = await simulate({
            program,
            source: history,
            dataset,
            sample,
            until,
            signal: io.signal,
            onProgress: ({ members, events }) => progress.report(all === 0 ? 1 : members / all, `${events} events`),
        });
        if (result.kind === 'figures') return withPath(result.document, io);
        const [first] = result.broken;
        throw new Error(`law '${first?.law}' is broken for member '${first?.member}': ${first?.detail}`);
    } finally {
        progress.end();
    }
}

/** People look for a path, not for a URI. */
const withPath = (document: SimulationDocument, io: Io): SimulationDocument => ({
    ...document,
    program: { ...document.program, file: displayPath(document.program.file, io) },
});
