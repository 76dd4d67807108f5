import type { Trigger } from '../../model/trigger.ts';
import type { MemberTally, Tally } from './tally.ts';

export interface TriggerTotals {
    readonly fired: number;
    /** Members for whom it fired at least once. */
    readonly members: number;
    readonly heldOut: number;
    /** Times that the member had not consented to any channel of its messages. */
    readonly suppressed: number;
    /** Times that a limit of the program on messages was used up. */
    readonly capped: number;
    /** Orders on which an offer of it was taken. */
    readonly offersUsed: number;
    /** Firings by month. */
    readonly months: readonly number[];
}

export interface TriggerTally extends Tally {
    readonly totals: (trigger: string) => TriggerTotals;
}

export function createTriggerTally(triggers: readonly Trigger[], monthCount: number): TriggerTally {
    const counts = new Map(triggers.map(({ name }) => [name, newCount(monthCount)]));
    return {
        open: () => memberTriggers(counts),
        totals: name => counts.get(name) ?? newCount(monthCount),
    };
}

interface Count {
    fired: number;
    members: number;
    heldOut: number;
    suppressed: number;
    capped: number;
    offersUsed: number;
    readonly months: number[];
}

const newCount = (monthCount: number): Count => ({
    fired: 0,
    members: 0,
    heldOut: 0,
    suppressed: 0,
    capped: 0,
    offersUsed: 0,
    months: new Array<number>(monthCount).fill(0),
});

function memberTriggers(counts: ReadonlyMap<string, Count>): MemberTally {
    const reached = new Set<string>();
    return {
        take(outcome, month) {
            if (outcome.kind === 'trigger') {
                const count = counts.get(outcome.trigger);
                if (count === undefined) return;
                if (outcome.result === 'held out') count.heldOut++;
                else if (outcome.result === 'suppressed') count.suppressed++;
                else if (outcome.result === 'capped') count.capped++;
                else if (outcome.result === 'fired') {
                    count.fired++;
                    count.months[month] = (count.months[month] ?? 0) + 1;
                    if (!reached.has(outcome.trigger)) count.members++;
                    reached.add(outcome.trigger);
                }
            } else if (outcome.kind === 'purchase') {
                for (const { rule, phase } of outcome.discounts) {
                    const count = phase === 'offer' ? counts.get(rule) : undefined;
                    if (count !== undefined) count.offersUsed++;
                }
            }
        },
        close() {},
    };
}
