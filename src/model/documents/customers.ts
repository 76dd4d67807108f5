import type { Money } from './simulation.ts';

/**
 * Who the customers are and what they are worth: the measures of the field, as docs/language/figures.md defines them.
 * Shares are decimal text rounded half up to four digits, `0.6512`.
 */
export interface CustomerMeasures {
    /** Members by the time of their first purchase in the data. */
    readonly cohorts: { readonly [unit in CohortUnit]: readonly Cohort[] };
    /** Members who bought by fifth, those who brought most revenue first; empty where there is no revenue. */
    readonly fifths: readonly { readonly members: number; readonly revenue: Money; readonly share: string }[];
    readonly rfm: RfmFigures;
    /** Absent where nobody bought. */
    readonly lifetimeValue?: LifetimeValue;
    /** Absent where no survey was answered. */
    readonly nps?: NpsFigures;
    /** Absent where nobody referred anybody. */
    readonly referral?: ReferralFigures;
}

export type CohortUnit = 'month' | 'quarter' | 'year';

export interface Cohort {
    /** `2011-03`, `2011-Q1`, `2011`. */
    readonly period: string;
    readonly members: number;
    /** One for each period from their first to the last of the data. */
    readonly periods: readonly CohortPeriod[];
}

export interface CohortPeriod {
    /** How many of the cohort bought in it. */
    readonly active: number;
    /** `active` of the cohort's members: retention; churn is the rest to 1. */
    readonly share: string;
    /** What the cohort brought in it, less returns. */
    readonly revenue: string;
    /** The data hold only a part of this period. */
    readonly partial?: boolean;
}

export interface RfmFigures {
    /** Best first, those without members left out. */
    readonly groups: readonly RfmGroup[];
    /** What scores from 1 (worst) to 5 (best) stand for; scores that nobody has are left out. */
    readonly scores: { readonly [measure in 'recency' | 'frequency' | 'monetary']: readonly RfmScore[] };
}

export interface RfmGroup {
    readonly name: string;
    readonly members: number;
    readonly revenue: Money;
    /** Of the revenue of all members who bought; absent where that is not above zero. */
    readonly share?: string;
    /** Median days since the last purchase. */
    readonly recencyDays: number;
    /** Purchases a member, two digits. */
    readonly purchases: string;
    /** Expected in the time to come; absent where the models could not be fitted. */
    readonly predicted?: Money;
}

export interface RfmScore {
    readonly score: number;
    readonly members: number;
    /** Days, purchases, or decimal text of money. */
    readonly from: string;
    readonly to: string;
}

export interface LifetimeValue {
    /** Revenue so far of members who bought, less returns. */
    readonly historic: { readonly mean: Money; readonly median: Money };
    readonly predicted:
        | {
              readonly model: 'BG/NBD and gamma-gamma';
              readonly horizonDays: number;
              /** Revenue that the members who bought are expected to bring in the horizon, not discounted. */
              readonly total: Money;
              readonly mean: Money;
              /** Days with a purchase, in all. */
              readonly purchases: string;
              /** Members of those who bought that are expected to buy still. */
              readonly active: string;
              /** Decimal text; time in weeks, money in whole currency units. */
              readonly parameters: {
                  readonly [name in 'r' | 'alpha' | 'a' | 'b' | 'p' | 'q' | 'gamma']: string;
              };
          }
        | { readonly notEstimated: string };
}

export interface NpsFigures {
    /** From -100 to 100, one digit; `low` and `high` bound its 95% interval. */
    readonly score: string;
    readonly low: string;
    readonly high: string;
    /** Members, each with their latest answer. */
    readonly answers: number;
    readonly promoters: number;
    readonly passives: number;
    readonly detractors: number;
}

export interface ReferralFigures {
    /** Members whom another one referred. */
    readonly referred: number;
    /** `referred` of all members in the data. */
    readonly rate: string;
    /** Members who are named as the one who referred somebody. */
    readonly referrers: number;
    /** Members who recommended: referrers, and those with an event `referral`. */
    readonly recommending: number;
    readonly revenueOfReferred: Money;
}
