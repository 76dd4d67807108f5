import type { Instant } from '../base/zone.ts';
import type { Trigger } from '../model/trigger.ts';
import { lookAtJourneys } from './journeys.ts';
import type { Running, TierChange } from './running.ts';
import type { EventFacts } from './state.ts';
import { lookAtTiers } from './tiers.ts';
import { scheduleAfterEvent } from './trigger-calendar.ts';
import { fire } from './triggers.ts';

/** The last step of an event: triggers on it, then triggers on the tiers that it changed. */
export function fireOnEvent(running: Running, facts: EventFacts): void {
    let hasGiven = false;
    for (const trigger of running.book.triggersOn.get(facts.event) ?? []) {
        const { occasion } = trigger;
        const isNow = occasion.kind === 'event' && occasion.delay === undefined;
        if (isNow && (facts.first || !occasion.first)) {
            hasGiven =
                fire(running, trigger, { at: facts.at, cause: facts.id, facts, expiringOn: undefined }) || hasGiven;
        }
        scheduleAfterEvent(running, trigger, facts);
    }
    const now = Math.max(facts.at, running.state.clock ?? facts.at);
    hasGiven = lookAtJourneys(running, facts, now) || hasGiven;
    if (hasGiven) lookAtTiers(running, now, facts.id);
    settleTierChanges(running, now, facts.id, facts);
}

/**
 * Triggers on tier changes and on budgets that were used up, in the order of the changes. What they give may change tiers again; each fires at most
 * once for one occasion, so that this ends.
 */
export function settleTierChanges(
    running: Running,
    at: Instant,
    cause: string | undefined,
    facts: EventFacts | undefined,
): void {
    const fired = new Set<string>();
    const look = (isMeant: (trigger: Trigger) => boolean): void => {
        for (const { trigger } of running.book.triggers.values()) {
            if (fired.has(trigger.name) || !isMeant(trigger)) continue;
            fired.add(trigger.name);
            if (fire(running, trigger, { at, cause, facts, expiringOn: undefined })) lookAtTiers(running, at, cause);
        }
    };
    while (running.changes.length > 0 || running.usedUp.length > 0) {
        const change = running.changes.shift();
        if (change !== undefined) look(trigger => isMeant(running, trigger, change));
        const budget = change === undefined ? running.usedUp.shift() : undefined;
        if (budget !== undefined) {
            look(({ occasion }) => occasion.kind === 'used up' && occasion.budget === budget);
        }
    }
}

function isMeant(running: Running, { occasion }: Trigger, { ladder, from, to }: TierChange): boolean {
    if (occasion.kind !== 'tier' || occasion.ladder !== ladder) return false;
    const { tiers = [], isStages = false } = running.book.ladders.get(ladder) ?? {};
    const isNamed = (rank: number): boolean => occasion.tier === undefined || tiers[rank]?.name === occasion.tier;
    switch (occasion.change) {
        case 'reached':
            return (isStages || to > from) && isNamed(to);
        case 'lost':
            return (isStages || to < from) && isNamed(from);
        case 'changed':
            return isNamed(from) || isNamed(to);
    }
}
