import type { AstNode } from 'langium';
import type { Finding } from '../../diagnostics/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { Ranking } from '../../model/ranking.ts';
import { Anchored } from '../pieces/anchored.ts';
import { Piece, pieceOf } from '../pieces/piece.ts';
import { forgetReader, isFresh, noteRead, type Recorded, recordReads, type Source } from '../pieces/reads.ts';
import { type Lowering, reportTo } from './context.ts';

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
    private context = '';
    /** Whether something was taken from before, so that places in results may be old. */
    hasOld = false;

    /** Everything depends on this. */
    begin(context: string): void {
        if (context !== this.context) this.units.clear();
        this.context = context;
        this.hasOld = false;
    }

    /**
     * Lowers what hangs on a node, or takes it from before. `kind` tells apart what is lowered of one node; `given` is
     * whatever else it depends on.
     */
    lower<T>(lowering: Lowering, key: Key, kind: string, work: (own: Lowering) => T, given = ''): T {
        return this.lowered(lowering, key, kind, work, given).result;
    }

    /** As `lower`, and whether it had to be done anew. */
    lowered<T>(
        lowering: Lowering,
        key: Key,
        kind: string,
        work: (own: Lowering) => T,
        given = '',
    ): { readonly result: T; readonly isNew: boolean } {
        let units = this.units.get(kind);
        if (!units) {
            units = new WeakMap();
            this.units.set(kind, units);
        }
        let unit = units.get(key);
        const known = unit?.given === given && isFresh(unit.recorded) ? unit : undefined;
        if (unit && known) this.hasOld = true;
        else {
            if (unit) forgetReader(unit.recorded);
            unit = { given, recorded: anew(lowering, key, work) };
            units.set(key, unit);
        }
        const { result, findings, inlineMetrics, rankings } = unit.recorded.value;
        for (const each of findings) lowering.findings.push(each.now);
        for (const [name, metric] of inlineMetrics)
            if (!lowering.inlineMetrics.has(name)) lowering.inlineMetrics.set(name, metric);
        for (const each of rankings) lowering.rankings.push(each);
        return { result: result as T, isNew: known === undefined }; // of this kind
    }
}

interface Unit {
    readonly given: string;
    readonly recorded: Recorded<Lowered>;
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
    return { result, findings: findings.map(each => new Anchored(each, lowering.pieceAt)), inlineMetrics, rankings };
}

/** Never fresh: for what depends on all that there is. */
const everything: Source = { readers: undefined, changedAt: Number.POSITIVE_INFINITY };

export function noteEverything(): void {
    noteRead(everything);
}
