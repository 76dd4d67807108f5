import type { JourneyOutcome } from '../../model/outcome.ts';
import type { Trigger } from '../../model/trigger.ts';
import { addable } from './adding.ts';
import type { MemberTally, Tally } from './tally.ts';

/** Times, not members: somebody may come into a journey again. */
export interface JourneyCount {
    entered: number;
    aimMet: number;
    stopped: number;
    finished: number;
    startedOver: number;
    /** Paid for goods without tax while in it, less returns; minor units. */
    spent: bigint;
    /** How often each step was taken. */
    readonly steps: number[];
}

export interface JourneyTotals {
    readonly in: Readonly<JourneyCount>;
    readonly heldOut: Readonly<JourneyCount>;
}

export interface JourneyTally extends Tally {
    readonly totals: (journey: string) => JourneyTotals | undefined;
}

export function createJourneyTally(triggers: readonly Trigger[]): JourneyTally {
    const totals = new Map(
        triggers.flatMap(({ name, journey }) => {
            const size = journey?.steps.length;
            return size === undefined ? [] : [[name, { in: none(size), heldOut: none(size) }] as const];
        }),
    );
    const member: MemberTally = {
        take(outcome) {
            if (outcome.kind !== 'journey') return;
            const found = totals.get(outcome.journey);
            if (found !== undefined) count(outcome.group === 'in' ? found.in : found.heldOut, outcome);
        },
        close() {},
    };
    return { hears: ['journey'], open: () => member, ...addable(totals), totals: name => totals.get(name) };
}

const none = (size: number): JourneyCount => ({
    entered: 0,
    aimMet: 0,
    stopped: 0,
    finished: 0,
    startedOver: 0,
    spent: 0n,
    steps: new Array<number>(size).fill(0),
});

function count(counts: JourneyCount, { change, steps, spent }: JourneyOutcome): void {
    counts.spent += spent;
    switch (change) {
        case 'entered':
            counts.entered++;
            return;
        case 'aim met':
            counts.aimMet++;
            return;
        case 'stopped':
            counts.stopped++;
            return;
        case 'finished':
            counts.finished++;
            return;
        case 'started over':
            counts.startedOver++;
            return;
        case 'step':
            for (const step of steps) counts.steps[step] = (counts.steps[step] ?? 0) + 1;
            return;
    }
}
