import type { CalendarUnit, Expression } from './expression.ts';
import type { Declared } from './source.ts';
import type { Type } from './type.ts';

export type MetricFunction = 'sum' | 'count' | 'average' | 'minimum' | 'maximum' | 'distinct' | 'last';

/** What a metric is computed over. */
export type MetricSource =
    /** Each event of this kind. */
    | { readonly kind: 'event'; readonly event: string }
    /** Each line of each purchase. */
    | { readonly kind: 'item' }
    /** What accounts hold at the end of each day, or how many accounts (or kinds of accounts) are held. */
    | { readonly kind: 'daily'; readonly series: 'balance' | 'accounts' | 'kinds' }
    /** Each posting of points. */
    | { readonly kind: 'posting'; readonly points: string; readonly flow: 'earned' | 'spent' | 'expired' }
    /** Steps up or down on a ladder. */
    | { readonly kind: 'tier'; readonly ladder: string; readonly change: 'rises' | 'falls' }
    /** Each message that went out, by however many channels. */
    | { readonly kind: 'message' };

/**
 * A measure of a member's history, asked over a window.
 * A return lowers sums over purchases and items by what was returned, dated at the return;
 * a purchase that is returned whole no longer counts.
 */
export interface Metric extends Declared {
    /** Written inline in an expression (`count of stay over calendar year`), or declared. */
    readonly inline: boolean;
    readonly fn: MetricFunction;
    readonly source: MetricSource;
    /** What is summed …; absent for `count` and for postings. */
    readonly value: Expression | undefined;
    readonly where: Expression | undefined;
    /** `days with purchase`: the days (weeks, months …) that have had one are counted; `distinct`, and without a value. */
    readonly periods?: CalendarUnit;
    readonly type: Type;
}

/** A condition on members with a name. */
export interface Segment extends Declared {
    readonly when: Expression;
}
