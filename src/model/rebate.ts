import type { Rational } from '../base/rational.ts';
import type { CalendarUnit, Expression, MonthDay } from './expression.ts';
import type { Declared } from './source.ts';
import type { Duration } from './type.ts';

/** A part of what was bought in a period, given back when it is over. */
export interface Rebate extends Declared {
    /** Asked when it is settled. */
    readonly when: readonly Expression[];
    /** What it is measured by: money, or a number of units. */
    readonly metric: string;
    /** Periods that are settled one by one. */
    readonly period: RebatePeriod;
    /** Brackets are growth over the period before: 10% is 1/10. */
    readonly byGrowth: boolean;
    /** The rate reached is of the growth, not of all of it. */
    readonly ofGrowthAlone?: boolean;
    /** `graduated`: each part at the rate of its bracket; `all-units`: all of it at the rate of the bracket reached. */
    readonly mode: 'graduated' | 'all-units';
    /** `rate`: share of the money measured, or money for each unit measured. */
    readonly steps: readonly { readonly from: Rational; readonly rate: Rational }[];
    /** Of one period, whole currency units. */
    readonly atMost: Rational | undefined;
    /** What comes to less is not given. */
    readonly atLeast: Rational | undefined;
    readonly settle: RebateDate;
    readonly form: RebateForm;
    /** Paid in advance of the settlement: a share of what has come together so far, when each of these periods ends. */
    readonly partial: { readonly share: Rational; readonly each: 'month' | 'quarter' } | undefined;
}

export type RebatePeriod = Exclude<CalendarUnit, 'day'> | 'membership year';

/** Counted from the last day of the period. */
export type RebateDate =
    | { readonly kind: 'on'; readonly day: MonthDay }
    | { readonly kind: 'after'; readonly duration: Duration }
    | { readonly kind: 'at end' };

export type RebateForm =
    | { readonly kind: 'credit' | 'payment' }
    /** So many points for each so much money. */
    | { readonly kind: 'points'; readonly points: string; readonly amount: Rational; readonly per: Rational };
