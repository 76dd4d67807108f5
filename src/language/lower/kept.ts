import type { AstNode } from 'langium';
import type { Steps } from '../../base/steps.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { Ranking } from '../../model/ranking.ts';
import { Anchored } from '../pieces/anchored.ts';
import { Piece, pieceOf } from '../pieces/piece.ts';
import {
    forgetReader,
    isFresh,
    moment,
    noteRead,
    type Reader,
    type Recorded,
    recordReads,
    type Source,
} from '../pieces/reads.ts';
import { type Lowering, reportTo } from './context.ts';
import { NameCounts } from './name-counts.ts';

/** What something hangs on. */
type Key = AstNode | Piece;

/** What lowering one thing came to. */
interface Lowered {
    readonly result: unknown;
    readonly findings: readonly Anchored[];
    readonly inlineMetrics: ReadonlyMap<string, Metric>;
    readonly rankings: readonly Ranking[];
}

/**
 * What was lowered of a program, by the node that it comes from. It holds as long as nothing that was read meanwhile is
 * different: the node itself, what it refers to, lists of names. Places in results are those of the time when they were
 * made; places of findings are always those of now.
 */
export class Kept {
    private readonly units = new Map<string, WeakMap<Key, Unit>>();
    private readonly runs = new Map<string, readonly Run[]>();
    private readonly made = new Map<string, { readonly facts: readonly string[]; readonly value: unknown }>();
    private readonly counts = new Map<string, NameCounts<unknown>>();
    private context = '';
    /** Whether something was taken from before, so that places in results may be old. */
    hasOld = false;

    /** Everything depends on this. */
    begin(context: string): void {
        if (context !== this.context) {
            this.units.clear();
            this.runs.clear();
        }
        this.context = context;
        this.hasOld = false;
    }

    /**
     * Lowers what hangs on a node, or takes it from before. `kind` tells apart what is lowered of one node; `given` is
     * whatever else it depends on.
     */
    lower<T>(lowering: Lowering, key: Key, kind: string, work: (own: Lowering) => T, given = ''): T {
        const { unit } = this.unitOf(lowering, key, kind, work, given);
        tell(lowering, unit);
        return unit.recorded.value.result as T; // of this kind
    }

    /**
     * As `lower`, of each of some nodes, none of them twice; a step for each that is lowered. `given` is of all, or of
     * each.
     */
    *all<K extends Key, T>(
        lowering: Lowering,
        keys: readonly K[],
        kind: string,
        work: (own: Lowering, key: K, given: string) => T,
        given: Given = '',
    ): Steps<T[]> {
        const before = this.runs.get(kind) ?? [];
        const runs: Run[] = [];
        const results: unknown[] = [];
        for (let start = 0; start < keys.length; start += RUN) {
            let run = before[runs.length];
            if (run && holds(run, keys, start, given)) this.hasOld = true;
            else {
                const own = keys.slice(start, start + RUN);
                const units: Unit[] = [];
                for (const [index, key] of own.entries()) {
                    const its = givenTo(given, start + index);
                    const { unit, isNew } = this.unitOf(lowering, key, kind, each => work(each, key, its), its);
                    units.push(unit);
                    if (isNew) yield;
                }
                run = runOf(own, units);
            }
            for (const unit of run.telling) tell(lowering, unit);
            for (const result of run.results) results.push(result);
            runs.push(run);
        }
        this.runs.set(kind, runs);
        return results as T[]; // of this kind
    }

    /** Whether one of the names of these things occurs twice; each thing always has the same. */
    hasTwice<T>(what: string, items: readonly T[], namesOf: (item: T) => readonly string[]): boolean {
        const counts = (this.counts.get(what) as NameCounts<T> | undefined) ?? new NameCounts(namesOf); // of this kind
        this.counts.set(what, counts as NameCounts<unknown>);
        return counts.hasTwice(items);
    }

    /** What was made of these facts, or is anew where they are others. */
    same<T>(what: string, facts: readonly string[], make: () => T): T {
        const known = this.made.get(what);
        const isSame =
            known?.facts.length === facts.length && known.facts.every((fact, index) => fact === facts[index]);
        const value = isSame ? known.value : make();
        this.made.set(what, { facts, value });
        return value as T; // each is of its type
    }

