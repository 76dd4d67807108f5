import type { Migration } from '../model/migration.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { migrationFrom, migrationGaps } from './migration-gaps.ts';
import type { Origin } from './origin.ts';
import type { MemberState, TierState } from './state.ts';

type TierChange = Pick<Extract<Outcome, { kind: 'tier' }>, 'ladder' | 'from' | 'to' | 'until'>;

/** What a migration has done to a state, to be told when the time line goes on. */
export interface Migrated {
    readonly migration: Migration | undefined;
    readonly tiers: readonly TierChange[];
    readonly endedContracts: readonly string[];
}

/** Sentences why a state cannot be taken up by this program; none where it can. */
export function refusals(state: MemberState, origin: Origin, program: Program): readonly string[] {
    const holds = [...state.ledgers].filter(
        ([, { lots, debt }]) => debt > 0n || [...lots.values()].some(({ left }) => left > 0n),
    );
    const tiers = [...state.tierNames].map(([ladder, tier]) => ({ ladder, tier }));
    const held = { tiers, points: holds.map(([points]) => points), contracts: [...state.contracts.keys()] };
    return migrationGaps(held, origin, program);
}

/** Fits tiers, contracts, offers and counts to the new rules; points follow when the time line runs. */
export function migrate(state: MemberState, origin: Origin, program: Program): Migrated {
    const migration = migrationFrom(program, origin.version);
    const tiers = moveTiers(state, origin, program, migration);
    const endedContracts = moveContracts(state, migration);
    if (migration?.offers === 'dropped') state.offers.length = 0;
    if (migration?.counts === 'restarted') for (const each of [state.counts, state.marks, state.usage]) each.clear();
    return { migration, tiers, endedContracts };
}

function moveTiers(
    state: MemberState,
    origin: Origin,
    program: Program,
    migration: Migration | undefined,
): readonly TierChange[] {
    const names = new Map<string, string>();
    const tiers = new Map<string, TierState>();
    const changes: TierChange[] = [];
    for (const [from, held] of state.tierNames) {
        const move = migration?.tiers.find(each => each.from === held);
        const to = { ladder: move?.ladder ?? from, tier: move?.tier ?? held };
        const before = state.tiers.get(from);
        const ladder = program.ladders.find(({ name }) => name === to.ladder);
        if (ladder === undefined || before === undefined) continue;
        /** Where what was promised of a tier of the old ladder stands now. */
        const rankOf = (old: number): number => {
            const name = origin.ladders[from]?.[old];
            const moved =
                migration?.tiers.find(each => each.from === name && each.ladder === ladder.name)?.tier ?? name;
            return ladder.tiers.findIndex(tier => tier.name === moved);
        };
        const kept = [...before.kept].map(([rank, until]) => [rankOf(rank), until] as const);
        const rank = ladder.tiers.findIndex(({ name }) => name === to.tier);
        const target = before.grace === undefined ? -1 : rankOf(before.grace.target);
        names.set(ladder.name, to.tier);
        tiers.set(ladder.name, {
            ...before,
            rank,
            kept: new Map(kept.filter(([each]) => each > 0)),
            grace: before.grace === undefined || target < 0 ? undefined : { ...before.grace, target },
            forever: Math.max(0, rankOf(before.forever)),
        });
        if (held !== to.tier)
            changes.push({
                ladder: ladder.name,
                from: held,
                to: to.tier,
                until: kept.find(([each]) => each === rank)?.[1],
            });
    }
    state.tierNames = names;
    state.tiers.clear();
    for (const [ladder, tier] of tiers) state.tiers.set(ladder, tier);
    return changes;
}

/** A contract goes on under another name, with its term and what was promised under it, or it ends. */
function moveContracts(state: MemberState, migration: Migration | undefined): readonly string[] {
    const ended: string[] = [];
    for (const { from, to } of migration?.contracts ?? []) {
        const term = state.contracts.get(from);
        if (term !== undefined && to === undefined) ended.push(from);
        state.contracts.delete(from);
        if (term !== undefined && to !== undefined) state.contracts.set(to, term);
        rename(state.protections, from, to);
        rename(state.bills, from, to);
        for (const [index, due] of state.due.entries()) {
            const { task } = due;
            const isOfContract = task.kind === 'end of term' || task.kind === 'end of commitment';
            if (to !== undefined && isOfContract && task.contract === from)
                state.due[index] = { ...due, task: { ...task, contract: to } };
        }
    }
    return ended;
}

function rename<T extends { readonly contract: string }>(items: T[], from: string, to: string | undefined): void {
    const kept = items.flatMap(each => {
        if (each.contract !== from) return [each];
        return to === undefined ? [] : [{ ...each, contract: to }];
    });
    items.splice(0, items.length, ...kept);
}
