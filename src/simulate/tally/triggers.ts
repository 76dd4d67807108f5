import type { JourneyOutcome, PricedOrder, TriggerResult } from '../../model/outcome.ts';
import type { Trigger } from '../../model/trigger.ts';
import { addable } from './adding.ts';
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
    /** How many came back within the time for which it watches; those whose time is not over are not among them. */
    readonly watched: {
        readonly [group in 'fired' | 'heldOut']: {
            readonly times: number;
            readonly back: number;
            readonly spent: bigint;
        };
    };
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
        hears: ['journey', 'trigger', 'watch', 'purchase'],
        open: () => memberTriggers(counts),
        count({ rows, month }) {
            if (counts.size === 0) return;
            const { look, seen, use } = memberTriggers(counts);
            for (let n = rows.begin; n < rows.end; n++) {
                const trigger = rows.trigger(n);
                if (trigger !== undefined) look(trigger.name, trigger.result, month(n));
                else if (rows.isPurchase(n)) use(rows.discounts(n));
                else if (rows.isWatch(n)) seen({ ...rows.watch(n), spent: BigInt(rows.amount(n)) });
            }
        },
        ...addable(counts),
        totals: name => counts.get(name) ?? newCount(monthCount),
    };
}

interface Count {
    fired: number;
    members: number;
    heldOut: number;
    suppressed: number;
    capped: number;
    readonly watched: { [group in 'fired' | 'heldOut']: { times: number; back: number; spent: bigint } };
    offersUsed: number;
    readonly months: number[];
}

const newCount = (monthCount: number): Count => ({
    fired: 0,
    members: 0,
    heldOut: 0,
    suppressed: 0,
    capped: 0,
    watched: { fired: { times: 0, back: 0, spent: 0n }, heldOut: { times: 0, back: 0, spent: 0n } },
    offersUsed: 0,
    months: new Array<number>(monthCount).fill(0),
});

function memberTriggers(counts: ReadonlyMap<string, Count>): MemberTally & {
    readonly look: (trigger: string, result: TriggerResult, month: number) => void;
    readonly seen: (watched: Watched) => void;
    readonly use: (discounts: PricedOrder['discounts']) => void;
} {
    const reached = new Set<string>();
    const look = (trigger: string, result: TriggerResult, month: number): void => {
        const count = counts.get(trigger);
        if (count === undefined) return;
        if (result === 'held out') count.heldOut++;
        else if (result === 'suppressed') count.suppressed++;
        else if (result === 'capped') count.capped++;
        else if (result === 'fired') countFiring(count, trigger, month, reached);
    };
    const seen = ({ name, group, isBack, spent }: Watched): void => {
        const watched = counts.get(name)?.watched[group];
        if (watched === undefined) return;
        watched.times++;
        watched.spent += spent;
        if (isBack) watched.back++;
    };
    const use = (discounts: PricedOrder['discounts']): void => {
        for (const { rule, phase } of discounts) {
            const count = phase === 'offer' ? counts.get(rule) : undefined;
            if (count !== undefined) count.offersUsed++;
        }
    };
    return {
        look,
        seen,
        use,
        take(outcome, month) {
            if (outcome.kind === 'journey') {
                const count = counts.get(outcome.journey);
                if (count !== undefined) takeJourney(count, outcome, month, reached);
            } else if (outcome.kind === 'trigger') {
                look(outcome.trigger, outcome.result, month);
            } else if (outcome.kind === 'watch') {
                const { trigger: name, isBack, spent } = outcome;
                seen({ name, group: outcome.group === 'fired' ? 'fired' : 'heldOut', isBack, spent });
            } else if (outcome.kind === 'purchase') {
                use(outcome.discounts);
            }
        },
        close() {},
    };
}

interface Watched {
    readonly name: string;
    readonly group: 'fired' | 'heldOut';
    readonly isBack: boolean;
    readonly spent: bigint;
}

/** Coming into a journey is a firing. */
function takeJourney(
    count: Count,
    { journey, group, change, actions }: JourneyOutcome,
    month: number,
    reached: Set<string>,
): void {
    for (const action of actions) {
        if (action.kind !== 'withheld') continue;
        if (action.why === 'consent') count.suppressed++;
        else count.capped++;
    }
    if (change !== 'entered') return;
    if (group === 'held out') count.heldOut++;
    else countFiring(count, journey, month, reached);
}

function countFiring(count: Count, name: string, month: number, reached: Set<string>): void {
    count.fired++;
    count.months[month] = (count.months[month] ?? 0) + 1;
    if (!reached.has(name)) count.members++;
    reached.add(name);
}
