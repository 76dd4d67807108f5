import type { History } from '../history/history.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Place } from '../model/documents/place.ts';
import type { SimulationDocument } from '../model/documents/simulation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import type { EngineChoice, EngineUsed } from '../simulate/count-folded.ts';
import type { Coverage } from '../simulate/coverage/coverage.ts';
import type { SimulationRequest, SimulationResult } from '../simulate/simulate.ts';
import { withPaths } from './covering.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { displayPath } from './sources.ts';
import { type AddRow, ledgerTable, memberTable, withTable } from './tables.ts';
import { inParts, quicklyByCode, sayingMemory, threadsByCode, threadsFor, withColumns } from './threads.ts';

export interface Simulation {
    readonly program: Program;
    readonly history: History;
    readonly dataset: Dataset;
    readonly sample: { readonly members: number; readonly seed: number } | undefined;
    /** Last local day. */
    readonly until: number | undefined;
    /** Files of tables. */
    /** The version before, and the first local day of this one. */
    readonly after: { readonly program: Program; readonly until: number } | undefined;
    /** How often assumptions are drawn, and the seed of the first draw. */
    readonly forecast: { readonly draws: number; readonly seed: number };
    /** What runs members, where it is said. */
    readonly engine?: EngineChoice | undefined;
    /** As asked for. */
    readonly threads: number | undefined;
    /** Watches what each member reaches. */
    readonly coverage?: Coverage | undefined;
    readonly members: string | undefined;
    readonly ledger: string | undefined;
}

/** Throws when the engine has broken its own laws: figures that may be wrong are never shown. */
export async function runSimulation(simulation: Simulation, io: Io): Promise<SimulationDocument> {
    const { memberColumns } = await import('../simulate/rows/member-row.ts');
    const { ledgerColumns } = await import('../simulate/rows/ledger-row.ts');
    const { program, members, ledger } = simulation;
    const memberFile = memberTable(memberColumns(program), program);
    const ledgerFile = ledgerTable(ledgerColumns, program);
    return withTable(members, memberFile, io, onMember =>
        withTable(ledger, ledgerFile, io, async addEntry => {
            const onLedger = ledger === undefined ? undefined : addEntry;
            return simulateWith(simulation, { onMember: members === undefined ? undefined : onMember, onLedger }, io);
        }),
    );
}

interface Hears {
    readonly onMember: AddRow | undefined;
    readonly onLedger: AddRow | undefined;
}

async function simulateWith(simulation: Simulation, hears: Hears, io: Io): Promise<SimulationDocument> {
    const { program, history, dataset, sample, until, forecast, after, coverage, engine } = simulation;
    const progress = createProgress('Simulating', io);
    const { members: all } = history.figures;
    try {
        const request: SimulationRequest = {
            ...{ program, sample, until, forecast, after, coverage, engine },
            onEngine: used => {
                if (engine !== undefined) io.stderr.write(`${sayEngine(used)}\n`);
            },
            source: history,
            dataset: dataset.name,
            onMember: hears.onMember,
            signal: io.signal,
            onProgress: ({ members, events }) => progress.report(all === 0 ? 1 : members / all, `${events} events`),
        };
        const result = await sayingWhy(() => run(request, simulation, hears, io));
        if (result.kind === 'figures') return withPath(result.document, io);
        const [first] = result.broken;
        throw new Error(`law '${first?.law}' is broken for member '${first?.member}': ${first?.detail}`);
    } finally {
        progress.end();
    }
}

async function run(
    request: SimulationRequest,
    simulation: Simulation,
    hears: Hears,
    io: Io,
): Promise<SimulationResult> {
    const { program, after, history, dataset, threads: asked, engine } = simulation;
    const { onLedger } = hears;
    const programs = after === undefined ? [program] : [program, after.program];
    const alone = async (by: EngineChoice | undefined): Promise<SimulationResult> => {
        const { simulate } = await import('../simulate/simulate.ts');
        const source = await withColumns(program, dataset, history);
        const onOutcome = onLedger && (await hearLedger(program, onLedger));
        return simulate({ ...request, engine: by, source, onOutcome });
    };
    const quick = await quicklyByCode(programs, history, { threads: asked, engine }, alone);
    if (quick !== undefined) return quick;
    const apart = await apartByCode(request, simulation, hears);
    if (apart.kind === 'counted') return apart.result;
    // Who asks for an engine is told which one it was, which threads do not say.
    const threads = engine === undefined ? await threadsFor(programs, history, asked, io) : 1;
    if (threads === 1) return alone(apart.kind === 'refused' ? 'interpreter' : engine);
    const { simulateInThreads } = await import('../simulate/workers/simulate-in-threads.ts');
    return simulateInThreads(request, { threads, ...(await inParts(program, dataset, history)), onLedger });
}

