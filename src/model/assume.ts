import type { Rational } from '../base/rational.ts';
import type { Expression } from './expression.ts';
import type { Declared, Span } from './source.ts';
import type { Duration } from './type.ts';

/** How customers would answer. Nothing of it is in a replay: only forecasts, shown apart, look at it. */
export interface Assumption extends Declared {
    /** It is about the members of this segment. */
    readonly segment: string | undefined;
    readonly when: readonly Expression[];
    readonly effects: readonly AssumedEffect[];
}

export type AssumedEffect = { readonly span: Span; readonly text: string } & (
    | {
          /** So many of the firings of a trigger are answered by one more purchase, or one more event of another kind. */
          readonly kind: 'response';
          readonly share: Rational;
          readonly trigger: string;
          readonly within: Duration;
          /** Absent: a purchase. */
          readonly by?: string;
          /** Whole currency units; absent: as one of the member's own orders. */
          readonly spending: Rational | undefined;
      }
    /** Units of each order, and orders: more, or fewer where it is negative. */
    | { readonly kind: 'spend' | 'visits'; readonly change: Rational /** Absent: purchases. */; readonly of?: string }
);
