import type { MetricFunction } from './metric.ts';
import type { Span } from './source.ts';
import type { Duration, Type } from './type.ts';
import type { Value } from './value.ts';

/** A stretch of time that a metric looks back over, ending at the moment of the question. */
export type Window =
    /** `last 30 days`: today and the 29 local days before it; `last 12 months`: the days after this day twelve months ago; hours are exact. */
    | { readonly kind: 'rolling'; readonly duration: Duration }
    /** `calendar year`: the calendar period that contains the moment; `offset` -1 is the period before it (`last calendar year`), or the `count` periods before it (`last 3 calendar months`). */
    | { readonly kind: 'calendar'; readonly unit: CalendarUnit; readonly offset: 0 | -1; readonly count?: number }
    /** The year that began on the last anniversary of `member.joined`; `previous`: the whole one before it. */
    | { readonly kind: 'membership year'; readonly previous?: boolean }
    /** Since the member came into the journey of the question. */
    | { readonly kind: 'journey' }
    | { readonly kind: 'lifetime' };

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';

export type Arithmetic = '+' | '-' | '*' | '/';
export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '<>';

interface Node {
    readonly type: Type;
    /** Where it stands, for messages. */
    readonly span: Span;
    /** As the author wrote it, white space folded, for traces and reports. */
    readonly text: string;
}

/** An expression: piecewise linear over money, points, counts, dates and finite sets. */
export type Expression = Node &
    (
        | { readonly kind: 'constant'; readonly value: Value }
        /** `member.birthday`; computed: `joined`, `years`, `days` (complete years and days since joining), `age`. */
        | { readonly kind: 'member field'; readonly field: string }
        /** `purchase.channel`: a field of the event of the occasion, or of the event that it closes. */
        | { readonly kind: 'event field'; readonly event: string; readonly field: string }
        /** `category` or `item.category`: a field of the line in question. */
        | { readonly kind: 'item field'; readonly field: string }
        /** `order.total`, `order.units`, `order.lines`: of the order as it stands when a price phase begins. */
        | { readonly kind: 'order field'; readonly field: OrderField }
        /** A metric of `Program.metrics` over a window; `of`: of all who are in one's group, by this field of the member. */
        | { readonly kind: 'metric'; readonly metric: string; readonly window: Window; readonly of?: string }
        /** `sum of item.amount where … over this order`: over the lines of the order in question. */
        | {
              readonly kind: 'order measure';
              readonly fn: MetricFunction;
              readonly value: Expression | undefined;
              readonly where: Expression | undefined;
          }
        /** `Star.balance` (available less debt), `Star.pending`, `Star.debt`. */
        | { readonly kind: 'points balance'; readonly points: string; readonly what: 'balance' | 'pending' | 'debt' }
        /** `Star.expiring`: what is going to expire within `within`; in a trigger before expiry: what expires at that time. */
        | { readonly kind: 'points expiring'; readonly points: string; readonly within: Duration | undefined }
        /** The tier held on a ladder. */
        | { readonly kind: 'tier'; readonly ladder: string }
        /** `missing to Gold`: what the ladder's metric lacks to the tier's threshold, never below zero. */
        | { readonly kind: 'missing'; readonly ladder: string; readonly tier: string }
        /** Whole days, months … since the member's last event of this kind, or the first one (unknown when there was none). */
        | { readonly kind: 'since last'; readonly event: string; readonly first?: boolean }
        /** The local day of what happens. */
        | { readonly kind: 'today' }
        | {
              readonly kind: 'arithmetic';
              readonly op: Arithmetic;
              readonly left: Expression;
              readonly right: Expression;
          }
        /** `member.birthday falls in this month`: the date comes back every year, and does so then. */
        | { readonly kind: 'falls'; readonly value: Expression; readonly near: Near }
        /** Values with an order; tiers compare by rank, texts only by = and <>. */
        | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Expression; readonly right: Expression }
        | { readonly kind: 'between'; readonly value: Expression; readonly low: Expression; readonly high: Expression }
        | { readonly kind: 'in'; readonly value: Expression; readonly options: readonly Expression[] }
        /** `coffee in distinct of …`, `email in member.consent`. */
        | { readonly kind: 'contains'; readonly set: Expression; readonly value: Expression }
        | { readonly kind: 'known'; readonly value: Expression }
        | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
        | { readonly kind: 'not'; readonly operand: Expression }
        /** `any 2 of (a, b, c)`. */
        | { readonly kind: 'some'; readonly count: number; readonly parts: readonly Expression[] }
        /** Whether the member is in a segment. */
        | { readonly kind: 'segment'; readonly segment: string }
        /** Whether the member was among the first (or the last) when the others were looked at: a ranking of `Program.rankings`. */
        | { readonly kind: 'ranked'; readonly ranking: string }
        /** Whether the member is under a contract. */
        | { readonly kind: 'contract'; readonly contract: string }
        /** Whether the member is in a journey. */
        | { readonly kind: 'journey'; readonly journey: string }
        /** A figure of a whole simulation; only in goals. */
        | { readonly kind: 'figure'; readonly figure: Figure }
        /** `share of members in Gold`; only in goals. */
        | { readonly kind: 'share of members'; readonly ladder: string; readonly tier: string }
    );

export type OrderField = 'total' | 'gross' | 'net' | 'with_tax' | 'units' | 'lines' | 'shipping';

export type Figure =
    | { readonly kind: 'cost' }
    | { readonly kind: 'revenue' }
    | { readonly kind: 'discounts' }
    | { readonly kind: 'liability' }
    | { readonly kind: 'members' }
    /** What is known of customers: docs/language/figures.md says how each is computed. */
    | { readonly kind: 'active members' | 'repurchase rate' | 'retention' | 'churn' | 'top fifth' | 'referral rate' }
    | { readonly kind: 'breakage'; readonly points: string }
    | { readonly kind: 'nps' | 'lifetime value' | 'predicted value' | 'expected liability' }
    | {
          readonly kind: 'points';
          readonly points: string;
          readonly flow: 'issued' | 'spent' | 'expired' | 'taken back';
      };

/** Every one of these must hold; each is a list of alternatives, one of which must. Empty: always. */
export type Times = readonly (readonly During[])[];

/** When a clause holds: dates and hours in the program's (or the member's) time zone; all parts that are given must hold. */
export interface During {
    /** First and last local day, both included. */
    readonly from: number | undefined;
    readonly through: number | undefined;
    /** 1 is Monday; empty means every day. */
    readonly weekdays: readonly number[];
    /** Minutes of the day, half-open [start, end); `end` before `start` runs over midnight. */
    readonly hours: { readonly start: number; readonly end: number } | undefined;
    /** Days of the year, both included, every year: `1 November through 31 March`. */
    readonly season: { readonly from: MonthDay; readonly through: MonthDay } | undefined;
    /** Days of each month. */
    readonly ofMonth?: DaysOfMonth;
    readonly span: Span;
}

/** This calendar period, or so many days before or after today. */
export type Near =
    | { readonly kind: 'period'; readonly unit: CalendarUnit }
    | { readonly kind: 'within'; readonly days: number };

export type DaysOfMonth =
    /** The first, second, third or fourth such weekday of a month; `last` has no number. */
    | { readonly kind: 'weekday'; readonly which: 1 | 2 | 3 | 4 | 'last'; readonly weekday: number }
    /** Both included; a month that has fewer days has fewer of them. */
    | { readonly kind: 'days'; readonly from: number; readonly through: number }
    | { readonly kind: 'last day' };

export interface MonthDay {
    readonly month: number;
    readonly day: number;
}