type Apart =
    | { readonly kind: 'counted'; readonly result: SimulationResult }
    /** Code cannot run the members, and nobody insists on it. */
    | { readonly kind: 'refused' }
    | { readonly kind: 'untried' };

/** Members by code in several threads, where only figures of one replay are asked for. */
async function apartByCode(
    request: SimulationRequest,
    { program, after, coverage, forecast, history, dataset, threads: asked, engine }: Simulation,
    { onMember, onLedger }: Hears,
): Promise<Apart> {
    const draws = (program.assumptions ?? []).length > 0 ? forecast.draws : 0;
    const isWatched = [after, coverage, onMember, onLedger].some(each => each !== undefined);
    if (isWatched || draws > 0) return { kind: 'untried' };
    const threads = await threadsByCode(program, history, { threads: asked, engine });
    if (threads === 1) return { kind: 'untried' };
    const { simulateInThreads } = await import('../simulate/workers/simulate-in-threads.ts');
    const { NotCompiled } = await import('../simulate/count-folded.ts');
    const parts = { threads, ...(await inParts(program, dataset, history)) };
    try {
        return { kind: 'counted', result: await simulateInThreads({ ...request, engine: 'compiled' }, parts) };
    } catch (problem) {
        if (problem instanceof NotCompiled && engine !== 'compiled') return { kind: 'refused' };
        throw problem;
    }
}

export function sayEngine({ engine, reasons }: EngineUsed): string {
    if (engine === 'compiled') return 'Members were run by code made of the program.';
    return `Members were run by the interpreter: ${reasons.join('; ')}.`;
}

/** Who asks for code where there can be none has a way out. */
export async function sayingWhy<Result>(work: () => Promise<Result>): Promise<Result> {
    const { NotCompiled } = await import('../simulate/count-folded.ts');
    try {
        return await sayingMemory(work);
    } catch (error) {
        if (!(error instanceof NotCompiled)) throw error;
        throw new WrongUse(sayHindrances(error.reasons));
    }
}

async function hearLedger(program: Program, add: AddRow): Promise<(outcome: Outcome) => void> {
    const { ledgerRow } = await import('../simulate/rows/ledger-row.ts');
    const { programZone } = await import('../simulate/zone.ts');
    const zone = programZone(program);
    return outcome => {
        const row = ledgerRow(outcome, program, zone);
        if (row !== undefined) add(row);
    };
}

/** The same place, as people name it. */
export const withPlace = <Placed extends { readonly place?: Place }>(placed: Placed, io: Io): Placed =>
    placed.place === undefined
        ? placed
        : { ...placed, place: { ...placed.place, file: displayPath(placed.place.file, io) } };

/** People look for a path, not for a URI. */
const withPath = (document: SimulationDocument, io: Io): SimulationDocument => ({
    ...document,
    program: { ...document.program, file: displayPath(document.program.file, io) },
    goals: document.goals.map(goal => withPlace(goal, io)),
    ...(document.invariants === undefined ? {} : { invariants: document.invariants.map(each => withPlace(each, io)) }),
    ...(document.coverage === undefined ? {} : { coverage: withPaths(document.coverage, io) }),
});

/** One after the other, where there are several. */
function sayHindrances(reasons: readonly string[]): string {
    const [only, ...others] = reasons;
    if (others.length === 0) return `No code can be made of the program: ${only}. Leave --engine out.`;
    const list = reasons.map(reason => `  ${reason}`).join('\n');
    return `No code can be made of the program:\n${list}\nLeave --engine out, and the interpreter runs it.`;
}
