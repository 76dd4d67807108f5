import type { Rational } from '../base/rational.ts';
import type { Declared, Span } from './source.ts';
import type { Value } from './value.ts';

/** A test: people, dated events, expectations. Steps run in the order of their dates, then as written. */
export interface Test extends Declared {
    readonly people: readonly Person[];
    readonly steps: readonly TestStep[];
    /** What articles cost from when on, in the order written; from the start of the day where no hour is. */
    readonly prices: readonly TestPrice[];
    /** What happens for everybody. */
    readonly announcements?: readonly TestAnnouncement[];
}

export interface TestAnnouncement {
    readonly at: Moment;
    readonly event: string;
    readonly fields: ReadonlyMap<string, Value>;
}

export interface TestPrice {
    readonly at: Moment;
    readonly sku: string;
    readonly price: Rational;
}

export interface Person {
    readonly name: string;
    readonly span: Span;
    readonly fields: ReadonlyMap<string, Value>;
    /** Local day of joining; absent: unknown. */
    readonly joined: number | undefined;
    /** Tiers held when the test begins. */
    readonly tiers: readonly { readonly ladder: string; readonly tier: string }[];
    /** Contracts signed at the start of these days. */
    readonly contracts: readonly { readonly contract: string; readonly from: number }[];
    readonly balances: readonly { readonly points: string; readonly amount: Rational }[];
    /** Money in wallets, whole currency units. */
    readonly stored?: readonly { readonly wallet: string; readonly amount: Rational }[];
    /** Name of the person who referred this one. */
    readonly referrer: string | undefined;
}

/** Local day and minute; noon where no hour is written. */
export interface Moment {
    readonly day: number;
    readonly minute: number | undefined;
}

export type TestStep = { readonly span: Span; readonly text: string } & (
    | {
          readonly kind: 'event';
          readonly at: Moment;
          readonly who: string;
          readonly event: string;
          readonly fields: ReadonlyMap<string, Value>;
          readonly lines: readonly TestLine[];
          /** Name given with `as A1`. */
          readonly order: string | undefined;
          /** Local day on which it becomes known, where that is later than it happens. */
          readonly known?: number | undefined;
          /** For returns: the order, `of A1`. */
          readonly ofOrder: string | undefined;
          readonly redeems: readonly { readonly reward: string; readonly times: number }[];
      }
    | {
          readonly kind: 'expect' /** Absent: right after the step before. A day without hour: at the end of that day. */;
          readonly at: Moment | undefined;
          readonly who: string;
          readonly not: boolean;
          readonly expectation: Expectation;
      }
);

/** A line of a purchase in a test. An amount alone is one unit of nothing in particular at that price. */
export interface TestLine {
    readonly sku: string | undefined;
    readonly quantity: Rational;
    /** Price of a unit, whole currency units; absent: the price that the test or dataset knows for the sku. */
    readonly price: Rational | undefined;
    readonly fields: ReadonlyMap<string, Value>;
}

export type Expectation =
    /** Points of all postings of this kind up to now. */
    | {
          readonly kind: 'earned' | 'spent' | 'expired' | 'taken back' | 'sent' | 'received';
          readonly points: string;
          readonly amount: Rational;
          readonly by: string | undefined;
      }
    | { readonly kind: 'balance' | 'pending'; readonly points: string; readonly amount: Rational }
    | { readonly kind: 'wallet'; readonly wallet: string; readonly amount: Rational }
    | { readonly kind: 'tier'; readonly ladder: string; readonly tier: string }
    /** Fired so far in this test; with a date: on that day. `times` absent: at least once. */
    | { readonly kind: 'gets'; readonly trigger: string; readonly times: number | undefined }
    /** The same, of a message by whatever trigger or journey. */
    | { readonly kind: 'gets message'; readonly message: string; readonly times: number | undefined }
    /** What the last purchase (or the order named), or a part of it, costs after all prices; the tax on it. */
    | {
          readonly kind: 'pays' | 'tax';
          readonly amount: Rational;
          readonly order: string | undefined;
          readonly on?: PaidPart | undefined;
          /** Of several taxes one, by the field that says its rate. */
          readonly tax?: string | undefined;
      }
    /** All that is to be paid for the order: goods, shipping and tax; `due` is that less gift cards and credit. */
    | { readonly kind: 'total' | 'due'; readonly amount: Rational; readonly order: string | undefined }
    /** Money given back for goods since the test began. */
    | { readonly kind: 'refunded'; readonly amount: Rational }
    /** Discount that a price rule gave, on the last purchase or the order named. */
    | {
          readonly kind: 'discount';
          readonly amount: Rational;
          readonly by: string | undefined;
          readonly order: string | undefined;
          readonly on?: PaidPart | undefined;
      }
    | { readonly kind: 'credited' | 'charged' | 'paid out'; readonly amount: Rational }
    /** Whether the member is under a contract. */
    | { readonly kind: 'under'; readonly contract: string }
    /** Whether an invariant was broken for this member since the test began. */
    | { readonly kind: 'breaks'; readonly invariant: string }
    | { readonly kind: 'metric'; readonly condition: import('./expression.ts').Expression };

/** A part of what is paid for an order: all lines of an article, or shipping. */
export type PaidPart = { readonly kind: 'sku'; readonly sku: string } | { readonly kind: 'shipping' };
