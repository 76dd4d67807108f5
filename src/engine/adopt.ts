import type { Due } from './due.ts';
import { scheduleInvariants } from './invariants.ts';
import { scheduleRebates } from './rebates.ts';
import type { Rulebook } from './rulebook.ts';
import type { Running } from './running.ts';
import type { MemberState } from './state.ts';
import { lowestTier } from './state.ts';
import { scheduleTiers } from './tier-calendar.ts';
import { scheduleTriggers } from './trigger-calendar.ts';

/**
 * Fits a state to the rules that it is taken up with, which may be a newer version (row 24): tiers that are new begin
 * with the lowest, what fell due by rules that are gone is forgotten. Points keep their terms; metrics that are new begin empty.
 */
export function adopt(book: Rulebook, state: MemberState): void {
    const names = new Map<string, string>();
    for (const { name, tiers } of book.program.ladders) {
        const held = Math.max(
            0,
            tiers.findIndex(tier => tier.name === state.tierNames.get(name)),
        );
        const known = state.tiers.get(name) ?? { ...lowestTier(), since: state.clock ?? 0 };
        state.tiers.set(name, known);
        known.rank = held;
        names.set(name, tiers[held]?.name ?? '');
    }
    state.tierNames = names;
    for (const name of state.journeys.keys()) {
        if (book.triggers.get(name)?.trigger.journey === undefined) state.journeys.delete(name);
    }
    const standing = state.due.filter(due => isDeclared(book, due));
    state.due.splice(0, state.due.length, ...standing);
}

/** What returns by the calendar, for rules that are new to the member. */
export function scheduleNew(running: Running): void {
    const { state } = running;
    if (!state.begun || state.clock === undefined) return;
    const next = state.clock + 1;
    scheduleTiers(running, next, ({ name }) => !state.scheduled.has(name));
    scheduleRebates(running, next, ({ name }) => !state.scheduled.has(name));
    scheduleInvariants(running, next, ({ name }) => !state.scheduled.has(name));
    scheduleTriggers(running, next, ({ name }) => !state.scheduled.has(name));
}

function isDeclared({ points, ladders, triggers, contracts, rebates, invariants }: Rulebook, { task }: Due): boolean {
    if ('invariant' in task) return invariants.some(({ name }) => name === task.invariant);
    if ('rebate' in task) return rebates.has(task.rebate);
    if ('contract' in task) return contracts.has(task.contract);
    if ('sku' in task) return true;
    if ('points' in task) return points.has(task.points);
    return 'ladder' in task ? ladders.has(task.ladder) : triggers.has(task.trigger);
}
