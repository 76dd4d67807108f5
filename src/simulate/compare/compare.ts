import type { Day } from '../../base/calendar.ts';
import type { ComparisonDocument, TwoStories } from '../../model/documents/comparison.ts';
import type { CustomerMeasures } from '../../model/documents/customers.ts';
import type { LawBreach, SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { type EngineChoice, type EngineUsed, NotCompiled } from '../count-folded.ts';
import { needsTimeOrder } from '../replay.ts';
import { type CountedPart, type SimulationResult, simulate } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { tellStories } from '../story.ts';
import { isTied } from '../ties.ts';
import { programZone } from '../zone.ts';
import { switchesFor } from './attribution.ts';
import { compareByCode, whyNotByCode } from './by-code.ts';
import { editsBetween } from './difference/edits.ts';
import type { Versions } from './difference/words.ts';
import { comparisonDocument } from './document.ts';
import { eventsOf } from './events-of.ts';
import { Lockstep } from './lockstep.ts';
import { Pairing } from './pairing.ts';
import type { ComparedPart, ComparedPrograms } from './part.ts';
import { Standouts } from './standouts.ts';
import { twoStories } from './two-stories.ts';

/** Most stories differ often enough among so many events that no more need be looked at. */
const EVENTS_AT_FIRST = 16;

export interface ComparisonRequest {
    readonly old: ComparedVersion;
    readonly new: ComparedVersion;
    /** What both are run over. */
    readonly source: Source;
    /** Name of the data, for the reader. */
    readonly dataset: string;
    readonly sample?: { readonly members: number; readonly seed: number } | undefined;
    readonly until?: Day | undefined;
    /** What the reader must know besides. */
    readonly remarks: readonly string[];
    /** What runs members, as in a simulation; code only where it can be made of all versions. */
    readonly engine?: EngineChoice | undefined;
    /** Told which one it was, where members are run here. */
    readonly onEngine?: ((used: EngineUsed) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: { readonly events: number; readonly members: number }) => void) | undefined;
    /**
     * Members are run through these versions elsewhere, part by part, and what they came to is handed over, in the order
     * of members. Only where nothing is shared.
     */
    readonly inParts?: ((programs: ComparedPrograms, take: (part: ComparedPart) => void) => Promise<void>) | undefined;
}

export interface ComparedVersion {
    readonly program: Program;
    /** As it was named: a path, or a git revision. */
    readonly label: string;
    readonly texts: Versions['old'];
}

export type ComparisonResult =
    | { readonly kind: 'figures'; readonly document: ComparisonDocument }
    /** As in a simulation: a bug of ours. */
    | { readonly kind: 'broken laws'; readonly broken: readonly LawBreach[] };

/** Runs both versions over the same members, and those that have some of the edits only, in one pass. */
export async function compare(request: ComparisonRequest): Promise<ComparisonResult> {
    const [before, after] = [request.old.program, request.new.program];
    const edits = editsBetween(before, after);
    const weighty = edits.filter(({ matters }) => matters);
    const switches = switchesFor(before, after, weighty);
    const programs: ComparedPrograms = [before, after, ...switches.programs];
    const isShared = [before, after].some(program => needsTimeOrder(program) || isTied(program));
    const { stage, documents } = await run(request, programs, !isShared);
    if ('broken' in documents) return { kind: 'broken laws', broken: documents.broken };
    const stories = await stage.stories();
    const { pairing } = stage;
    const document = comparisonDocument({ request, edits, switches, documents: documents.documents, pairing, stories });
    return { kind: 'figures', document };
}

interface Run {
    readonly stage: Stage;
    readonly documents: Ran;
}

/** By code where that can be: both ways come to the same. */
async function run(request: ComparisonRequest, programs: ComparedPrograms, keepsEvents: boolean): Promise<Run> {
    const { engine, inParts, onEngine } = request;
    const runBy = async (asked: ComparisonRequest): Promise<Run> => {
        const stage = new Stage(asked, programs, keepsEvents);
        return { stage, documents: await stage.run() };
    };
    if (inParts !== undefined) return runBy(request);
    const { source } = request;
    let reasons = engine === 'interpreter' ? ['the interpreter was asked for'] : whyNotByCode({ programs, source });
    if (reasons.length === 0) {
        try {
            const { until, signal, onProgress } = request;
            const ran = await runBy({
                ...request,
                inParts: (_, take) => compareByCode({ programs, source, until, signal, onProgress }, take),
            });
            onEngine?.({ engine: 'compiled', reasons: [] });
            return ran;
        } catch (problem) {
            if (!(problem instanceof NotCompiled)) throw problem;
            reasons = problem.reasons;
        }
    }
    if (engine === 'compiled') throw new NotCompiled(reasons);
    onEngine?.({ engine: 'interpreter', reasons });
    return runBy(request);
}

type Ran = { readonly documents: readonly SimulationDocument[] } | { readonly broken: readonly LawBreach[] };

/** The simulations of one comparison. */
class Stage {
    readonly pairing: Pairing;
    readonly #request: ComparisonRequest;
    readonly #programs: ComparedPrograms;
    readonly #standouts: Standouts;
    /** Whether what happened to members is remembered; else all must be run again for their stories. */
    readonly #keepsEvents: boolean;

