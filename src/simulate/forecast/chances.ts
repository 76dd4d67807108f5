import type { Instant } from '../../base/zone.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { AssumedEffect, Assumption } from '../../model/assume.ts';
import type { Expression } from '../../model/expression.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';

export type ResponseEffect = Extract<AssumedEffect, { kind: 'response' }>;
export type ShiftEffect = Exclude<AssumedEffect, { kind: 'response' }>;

/** A trigger that has fired for a member whom an assumption is about: they may answer. */
export interface Chance {
    readonly assumption: number;
    readonly title: string;
    readonly effect: ResponseEffect;
    readonly at: Instant;
}

/** A purchase that is assumed to become another. */
export interface Shift {
    readonly title: string;
    readonly effect: ShiftEffect;
}

/** What of one member's replay assumptions are about. */
export interface Chances {
    readonly responses: readonly Chance[];
    /** By id of the purchase: what it is assumed to become. */
    readonly shifts: ReadonlyMap<string, readonly Shift[]>;
    /** The member's own orders, and other events that assumptions are about, by kind in the order of time. */
    readonly happened: ReadonlyMap<string, readonly Occurrence[]>;
}

/** Watches one member's replay for what assumptions are about. */
export class ChanceWatch implements Chances {
    readonly responses: Chance[] = [];
    readonly shifts = new Map<string, Shift[]>();
    readonly happened = new Map<string, Occurrence[]>();
    readonly #assumptions: readonly Assumption[];
    #timeLine: TimeLine | undefined;

    constructor(assumptions: readonly Assumption[]) {
        this.#assumptions = assumptions;
        for (const event of eventsOf(assumptions)) this.happened.set(event, []);
    }

    watch(timeLine: TimeLine): void {
        this.#timeLine = timeLine;
    }

    hear(outcome: Outcome): void {
        if (outcome.kind !== 'trigger' || outcome.result !== 'fired') return;
        for (const [assumption, { title, effects, when }] of this.#assumptions.entries()) {
            const meant = effects.filter(isResponse).filter(({ trigger }) => trigger === outcome.trigger);
            if (meant.length === 0 || !this.#isAbout(when, outcome.at)) continue;
            for (const effect of meant) this.responses.push({ assumption, title, effect, at: outcome.at });
        }
    }

    /** Before a purchase is taken in: whether it is one of those that change is decided by how things stand then. */
    before(occurrence: Occurrence): void {
        const own = this.happened.get(occurrence.event);
        if (own === undefined) return;
        own.push(occurrence);
        const shifts = this.#assumptions.flatMap(({ title, effects, when }) => {
            const meant = effects
                .filter(isShift)
                .filter(({ of = 'purchase' }) => of === occurrence.event)
                .map(effect => ({ title, effect }));
            return meant.length > 0 && this.#isAbout(when, occurrence.at) ? meant : [];
        });
        if (shifts.length > 0) this.shifts.set(occurrence.id, shifts);
    }

    #isAbout(when: readonly Expression[], at: Instant): boolean {
        return when.every(condition => this.#timeLine?.holdsNow(condition, at) === true);
    }
}

/** What assumptions answer by, or let happen more or less often; purchases always. */
export function eventsOf(assumptions: readonly Assumption[]): ReadonlySet<string> {
    const named = assumptions.flatMap(({ effects }) =>
        effects.flatMap(effect => (isResponse(effect) ? effect.by : effect.of) ?? []),
    );
    return new Set(['purchase', ...named]);
}

const isResponse = (effect: AssumedEffect): effect is ResponseEffect => effect.kind === 'response';
const isShift = (effect: AssumedEffect): effect is ShiftEffect => effect.kind !== 'response';
