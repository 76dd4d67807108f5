import type { Instant } from '../base/zone.ts';
import { createDecoder } from '../engine/compiled/decode.ts';
import { compileFold, type Fold } from '../engine/compiled/fold.ts';
import { memberOf } from '../engine/compiled/members.ts';
import { Refusal } from '../engine/compiled/refusal.ts';
import type { Shared } from '../engine/shared.ts';
import type { ColumnsPart } from '../model/columns.ts';
import type { LawBreach } from '../model/documents/simulation.ts';
import type { Member } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { BudgetSums } from './budget-sums.ts';
import type { Replay } from './replay-request.ts';
import type { MemberEnd } from './tally/tally.ts';

/** Members that are run by code made of the program, over a history that is at hand as columns. */
export interface FoldedReplay extends Pick<Replay, 'signal' | 'onProgress'> {
    readonly program: Program;
    readonly parts: AsyncIterable<ColumnsPart>;
    readonly begins: Instant;
    readonly until: Instant;
    readonly open: (member: Member) => FoldedListener;
}

export interface FoldedListener {
    readonly take: (outcome: Outcome) => void;
    readonly close: (end: MemberEnd) => void;
}

export type FoldedResult =
    | { readonly kind: 'folded'; readonly shared: Shared }
    /** Some members may have been heard of already. */
    | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** So many members are told of before they are listened to. */
const MEMBERS_AT_ONCE = 256;

/** Tells what happens to each member, as the interpreter would. Throws the signal's reason when aborted. */
export async function replayFolded(replay: FoldedReplay): Promise<FoldedResult> {
    const budgets = new BudgetSums(replay.program);
    const done = { events: 0, members: 0 };
    for await (const { columns, events, from, until } of replay.parts) {
        const { program, begins, signal, onProgress } = replay;
        if (events.includes('survey'))
            return { kind: 'refused', reasons: ['answers to surveys are counted as the data gives them'] };
        const fold = compileFold({ program, columns, events, begins, until: replay.until, tells: true });
        if (fold.kind === 'refused') return fold;
        for (let first = from; first < until; first += MEMBERS_AT_ONCE) {
            signal?.throwIfAborted();
            const last = Math.min(first + MEMBERS_AT_ONCE, until);
            const reasons = runMembers(fold, first, last);
            if (reasons !== undefined) return { kind: 'refused', reasons };
            tellMembers(fold, first, last, replay.open);
            done.members += last - first;
            done.events += (columns.begins[last] ?? 0) - (columns.begins[first] ?? 0);
            onProgress?.({ ...done });
            await new Promise(resolve => setTimeout(resolve, 0));
        }
        budgets.add(fold, from, until);
    }
    const reasons = budgets
        .usedUp()
        .map(name => `the budget '${name}' is used up: what is left goes to who comes first`);
    return reasons.length > 0 ? { kind: 'refused', reasons } : { kind: 'folded', shared: budgets.shared() };
}

/** Why some member cannot be counted exactly, if so. */
function runMembers(fold: Fold, from: number, until: number): readonly string[] | undefined {
    try {
        fold.run(from, until);
        return undefined;
    } catch (problem) {
        if (problem instanceof Refusal) return [problem.message];
        throw problem;
    }
}

function tellMembers(fold: Fold, from: number, until: number, open: FoldedReplay['open']): void {
    const decoder = createDecoder(fold, from, 'figures');
    for (let member = from; member < until; member++) {
        const known = memberOf(fold, member);
        const listener = open(known);
        for (const outcome of decoder.outcomes(member)) listener.take(outcome);
        listener.close(endOf(fold, member, known.id));
    }
}

function endOf({ results, sheet: { program } }: Fold, member: number, id: string): MemberEnd {
    const figure = (name: string): bigint => BigInt(results.get(name)?.[member] ?? 0);
    const breaches: LawBreach[] = [];
    const points = program.points.map(({ name }, p) => {
        const of = (what: string): bigint => figure(`points ${p} ${what}`);
        const ledger = {
            account: undefined,
            issued: of('issued'),
            available: of('balance'),
            pending: of('pending'),
            spent: of('spent'),
            expired: of('expired'),
            takenBack: of('taken back'),
            received: 0n,
            sent: 0n,
            debt: of('debt'),
        };
        const { issued, available, pending, spent, expired, takenBack } = ledger;
        if (issued !== available + pending + spent + expired + takenBack)
            breaches.push({ law: 'points are conserved', member: id, detail: `${name}, counted by code` });
        return [name, ledger] as const;
    });
    const tiers = program.ladders.map(
        ({ name, tiers: steps }, l) => [name, steps[Number(figure(`ladder ${l} rank`))]?.name ?? ''] as const,
    );
    return { points: new Map(points), tiers: new Map(tiers), breaches, checks: new Map() };
}
