import type { Rational } from '../base/rational.ts';
import type { Figure, Near, OrderField, Window } from '../model/expression.ts';
import type { Line } from '../model/occurrence.ts';
import type { Duration, DurationUnit } from '../model/type.ts';
import type { Value } from '../model/value.ts';
import type { Observer } from './observer.ts';
import type { Ranked } from './standing.ts';

/**
 * Everything an expression can ask, at one moment of one member's time line. `undefined` means that it is
 * not known (row 23), also for a question that makes no sense there, such as an item field without an item.
 * Derive with `withItem` and `withOrder`: implementations may rely on closures, not on `this`.
 */
export interface Scope {
    readonly memberField: (field: string) => Value;
    readonly eventField: (event: string, field: string) => Value;
    readonly itemField: (field: string) => Value;
    readonly orderField: (field: OrderField) => Value;
    /** The lines of the order in question, each as its own conditions see it; absent where there is none. */
    /** What a line of that order costs as it stands, exact minor units. */
    readonly linePaid?: ((line: Line) => Rational | undefined) | undefined;
    readonly orderLines?: (() => readonly Scope[]) | undefined;
    readonly metric: (metric: string, window: Window) => Value;
    /** Of all who share a value of this field with the member. */
    readonly groupMetric?: (metric: string, window: Window, field: string) => Value;
    /** The different values of a `distinct` metric within the window, as texts. */
    readonly distinct: (metric: string, window: Window) => ReadonlySet<string> | undefined;
    /** Whole points. */
    readonly pointsBalance: (points: string, what: 'balance' | 'pending' | 'debt') => Value;
    readonly expiring: (points: string, within: Duration | undefined) => Value;
    readonly tier: (ladder: string) => string;
    readonly missing: (ladder: string, tier: string) => Value;
    /** Complete units since the member's last event of this kind. */
    readonly sinceLast: (event: string, unit: DurationUnit, isFirst: boolean) => Value;
    /** The local day of the moment. */
    readonly today?: () => number;
    /** Whether the yearly return of a local day lies there, seen from this moment. */
    readonly falls?: (day: number, near: Near) => boolean;
    readonly segment: (segment: string) => Value;
    /** What a ranking came to for the member when it was last taken. */
    readonly ranked?: (ranking: string) => Ranked | undefined;
    /** Whether the member is under a contract. */
    readonly contract?: (contract: string) => Value;
    /** Whether the member is in a journey. */
    readonly journey?: (journey: string) => Value;
    /** A condition came out as unknown, and this is the first thing in it that is not known, in the author's words. */
    readonly onUnknown?: ((what: string) => void) | undefined;
    /** Sees what comes of every condition; absent: nobody watches. */
    readonly observer?: Observer | undefined;
    /** Figures of a whole simulation, where goals are judged. */
    readonly figure?: (figure: Figure) => Value;
    readonly shareOfMembers?: (ladder: string, tier: string) => Value;
}

export function withItem(scope: Scope, itemField: Scope['itemField']): Scope {
    return { ...scope, itemField };
}

export function withOrder(scope: Scope, orderField: Scope['orderField']): Scope {
    return { ...scope, orderField };
}

/** Says nothing of what is unknown: for questions that are asked a second time. */
export function silent(scope: Scope): Scope {
    return { ...scope, onUnknown: undefined };
}

/** For what is only tried: nobody hears of it. */
export function unobserved(scope: Scope): Scope {
    return { ...scope, onUnknown: undefined, observer: undefined };
}
