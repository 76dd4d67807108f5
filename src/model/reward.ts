import type { Rational } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { Expression, Times } from './expression.ts';
import type { UnitBenefit } from './price.ts';
import type { Declared, Span } from './source.ts';

/** What members can have for points. */
export interface Reward extends Declared {
    readonly costs: RewardCost;
    readonly when: readonly Expression[];
    /** Lines of the order that it is about: what comes off them, or which units are cheaper. */
    readonly where: readonly Expression[];
    /** Which units become cheaper; the cheapest where nothing is written. */
    readonly first: 'cheapest' | 'dearest' | undefined;
    readonly during: Times;
    readonly benefit: Benefit;
    readonly atMost: RewardCeiling | undefined;
    /** Points that are spent on it at a time, at least. */
    readonly atLeast: Rational | undefined;
    readonly limits: readonly Limit[];
}

export interface RewardCost {
    readonly points: string;
    readonly amount: Rational;
    /** `costs 400 Star if Status is Gold`: the first whose condition holds when it is redeemed, instead of `amount`. */
    readonly cases: readonly { readonly amount: Rational; readonly condition: Expression }[];
}

/** The money off one order: a share of something (`at most 50% of order.total`), or an amount in whole currency units. */
export type RewardCeiling =
    | { readonly kind: 'share'; readonly share: Rational; readonly of: Expression; readonly span: Span }
    | { readonly kind: 'amount'; readonly amount: Rational; readonly span: Span };

export type Benefit =
    /**
     * `give 1 unit of "ESPRESSO" free`: of any article that `where` lets where none is named. `worth` is what a unit
     * costs the company, if written (`worth 0.80 EUR`).
     */
    | {
          readonly kind: 'units';
          readonly units: Rational;
          readonly sku: string | undefined;
          readonly benefit: UnitBenefit;
          readonly worth: Rational | undefined;
      }
    /** `give 2 EUR off`: of the order that it is redeemed in. */
    | { readonly kind: 'money off'; readonly amount: Rational; readonly currency: string }
    | { readonly kind: 'percent off'; readonly rate: Rational }
    /** `give 0.10 EUR off each of 35 units`: each time once more, off the same units; absent `units`: of all. */
    | { readonly kind: 'off each unit'; readonly off: UnitBenefit; readonly units: Rational | undefined }
    /** `give 100% off shipping`: of what shipping prices leave. */
    | { readonly kind: 'shipping off'; readonly off: UnitBenefit }
    /** `give 5 EUR credit`: cash back. */
    | { readonly kind: 'credit'; readonly amount: Rational; readonly currency: string }
    /** `give 500 Mile`: points of another kind. */
    | { readonly kind: 'points'; readonly points: string; readonly amount: Rational; readonly span: Span }
    /** `give "Lounge pass"`: something with a name; `worth` is its cost. */
    | { readonly kind: 'thing'; readonly what: string; readonly worth: Rational | undefined };
