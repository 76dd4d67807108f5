import type { Instant } from '../base/zone.ts';
import { createDecoder } from '../engine/compiled/decode.ts';
import type { Fold } from '../engine/compiled/fold.ts';
import { memberOf } from '../engine/compiled/members.ts';
import { PlainRows } from '../engine/compiled/plain-rows.ts';
import { Refusal } from '../engine/compiled/refusal.ts';
import type { Shared } from '../engine/shared.ts';
import type { ColumnsPart } from '../model/columns.ts';
import type { LawBreach } from '../model/documents/simulation.ts';
import type { Member } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { BudgetSums } from './budget-sums.ts';
import { foldOf } from './kept-folds.ts';
import type { Months } from './months.ts';
import type { Replay } from './replay-request.ts';
import type { Ledger, MemberEnd, PlainMember } from './tally/tally.ts';

/** Members that are run by code made of the program, over a history that is at hand as columns. */
export interface FoldedReplay extends Pick<Replay, 'signal' | 'onProgress'> {
    readonly program: Program;
    readonly parts: AsyncIterable<ColumnsPart>;
    readonly begins: Instant;
    readonly until: Instant;
    readonly open: (member: Member) => FoldedListener;
    /** Counts a member of plain rows; absent where outcomes must be told. */
    readonly count?: ((plain: PlainMember) => void) | undefined;
    readonly months: Months;
}

export interface FoldedListener {
    readonly take: (outcome: Outcome, month: number) => void;
    readonly close: (end: MemberEnd) => void;
}

export type FoldedResult =
    | { readonly kind: 'folded'; readonly shared: Shared }
    /** Some members may have been heard of already. */
    | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Answers are tallied as they are given, not as they are told. */
export const SURVEYS = 'answers to surveys are counted as the data gives them';

/** So many members are told of before they are listened to. */
export const MEMBERS_AT_ONCE = 256;

/** Tells what happens to each member, as the interpreter would. Throws the signal's reason when aborted. */
export async function replayFolded(replay: FoldedReplay): Promise<FoldedResult> {
    const budgets = new BudgetSums(replay.program);
    const done = { events: 0, members: 0 };
    for await (const { columns, events, from, until } of replay.parts) {
        const { program, begins, signal, onProgress } = replay;
        if (events.includes('survey')) return { kind: 'refused', reasons: [SURVEYS] };
        const fold = foldOf({ program, columns, events, begins, until: replay.until, tells: true });
        if (fold.kind === 'refused') return fold;
        // Of a run before that came to nothing.
        fold.takeBudgets();
        for (let first = from; first < until; first += MEMBERS_AT_ONCE) {
            signal?.throwIfAborted();
            const last = Math.min(first + MEMBERS_AT_ONCE, until);
            const reasons = runMembers(fold, first, last);
            if (reasons !== undefined) return { kind: 'refused', reasons };
            tellMembers(fold, first, last, replay);
            done.members += last - first;
            done.events += (columns.begins[last] ?? 0) - (columns.begins[first] ?? 0);
            onProgress?.({ ...done });
            await new Promise(resolve => setTimeout(resolve, 0));
        }
        budgets.add(fold, from, until);
    }
    const reasons = budgets.hindrances();
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

function tellMembers(fold: Fold, from: number, until: number, { open, count, months }: FoldedReplay): void {
    const decoder = createDecoder(fold, from);
    const rows = new PlainRows(fold, from);
    const month = (n: number): number => months.indexOf(rows.at(n));
    const endOf = endsOf(fold);
    for (let member = from; member < until; member++) {
        const known = memberOf(fold, member);
        const end = endOf(member, known.id);
        if (count !== undefined && rows.open(member)) {
            count({ member: known, rows, month, end });
            continue;
        }
        const listener = open(known);
        for (const outcome of decoder.outcomes(member)) listener.take(outcome, months.indexOf(outcome.at));
        listener.close(end);
    }
}

/** Where members stand at the end of a run. */
export function endsOf({ results, sheet: { program } }: Fold): (member: number, id: string) => MemberEnd {
    const figure = (name: string): ((member: number) => bigint) => {
        const values = results.get(name);
        return member => BigInt(values?.[member] ?? 0);
    };
    const points = program.points.map(({ name }, p) => {
        const of = (what: string) => figure(`points ${p} ${what}`);
        const flows = { issued: of('issued'), spent: of('spent'), expired: of('expired'), takenBack: of('taken back') };
        return { name, ...flows, available: of('balance'), pending: of('pending'), debt: of('debt') };
    });
    const ladders = program.ladders.map(({ name, tiers }, l) => ({ name, tiers, rank: figure(`ladder ${l} rank`) }));
    return (member, id) => {
        const breaches: LawBreach[] = [];
        const ledgers = new Map<string, Ledger>();
        for (const each of points) {
            const [issued, available, pending] = [each.issued(member), each.available(member), each.pending(member)];
            const [spent, expired, takenBack] = [each.spent(member), each.expired(member), each.takenBack(member)];
            const flows = { issued, available, pending, spent, expired, takenBack, received: 0n, sent: 0n };
            ledgers.set(each.name, { account: undefined, ...flows, debt: each.debt(member) });
            if (issued !== available + pending + spent + expired + takenBack)
                breaches.push({ law: 'points are conserved', member: id, detail: `${each.name}, counted by code` });
        }
        const tiers = ladders.map(each => [each.name, each.tiers[Number(each.rank(member))]?.name ?? ''] as const);
        return { points: ledgers, tiers: new Map(tiers), breaches, checks: NO_CHECKS };
    };
}

const NO_CHECKS: MemberEnd['checks'] = new Map();