    private unitOf(
        lowering: Lowering,
        key: Key,
        kind: string,
        work: (own: Lowering) => unknown,
        given: string,
    ): { readonly unit: Unit; readonly isNew: boolean } {
        const units = this.units.get(kind) ?? new WeakMap<Key, Unit>();
        this.units.set(kind, units);
        const known = units.get(key);
        if (known?.given === given && isFresh(known.recorded)) {
            this.hasOld = true;
            return { unit: known, isNew: false };
        }
        if (known) forgetReader(known.recorded);
        const unit = { given, recorded: anew(lowering, key, work) };
        units.set(key, unit);
        return { unit, isNew: true };
    }
}

/** What else things depend on: all of them on the same, or each on its own. */
type Given = string | readonly string[];

const givenTo = (given: Given, index: number): string => (typeof given === 'string' ? given : (given[index] ?? ''));

interface Unit {
    readonly given: string;
    readonly recorded: Recorded<Lowered>;
}

/** So many things that follow one another are looked at as one: most of a long program is as it was. */
const RUN = 64;

interface Run extends Reader {
    readonly keys: readonly Key[];
    readonly given: readonly string[];
    readonly results: readonly unknown[];
    /** Those of which there is more to say than the result. */
    readonly telling: readonly Unit[];
    readonly asked: readonly Source[];
    /** The moment at which all of them were known to be so. */
    readonly at: number;
}

function runOf(keys: readonly Key[], units: readonly Unit[]): Run {
    const recorded = units.map(unit => unit.recorded);
    const run: Run = {
        keys,
        given: units.map(({ given }) => given),
        results: recorded.map(({ value }) => value.result),
        telling: units.filter(({ recorded: { value } }) => isTelling(value)),
        asked: [...new Set(recorded.flatMap(({ asked }) => asked))],
        at: moment(),
        isStale: recorded.some(({ isStale }) => isStale),
    };
    for (const each of recorded) each.whole = run;
    return run;
}

const isTelling = ({ findings, inlineMetrics, rankings }: Lowered): boolean =>
    findings.length > 0 || inlineMetrics.size > 0 || rankings.length > 0;

/** Whether these are the same things, and nothing is different. */
function holds(run: Run, keys: readonly Key[], start: number, given: Given): boolean {
    if (run.isStale || run.keys.length !== Math.min(RUN, keys.length - start)) return false;
    for (let index = 0; index < run.keys.length; index++) {
        if (run.keys[index] !== keys[start + index]) return false;
        if (run.given[index] !== givenTo(given, start + index)) return false;
    }
    return run.asked.every(({ changedAt }) => changedAt <= run.at);
}

function tell(lowering: Lowering, { recorded: { value } }: Unit): void {
    for (const each of value.findings) lowering.findings.push(each.now);
    for (const [name, metric] of value.inlineMetrics)
        if (!lowering.inlineMetrics.has(name)) lowering.inlineMetrics.set(name, metric);
    for (const each of value.rankings) lowering.rankings.push(each);
}

function anew(lowering: Lowering, key: Key, work: (own: Lowering) => unknown): Recorded<Lowered> {
    return recordReads(() => {
        noteRead(key instanceof Piece ? key : pieceOf(key));
        return lowered(lowering, work);
    });
}

function lowered(lowering: Lowering, work: (own: Lowering) => unknown): Lowered {
    const findings: Finding[] = [];
    const inlineMetrics = new Map<string, Metric>();
    const rankings: Ranking[] = [];
    const result = work({ ...lowering, findings, inlineMetrics, rankings, report: reportTo(findings) });
    if (findings.length + inlineMetrics.size + rankings.length === 0) return { result, ...nothingElse };
    return { result, findings: findings.map(each => new Anchored(each, lowering.pieceAt)), inlineMetrics, rankings };
}

/** Most things come to a result and nothing else: of that, one is enough. */
const nothingElse: Omit<Lowered, 'result'> = { findings: [], inlineMetrics: new Map(), rankings: [] };

/** Never fresh: for what depends on all that there is. */
const everything: Source = { readers: undefined, changedAt: Number.POSITIVE_INFINITY };

export function noteEverything(): void {
    noteRead(everything);
}
