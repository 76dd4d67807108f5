import type { Rational } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { Expression, Times } from './expression.ts';
import type { Declared, Span } from './source.ts';

/** What members can have for points. */
export interface Reward extends Declared {
    readonly costs: { readonly points: string; readonly amount: Rational };
    readonly when: readonly Expression[];
    readonly during: Times;
    readonly benefit: Benefit;
    /** `at most 50% of order.total`: the money off one order. */
    readonly atMost: { readonly share: Rational; readonly of: Expression; readonly span: Span } | undefined;
    readonly limits: readonly Limit[];
}

export type Benefit =
    /** `give 1 unit of "ESPRESSO" free`. `value` is what a unit costs the company, if written (`worth 0.80 EUR`). */
    | {
          readonly kind: 'free units';
          readonly units: Rational;
          readonly sku: string;
          readonly worth: Rational | undefined;
      }
    /** `give 2 EUR off`: of the order that it is redeemed in. */
    | { readonly kind: 'money off'; readonly amount: Rational; readonly currency: string }
    | { readonly kind: 'percent off'; readonly rate: Rational }
    /** `give 5 EUR credit`: cash back. */
    | { readonly kind: 'credit'; readonly amount: Rational; readonly currency: string }
    /** `give 500 Mile`: points of another kind. */
    | { readonly kind: 'points'; readonly points: string; readonly amount: Rational; readonly span: Span }
    /** `give "Lounge pass"`: something with a name; `worth` is its cost. */
    | { readonly kind: 'thing'; readonly what: string; readonly worth: Rational | undefined };
