import type { Day } from '../../base/calendar.ts';
import type { ComparisonDocument, TwoStories } from '../../model/documents/comparison.ts';
import type { LawBreach, SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { needsTimeOrder } from '../replay.ts';
import { simulate } from '../simulate.ts';
import type { MemberEvents, Source } from '../source.ts';
import { tellStories } from '../story.ts';
import { isTied } from '../ties.ts';
import { switchesFor } from './attribution.ts';
import { editsBetween } from './difference/edits.ts';
import type { Versions } from './difference/words.ts';
import { comparisonDocument } from './document.ts';
import { Lockstep } from './lockstep.ts';
import { type Paired, Pairing } from './pairing.ts';
import { byGain, byLoss, gainSign } from './ranking.ts';
import { Top } from './top.ts';
import { twoStories } from './two-stories.ts';

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
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: { readonly events: number; readonly members: number }) => void) | undefined;
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

/** Those who win most and those who lose most whose stories are told. */
const STORIES = 3;

/** Runs both versions over the same members, and those that have some of the edits only, in one pass. */
export async function compare(request: ComparisonRequest): Promise<ComparisonResult> {
    const [before, after] = [request.old.program, request.new.program];
    const edits = editsBetween(before, after);
    const weighty = edits.filter(({ matters }) => matters);
    const switches = switchesFor(before, after, weighty);
    const programs: readonly [Program, Program, ...Program[]] = [before, after, ...switches.programs];
    const isShared = [before, after].some(program => needsTimeOrder(program) || isTied(program));
    const stage = new Stage(request, programs, !isShared);
    const documents = await stage.run();
    if ('broken' in documents) return { kind: 'broken laws', broken: documents.broken };
    const stories = await stage.stories();
    const { pairing } = stage;
    const document = comparisonDocument({ request, edits, switches, documents: documents.documents, pairing, stories });
    return { kind: 'figures', document };
}

type Ran = { readonly documents: readonly SimulationDocument[] } | { readonly broken: readonly LawBreach[] };

/** The simulations of one comparison. */
class Stage {
    readonly pairing: Pairing;
    readonly #request: ComparisonRequest;
    readonly #programs: readonly Program[];
    readonly #winners: Top<Paired>;
    readonly #losers: Top<Paired>;
    /** What happened to members who are not paired yet or whose stories will be told; nothing where all must be run again. */
    readonly #events: Map<string, MemberEvents> | undefined;

    constructor(request: ComparisonRequest, programs: readonly [Program, Program, ...Program[]], keepEvents: boolean) {
        this.#request = request;
        this.#programs = programs;
        this.#events = keepEvents ? new Map() : undefined;
        this.pairing = new Pairing(programs, paired => this.#note(paired));
        const { scales } = this.pairing;
        this.#winners = new Top(STORIES, byGain(scales));
        this.#losers = new Top(STORIES, byLoss(scales));
    }

    async run(): Promise<Ran> {
        const { dataset, sample, until, signal, onProgress } = this.#request;
        const lockstep = new Lockstep(this.#remembered(), this.#programs.length);
        const results = await Promise.all(
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
        const broken = results.flatMap(result => (result.kind === 'broken laws' ? result.broken : []));
        if (broken.length > 0) return { broken };
        return { documents: results.flatMap(result => (result.kind === 'figures' ? [result.document] : [])) };
    }

    /** Of those who win most and lose most. */
    async stories(): Promise<ReadonlyMap<string, TwoStories>> {
        const ids = new Set([...this.#winners.best(), ...this.#losers.best()].map(({ member }) => member));
        if (ids.size === 0) return new Map();
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

    #note(paired: Paired): void {
        const sign = gainSign(paired, this.pairing.scales);
        const left = sign > 0 ? this.#winners.add(paired) : sign < 0 ? this.#losers.add(paired) : paired;
        if (left !== undefined) this.#events?.delete(left.member);
    }

    /** Remembers what happened to members while they are run. */
    #remembered(): Source {
        const { source } = this.#request;
        const events = this.#events;
        if (events === undefined) return source;
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
        const events = this.#events;
        if (events === undefined) return source;
        return {
            ...reading(source),
            async *members() {
                yield* events.values();
            },
        };
    }
}

/** All of a source, whatever object it is. */
const reading = (source: Source): Source => ({
    ...source,
    members: () => source.members(),
    timeOrder: () => source.timeOrder(),
});
