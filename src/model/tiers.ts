import type { Rational } from '../base/rational.ts';
import type { CalendarUnit, Expression, MonthDay } from './expression.ts';
import type { Declared } from './source.ts';
import type { Duration } from './type.ts';

/** How often a ladder is reviewed: at the start of these local days. */
export type ReviewSchedule =
    | { readonly kind: 'daily' }
    /** 1 is Monday. */
    | { readonly kind: 'weekly'; readonly on: number }
    /** `others`: further days of the year. */
    | { readonly kind: 'yearly'; readonly on: MonthDay; readonly others?: readonly MonthDay[] }
    | { readonly kind: 'quarterly' }
    | { readonly kind: 'half-yearly' }
    /** In a shorter month on its last day. */
    | { readonly kind: 'monthly'; readonly on: number }
    /** 1 is Monday. */
    | { readonly kind: 'weekday of month'; readonly which: 1 | 2 | 3 | 4 | 'last'; readonly on: number }
    /** Each member on the anniversary of reaching the tier, or of joining. */
    | { readonly kind: 'anniversary'; readonly of: 'tier' | 'joining' };

/** How long a tier is kept once it is met. */
export type Keep =
    /** `until 31 March 2 years later`: through this day of the year that lies `yearsLater` after the year in which the tier was met. */
    | { readonly kind: 'until'; readonly day: MonthDay; readonly yearsLater: number }
    /** `endOf`: through the end of the period in which that time is over. */
    | { readonly kind: 'for'; readonly duration: Duration; readonly endOf?: CalendarUnit };

export interface Ladder extends Declared {
    /** `stage`: neither above nor below, a stage is reached from wherever one comes. */
    readonly isStages?: boolean;
    /** Asked by thresholds in amounts (`from 300 EUR`); a metric expression. */
    readonly qualifyBy: Expression | undefined;
    readonly upgrade: 'immediately' | 'at review';
    readonly review: ReviewSchedule | undefined;
    /** `immediately`: to what is met, after each event and when points expire, as well as at a review. */
    readonly downgrade: 'stepwise' | 'to what is met' | 'to lowest' | 'immediately' | 'none';
    readonly grace: Duration | undefined;
    readonly keep: Keep | undefined;
    /** A tier that begins is not lost for so long; what is met then is guaranteed anew. */
    readonly guarantee: Duration | undefined;
    /** Row 5: what the purchase earns that crosses a threshold. */
    readonly crossing: 'old tier' | 'new tier' | 'split';
    /** Row 16. */
    readonly onReturn: 'at review' | 'immediately';
    /** What is above the threshold when a period ends counts in the next one; `kept once`: not again in the one after. */
    readonly surplus: 'dropped' | 'kept' | 'kept once';
    /** No more than so much of what the ladder measures is kept; absent: all of it. */
    readonly surplusAtMost?: Rational;
    /** Lowest first; the first one is where everyone starts. */
    readonly tiers: readonly Tier[];
}

export interface Tier extends Declared {
    /** Position on the ladder, from zero. */
    readonly rank: number;
    /** Threshold of `qualifyBy`: at it or above (row 6). */
    readonly from: Rational | undefined;
    /** `from top 20%`: the ranking whose last place is the threshold. */
    readonly ranking?: string | undefined;
    /** The whole condition to hold the tier, threshold included; absent for the first tier, invitation and fee. */
    readonly when: Expression | undefined;
    /** What is enough to go on holding it, where that is less than `when`. */
    readonly keptWhen?: Expression;
    readonly entry: 'qualification' | 'invitation' | 'fee';
    readonly fee: { readonly amount: Rational; readonly currency: string; readonly per: Duration } | undefined;
    /** `forever`: never lost once reached. */
    readonly forever: boolean;
    /** `#rrggbb`: how reports show it; it changes nothing for members. */
    readonly colour?: string;
}
