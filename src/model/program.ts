import type { Rational, Rounding } from '../base/rational.ts';
import type { Assumption } from './assume.ts';
import type { Budget } from './budget.ts';
import type { Contract } from './contract.ts';
import type { Coupon } from './coupon.ts';
import type { Dataset } from './dataset.ts';
import type { Combination, Earn } from './earn.ts';
import type { EventKind, Field } from './event.ts';
import type { MonthDay } from './expression.ts';
import type { Invariant } from './invariant.ts';
import type { MessageLimit } from './message.ts';
import type { Metric, Segment } from './metric.ts';
import type { Migration } from './migration.ts';
import type { Points } from './points.ts';
import type { Price, PriceRounding } from './price.ts';
import type { Ranking } from './ranking.ts';
import type { Rebate } from './rebate.ts';
import type { Reward } from './reward.ts';
import type { Declared, Span } from './source.ts';
import type { Test } from './test.ts';
import type { Ladder } from './tiers.ts';
import type { Goal, Trigger } from './trigger.ts';
import type { Wallet } from './wallet.ts';

/**
 * A program without errors, as plain read-only data: what every layer but `language` knows of it.
 * Lists are in the order of declaration, over files in the order of import; that order decides ties.
 */
export interface Program extends Declared {
    readonly currencies: readonly Currency[];
    /** The first currency: prices, spend and cost are in it. */
    readonly currency: Currency;
    /** IANA name; `member`: each member's own `member.timezone`, else `fallback`. */
    readonly timeZone:
        | { readonly kind: 'fixed'; readonly zone: string }
        | { readonly kind: 'member'; readonly fallback: string };
    /** 1 is Monday. */
    readonly weekStart: number;
    /** The day on which a year begins, where it is not 1 January; quarters and half-years are parts of it. */
    readonly yearStart?: MonthDay;
    readonly valid: { readonly from: number | undefined; readonly through: number | undefined };
    readonly version: string | undefined;
    readonly channels: readonly string[];
    /** On the messages of all triggers, in the order written. */
    readonly messageLimits?: readonly MessageLimit[];
    /** Whether prices of items contain tax (row 3). */
    readonly pricesInclude: 'tax' | 'no tax';
    /** Of price rules that say nothing else. */
    readonly priceRounding?: PriceRounding | undefined;
    /** How tax is rounded to whole minor units; absent: half up, line by line. */
    readonly taxRounding?: TaxRounding | undefined;
    /** How what lines cost is rounded; absent: half up, line by line. */
    readonly amountRounding?: AmountRounding | undefined;
    /** What is to be paid in all, with tax and shipping; absent: to the cent. */
    readonly totalRounding?: TotalRounding | undefined;
    /** Taxes beside that of the field `tax`, by fields of the item, in their order. */
    readonly furtherTaxes?: readonly FurtherTax[];
    /** Shipping is taxed as the goods are: each of their rates for its share, or the highest for all; absent: by its own. */
    readonly shippingTaxed?: 'pro rata' | 'highest rate' | undefined;
    readonly tenders: TenderPolicy;
    /** Whether a referral counts between members of one group; absent: it does not. */
    readonly referrals?: 'in household too' | undefined;
    /** Row 10: conditions of price rules see the start of the phase, or the running total. */
    readonly priceConditionsSee: 'phase start' | 'running total';
    /** What is kept of an order is priced anew when a part of it comes back; absent: it keeps its prices. */
    readonly returnPrices?: 'anew' | undefined;
    readonly memberFields: readonly Field[];
    readonly itemFields: readonly Field[];
    readonly events: readonly EventKind[];
    readonly metrics: readonly Metric[];
    readonly segments: readonly Segment[];
    /** A ranking comes after those that decide whom it ranks. */
    readonly rankings?: readonly Ranking[];
    readonly points: readonly Points[];
    readonly wallets?: readonly Wallet[];
    readonly ladders: readonly Ladder[];
    readonly earns: readonly Earn[];
    readonly prices: readonly Price[];
    readonly coupons?: readonly Coupon[];
    readonly rewards: readonly Reward[];
    readonly contracts: readonly Contract[];
    readonly rebates: readonly Rebate[];
    readonly triggers: readonly Trigger[];
    readonly combinations: readonly Combination[];
    readonly budgets: readonly Budget[];
    readonly goals: readonly Goal[];
    readonly invariants?: readonly Invariant[];
    /** What becomes of members of other versions. */
    readonly migrations?: readonly Migration[];
    /** Only forecasts look at them. */
    readonly assumptions?: readonly Assumption[];
    readonly datasets: readonly Dataset[];
    readonly tests: readonly Test[];
    /** Files that make up the program, the one with the `program` block first. */
    readonly files: readonly string[];
}

export interface Currency {
    readonly code: string;
    /** Digits after the point: 2 for EUR, 0 for JPY. */
    readonly decimals: number;
    readonly span: Span;
}

export interface TaxRounding {
    readonly mode: Rounding;
    /** Each line, each unit of a line, all that has one rate together, or all of the order. */
    readonly by: 'line' | 'unit' | 'order' | 'total';
}

/** How quantity times price is rounded; the lines of an order share what it comes to together by largest remainder. */
export interface AmountRounding {
    readonly mode: Rounding;
    readonly by: 'line' | 'unit' | 'order';
}

/** To a multiple of so many whole currency units. */
export interface TotalRounding {
    readonly mode: Rounding;
    readonly step: Rational;
}

/** A tax whose rate is a field of the item: on the price without tax, or also on the taxes before it. */
export interface FurtherTax {
    readonly field: string;
    readonly compounding: boolean;
    /** It is not in the prices, though other taxes are. */
    readonly onTop?: boolean;
    /** The field is no rate but an amount for each unit, which comes on top. */
    readonly levy?: boolean;
    /** Of a levy: the other taxes are on it as well. */
    readonly taxed?: boolean;
}

/** Row 4. */
export interface TenderPolicy {
    readonly points: 'earns' | 'earns nothing';
    readonly giftCard: 'earns when used' | 'earns when sold';
    readonly credit: 'earns' | 'earns nothing';
    /** Fields of the purchase that say what was paid with something else, and that earn nothing. */
    readonly nothing?: readonly string[];
}
