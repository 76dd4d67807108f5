import type { History } from '../history/history.ts';
import type { Dataset } from '../model/dataset.ts';
import type { ComparisonDocument } from '../model/documents/comparison.ts';
import type { Program } from '../model/program.ts';
import type { ComparisonRequest, ComparisonResult } from '../simulate/compare/compare.ts';
import type { EngineChoice } from '../simulate/count-folded.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { sayEngine, sayingWhy, withPlace } from './simulating.ts';
import { displayPath, toPath, toUri } from './sources.ts';
import { inParts, quicklyByCode, threadsFor, withColumns } from './threads.ts';
import type { Version } from './versions.ts';

export interface Comparison {
    readonly old: Version;
    readonly new: Version;
    readonly history: History;
    /** What read the history. */
    readonly reader: Program;
    readonly dataset: Dataset;
    /** As asked for. */
    readonly threads: number | undefined;
    readonly sample: { readonly members: number; readonly seed: number } | undefined;
    /** Last local day. */
    readonly until: number | undefined;
    readonly remarks: readonly string[];
    /** What runs members, where it is said. */
    readonly engine?: EngineChoice | undefined;
}

/** Throws when the engine has broken its own laws: figures that may be wrong are never shown. */
export async function runComparison(comparison: Comparison, io: Io): Promise<ComparisonDocument> {
    const { history, dataset, sample, until, remarks, engine } = comparison;
    const progress = createProgress('Comparing', io);
    const { members: all } = history.figures;
    try {
        const request: ComparisonRequest = {
            old: compared(comparison.old),
            new: compared(comparison.new),
            source: history,
            dataset: dataset.name,
            sample,
            until,
            remarks,
            engine,
            onEngine: used => {
                if (engine !== undefined) io.stderr.write(`${sayEngine(used)}\n`);
            },
            signal: io.signal,
            onProgress: ({ members, events }) => progress.report(all === 0 ? 1 : members / all, `${events} events`),
        };
        const result = await sayingWhy(() => run(request, comparison, io));
        if (result.kind === 'figures') return withPaths(result.document, io);
        const [first] = result.broken;
        throw new Error(`law '${first?.law}' is broken for member '${first?.member}': ${first?.detail}`);
    } finally {
        progress.end();
    }
}

async function run(request: ComparisonRequest, comparison: Comparison, io: Io): Promise<ComparisonResult> {
    const { history, reader, dataset, threads: asked, engine } = comparison;
    const programs = [comparison.old.program, comparison.new.program];
    const alone = async (by: EngineChoice | undefined): Promise<ComparisonResult> => {
        const { compare } = await import('../simulate/compare/compare.ts');
        return compare({ ...request, engine: by, source: await withColumns(reader, dataset, history) });
    };
    const quick = await quicklyByCode(programs, history, { threads: asked, engine }, alone);
    if (quick !== undefined) return quick;
    // As in a simulation: threads do not say what runs members.
    const threads = engine === undefined ? await threadsFor(programs, history, asked, io) : 1;
    if (threads === 1) return alone(engine);
    const { compareInThreads } = await import('../simulate/workers/compare-in-threads.ts');
    return compareInThreads(request, { threads, ...(await inParts(reader, dataset, history)) });
}

/** Texts are looked up by the one spelling of a URI that we use. */
function compared({ program, label, texts }: Version) {
    return {
        program,
        label,
        texts: (file: string) => texts.get(file.startsWith('file:') ? toUri(toPath(file)) : file),
    };
}

/** People look for paths, not for URIs. */
const withPaths = (document: ComparisonDocument, io: Io): ComparisonDocument => ({
    ...document,
    old: { ...document.old, file: displayPath(document.old.file, io) },
    new: { ...document.new, file: displayPath(document.new.file, io) },
    goals: document.goals.map(goal => withPlace(goal, io)),
    edits: document.edits.map(edit => withPlace(edit, io)),
});
