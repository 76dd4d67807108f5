import type { AstNode } from 'langium';
import type { Finding } from '../../diagnostics/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { Ranking } from '../../model/ranking.ts';
import { Anchored } from '../pieces/anchored.ts';
import { Piece, pieceOf } from '../pieces/piece.ts';
import { isFresh, noteRead, type Recorded, recordReads, type Source } from '../pieces/reads.ts';
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
    private units = new WeakMap<Key, Map<string, Recorded<Lowered>>>();
    private context = '';
    /** Whether something was taken from before, so that places in results may be old. */
    hasOld = false;

    /** Everything depends on this. */
    begin(context: string): void {
        if (context !== this.context) this.units = new WeakMap();
        this.context = context;
        this.hasOld = false;
    }

    /** Lowers what hangs on a node, or takes it from before. `kind` tells apart what is lowered of one node. */
    lower<T>(lowering: Lowering, key: Key, kind: string, work: (own: Lowering) => T): T {
        const known = this.units.get(key)?.get(kind);
        const unit = known && isFresh(known) ? known : this.anew(lowering, key, kind, work);
        if (unit === known) this.hasOld = true;
        const { result, findings, inlineMetrics, rankings } = unit.value;
        for (const each of findings) lowering.findings.push(each.now);
        for (const [name, metric] of inlineMetrics)
            if (!lowering.inlineMetrics.has(name)) lowering.inlineMetrics.set(name, metric);
        lowering.rankings.push(...rankings);
        return result as T; // of this kind
    }

    private anew(lowering: Lowering, key: Key, kind: string, work: (own: Lowering) => unknown): Recorded<Lowered> {
        const unit = recordReads(() => {
            noteRead(key instanceof Piece ? key : pieceOf(key));
            return lowered(lowering, work);
        });
        const units = this.units.get(key) ?? new Map<string, Recorded<Lowered>>();
        this.units.set(key, units.set(kind, unit));
        return unit;
    }
}

function lowered(lowering: Lowering, work: (own: Lowering) => unknown): Lowered {
    const findings: Finding[] = [];
    const inlineMetrics = new Map<string, Metric>();
    const rankings: Ranking[] = [];
    const result = work({ ...lowering, findings, inlineMetrics, rankings, report: reportTo(findings) });
    return { result, findings: findings.map(each => new Anchored(each, lowering.pieceAt)), inlineMetrics, rankings };
}

/** Never fresh: for what depends on all that there is. */
const everything: Source = { changedAt: Number.POSITIVE_INFINITY };

export function noteEverything(): void {
    noteRead(everything);
}
