import type { Rational } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { Times } from './expression.ts';
import type { Declared } from './source.ts';

/**
 * A ceiling over what rules give, in the order of time over all members. It is used up when nothing is left, or when
 * a gift did not fit into what was left.
 */
export interface Budget extends Declared {
    /** Names of rules of every kind. */
    readonly covers: readonly string[];
    readonly atMost:
        | { readonly kind: 'money'; readonly amount: Rational; readonly currency: string }
        | { readonly kind: 'points'; readonly amount: Rational; readonly points: string };
    /** For each member, or anew in each period; absent: one ceiling for all members and all time. */
    readonly per: Limit | undefined;
    readonly during: Times;
    /** Of the gift that does not fit: what is left, or nothing. */
    readonly excess: 'clip' | 'reject';
    readonly afterwards: Afterwards;
}

/** What holds when a budget is used up, until its next period or the end of its time. */
export type Afterwards =
    | { readonly kind: 'stop' }
    /** What does not fit is given in this share, beside the budget. */
    | { readonly kind: 'share'; readonly share: Rational }
    /** A rule that waits for it. */
    | { readonly kind: 'apply'; readonly rule: string };