    constructor(request: ComparisonRequest, programs: ComparedPrograms, keepsEvents: boolean) {
        this.#request = request;
        this.#programs = programs;
        this.#keepsEvents = keepsEvents;
        this.pairing = new Pairing(programs, paired => this.#standouts.note(paired));
        this.#standouts = new Standouts(this.pairing.scales);
    }

    async run(): Promise<Ran> {
        const results = await (this.#request.inParts === undefined ? this.#runHere() : this.#runInParts());
        const broken = results.flatMap(result => (result.kind === 'broken laws' ? result.broken : []));
        if (broken.length > 0) return { broken };
        return { documents: results.flatMap(result => (result.kind === 'figures' ? [result.document] : [])) };
    }

    #runHere(): Promise<SimulationResult[]> {
        const { dataset, sample, until, signal, onProgress } = this.#request;
        const lockstep = new Lockstep(this.#remembered(), this.#programs.length);
        return Promise.all(
            this.#programs.map((program, version) =>
                simulate({
                    program,
                    source: lockstep.sourceFor(version),
                    dataset,
                    sample,
                    until,
                    signal,
                    onProgress: version === 0 ? onProgress : undefined,
                    watch: member => this.pairing.watch(version, member),
                }).finally(() => lockstep.finish(version)),
            ),
        );
    }

    /** Every simulation has begun when the first part comes, and ends after the last. */
    async #runInParts(): Promise<SimulationResult[]> {
        const { source, dataset, sample, until, signal, inParts } = this.#request;
        const takers: ((part: CountedPart) => void)[] = [];
        const [{ currency }] = this.#programs;
        let isShared = this.#programs.every(each => each.currency.code === currency.code);
        let known: CustomerMeasures | undefined;
        const customers = (work: () => CustomerMeasures): CustomerMeasures => {
            if (!isShared) return work();
            known ??= work();
            return known;
        };
        const run = async (): Promise<void> =>
            inParts?.(this.#programs, part => {
                for (const [version, counted] of part.counted.entries()) takers[version]?.(counted);
                for (const each of part.events) this.#standouts.events.set(each.member.id, each);
                this.pairing.add(part.pairs);
                isShared &&= part.sharesHistory;
            });
        // Whoever asks last begins: all have said by then where their parts go.
        let running: Promise<void> | undefined;
        const begun = (): Promise<void> => {
            running ??= Promise.resolve().then(run);
            return running;
        };
        return Promise.all(
            this.#programs.map((program, version) =>
                simulate({
                    ...{ program, source, dataset, sample, until, signal, customers },
                    inParts: take => {
                        takers[version] = take;
                        return begun();
                    },
                }),
            ),
        );
    }

    /** Of those who win most and lose most. */
    async stories(): Promise<ReadonlyMap<string, TwoStories>> {
        const ids = this.#standouts.ids();
        if (ids.size === 0) return new Map();
        if (this.#keepsEvents) return this.#storiesAlone(ids);
        const lockstep = new Lockstep(this.#kept(), 2);
        const { signal, until } = this.#request;
        const [before, after] = await Promise.all(
            this.#programs
                .slice(0, 2)
                .map((program, version) =>
                    tellStories(program, lockstep.sourceFor(version), ids, { signal, at: until }).finally(() =>
                        lockstep.finish(version),
                    ),
                ),
        );
        return new Map(
            [...ids].flatMap(id => {
                const [old, fresh] = [before?.get(id), after?.get(id)];
                return old === undefined || fresh === undefined ? [] : [[id, twoStories(old, fresh)] as const];
            }),
        );
    }

    /** Members who matter to nobody else live on no longer than their stories are shown. */
    async #storiesAlone(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, TwoStories>> {
        const stories = new Map<string, TwoStories>();
        const unknown = new Set([...ids].filter(id => !this.#standouts.events.has(id)));
        const found = await eventsOf(unknown, this.#request.source);
        for (const id of ids) {
            const events = this.#standouts.events.get(id) ?? found.get(id);
            const story = events && (await this.#storyAlone(events));
            if (story !== undefined) stories.set(id, story);
        }
        return stories;
    }

    async #storyAlone(events: MemberEvents): Promise<TwoStories | undefined> {
        const { signal, until, source } = this.#request;
        const [old, fresh] = this.#programs;
        const zone = programZone(old);
        // Their days begin at different instants.
        const isWhole = programZone(fresh).name !== zone.name;
        const alone = { ...reading(source), members: () => yielding(events) };
        for (let most = isWhole ? Number.POSITIVE_INFINITY : EVENTS_AT_FIRST; ; most *= 2) {
            const last = events.occurrences[most - 1];
            const at = last === undefined ? until : Math.min(until ?? Number.POSITIVE_INFINITY, zone.dayAt(last.at));
            const ids = new Set([events.member.id]);
            const told = [old, fresh].map(program => tellStories(program, alone, ids, { signal, at }));
            const [before, after] = (await Promise.all(told)).map(stories => stories.get(events.member.id));
            if (before === undefined || after === undefined) return undefined;
            const both = twoStories(before, after);
            if (both.more || last === undefined) return both;
        }
    }

    /** Remembers what happened to members while they are run. */
    #remembered(): Source {
        const { source } = this.#request;
        const { events } = this.#standouts;
        if (!this.#keepsEvents) return source;
        return {
            ...reading(source),
            async *members() {
                for await (const each of source.members()) {
                    events.set(each.member.id, each);
                    yield each;
                }
            },
        };
    }

    /** Members whose stories are told, where that is enough. */
    #kept(): Source {
        const { source } = this.#request;
        const { events } = this.#standouts;
        if (!this.#keepsEvents) return source;
        return {
            ...reading(source),
            async *members() {
                yield* events.values();
            },
        };
    }
}

async function* yielding(events: MemberEvents): AsyncGenerator<MemberEvents> {
    yield events;
}

/** All of a source, whatever object it is. */
const reading = (source: Source): Source => ({
    ...source,
    members: () => source.members(),
    timeOrder: () => source.timeOrder(),
});
