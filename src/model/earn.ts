import type { Rational } from '../base/rational.ts';
import type { CalendarUnit, Expression, Times, Window } from './expression.ts';
import type { Expiry, PendingUntil, RoundingMode } from './points.ts';
import type { Declared, Span } from './source.ts';
import type { Duration } from './type.ts';

/** What makes an earning rule look. */
export type EarnOccasion =
    /** Once for each event of this kind; for purchases `where` narrows the lines that count. */
    | { readonly kind: 'event'; readonly event: string; readonly first: boolean }
    /** For each line of a purchase by itself. */
    | { readonly kind: 'item' }
    /** The first event of this kind of someone whom the member referred; conditions look at the friend. */
    | { readonly kind: 'referred'; readonly event: string };

export interface Earn extends Declared {
    readonly occasion: EarnOccasion;
    /** About the member and the occasion. */
    readonly when: readonly Expression[];
    /** About the lines. */
    readonly where: readonly Expression[];
    readonly during: Times;
    /** Only the part of the order that is paid with these counts; absent: all that earns. */
    readonly paidWith?: readonly TenderKind[] | undefined;
    readonly gives: readonly Give[];
    readonly limits: readonly Limit[];
    /** Set: this rule's points are rounded by themselves; else with all others of the event (row 1). */
    readonly round: RoundingMode | undefined;
    /** Of a rule on items: each line is rounded by itself. */
    readonly roundEach: boolean;
}

export type TenderKind = 'money' | 'gift card' | 'credit';

/** `give 1 Star per 1 EUR …`. Percentages of other rules stand in `basis`. */
export interface Give {
    readonly span: Span;
    readonly text: string;
    /** Points, or money as credit. */
    readonly unit:
        | { readonly kind: 'points'; readonly points: string }
        | { readonly kind: 'credit'; readonly currency: string };
    readonly amount: Rational;
    readonly basis: Basis;
    readonly to: 'member' | 'referrer' | 'other';
    /** Of `other`: the field of the event, or of the member, in which the id of the receiver stands. */
    readonly recipient?: Recipient;
    /** Own life of these points, instead of the currency's. */
    readonly expiring: GiftLife | undefined;
    /** How long this gift is pending, instead of what its points say. */
    readonly pending: Duration | undefined;
    /** Instead of that: until a day, or an event of the member. */
    readonly pendingUntil?: PendingUntil;
    /** Of this one gift, where there is anything to give for. */
    readonly atLeast?: Rational | undefined;
    /** `at most 5_000 Mile`: of this one gift. */
    readonly atMost: Rational | undefined;
    readonly condition: Expression | undefined;
}

export interface Recipient {
    /** Absent: a field of the member. */
    readonly event: string | undefined;
    readonly field: string;
}

/** How long one gift lives: as points do, or through a day that is written, or that the event or the member says. */
export type GiftLife =
    | Exclude<Expiry, { kind: 'inactive' }>
    | { readonly kind: 'through'; readonly day: number }
    /** Where it is not known, as its points say. */
    | { readonly kind: 'through field'; readonly value: Expression };

export type Basis =
    /** Once for the occasion (for `on item`: once for each line). */
    | { readonly kind: 'flat' }
    /** `amount` for each `step` of `of`; `whole`: only full steps count. `of` absent: what is paid for the goods (row 3). */
    | {
          readonly kind: 'per';
          readonly step: Rational;
          readonly whole: boolean;
          readonly of: Expression | undefined;
          /** `per 1 unit`: `of` is the units of the order; those that rewards made free count for nothing. */
          readonly units?: boolean;
      }
    /** `amount` is a share (25% is 1/4) of what these rules give for the same event. `compounding`: also on bonuses before it. */
    | {
          readonly kind: 'of rules';
          readonly rules: readonly string[];
          readonly compounding: boolean;
          /** Of what they give after rounding each. */
          readonly rounded: boolean;
      }
    /** `every 10 units`: each time the member's running total of `of` passes a multiple of `step`. */
    | { readonly kind: 'every'; readonly step: Rational; readonly of: 'units' | 'times' | 'amount' }
    /** `every 4 months in a row with 2 times each`: each time so many periods in a row have had so many occasions. */
    | {
          readonly kind: 'in a row';
          readonly step: number;
          readonly unit: CalendarUnit;
          readonly each: number;
          /** So many periods may be left out, since the row began or since it last gave; absent: none. */
          readonly missed?: number;
      }
    /** `at 40 Night of METRIC then every 10 Night`: each time the metric reaches the mark within its window. */
    | {
          readonly kind: 'milestone';
          readonly at: Rational;
          readonly thenEvery: Rational | undefined;
          readonly metric: string;
          readonly window: Window;
      }
    /** `graduated by purchase.net { from 0 EUR: 1 Star per 1 EUR … }`; each bracket gives `amount` per `step`. */
    | {
          readonly kind: 'brackets';
          readonly mode: 'graduated' | 'all-units';
          readonly by: Expression;
          /** `by` is a measure over a period: what the event adds to it goes on where it stands. */
          readonly isMoved: boolean;
          readonly steps: readonly {
              readonly from: Rational;
              readonly amount: Rational;
              readonly per: Rational | undefined;
          }[];
      };

export type LimitPeriod =
    | { readonly kind: 'occasion' }
    | { readonly kind: 'calendar'; readonly unit: CalendarUnit }
    | { readonly kind: 'rolling'; readonly duration: Duration }
    | { readonly kind: 'membership year' }
    | { readonly kind: 'lifetime' };

/** `limit 500 Star per member per month`. Row 11: clipped, unless `else reject`. Row 12: calendar periods unless `rolling`. */
export interface Limit {
    readonly span: Span;
    readonly text: string;
    readonly amount: Rational;
    readonly of: 'points' | 'money' | 'times' | 'units';
    /** Of points and money: which ones; absent, the limit counts whatever points or money the rule gives. */
    readonly unit?: string;
    readonly scope: 'member' | 'program' | 'group';
    /** Of `group`: the member's field that says which; who is in none has the limit alone. */
    readonly group?: string;
    readonly period: LimitPeriod;
    /** Prices of items: on each line of an order by itself. */
    readonly perLine?: boolean;
    /** Rules that look at lines: a limit of its own for each value of this field of the item. */
    readonly each?: string;
    readonly excess: 'clip' | 'reject';
}

/** Row 8: what happens when several of these match. */
export interface Combination {
    readonly rules: readonly string[];
    readonly kind: 'earn' | 'price' | 'rebate';
    /** `sum`, the `best` for the member, the `first` in the list, or `exclusive`: the first, and no other rule outside the group. */
    readonly mode: 'sum' | 'best' | 'first' | 'exclusive';
    /** Of prices, `mode` is `sum`: of all sets of these rules, the one with which the member pays least. */
    readonly bestSet?: boolean;
    /** Of a best set: no more rules than this; `best` over several phases is a set of one. */
    readonly mostInSet?: number;
    /** Of prices, `best` and `first`: so many rules instead of one. */
    readonly count?: number | undefined;
    /** Row 10: each is computed on what the one before left. */
    readonly onWhatIsLeft: boolean;
    /** Prices: all together take no more off an order. A rate is of the goods before this program's prices. */
    readonly atMost?: { readonly rate: Rational } | { readonly amount: Rational } | undefined;
    readonly span: Span;
}
