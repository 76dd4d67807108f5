import type { Rational } from '../base/rational.ts';
import type { Expression } from './expression.ts';
import type { Span } from './source.ts';
import type { ReviewSchedule } from './tiers.ts';

/** Days of the calendar, the same for all members. */
export type CalendarReview = Exclude<ReviewSchedule, { kind: 'anniversary' }>;

/** What becomes of those who are equal to the last one who is in. */
export type Ties = 'included' | 'left out' | 'to the earlier member';

/**
 * `top 20% of members in Active by spend over last 12 months`: the place of a member among the others, taken for all
 * of them at the start of the days of review; it holds until the next one.
 */
export interface Ranking {
    /** Unique within the program; by whom it is asked. */
    readonly name: string;
    readonly span: Span;
    /** As the author wrote it. */
    readonly text: string;
    readonly side: 'top' | 'bottom';
    /** A share of those who are ranked, rounded up to whole members; or so many members. */
    readonly extent: { readonly kind: 'share' | 'number'; readonly amount: Rational };
    /** An amount or a number. Who has none is not ranked. */
    readonly by: Expression;
    /** The segment that is the answer, or the ladder with the tier. */
    readonly owner: { readonly kind: 'segment' | 'ladder'; readonly name: string };
    /** `by` is what the ladder measures: its surplus counts. */
    readonly measuresLadder: boolean;
    /** A condition on those who are ranked; absent: all members. */
    readonly among: Expression | undefined;
    readonly ties: Ties;
    readonly review: CalendarReview;
}
