import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';

/**
 * What the engine says has happened to one member, in the order in which it happened.
 * Simulation, tests, explanation and the members' file are all made of these.
 * Points are whole units of their decimals, money minor units of the program's currency.
 */
export type Outcome = {
    readonly member: string;
    readonly at: Instant /** Id of the occurrence, absent for what fell due by itself. */;
    readonly cause: string | undefined;
} & (
    | {
          readonly kind: 'event';
          readonly event: string;
          readonly late: boolean;
          readonly orphan: boolean;
          readonly order: string | undefined;
      }
    /** The same id came again: not applied. */
    | { readonly kind: 'repeated' }
    | PricedOrder
    /** What an event without lines costs, by a field of money. */
    | PricedEvent
    | ReturnedOrder
    | Posting
    | { readonly kind: 'credit'; readonly amount: bigint; readonly rule: string; readonly why: string }
    /** What the member owes for a promise that was not kept; negative where it is taken back. */
    | { readonly kind: 'charge'; readonly amount: bigint; readonly rule: string; readonly why: string }
    /** Money paid out to the member. */
    | { readonly kind: 'payout'; readonly amount: bigint; readonly rule: string; readonly why: string }
    | ContractChange
    | {
          readonly kind: 'tier';
          readonly ladder: string;
          readonly from: string;
          readonly to: string;
          readonly why: TierCause /** Instant until which the tier is kept at least, where the ladder says so. */;
          readonly until: Instant | undefined;
      }
    | {
          readonly kind: 'trigger';
          readonly trigger: string;
          readonly result: TriggerResult;
          readonly actions: readonly Effect[];
      }
    | JourneyOutcome
    /** The time for which a trigger watches is over: whether the member came back in it. */
    | {
          readonly kind: 'watch';
          readonly trigger: string;
          readonly group: 'fired' | 'held out';
          readonly isBack: boolean;
          /** Paid for goods without tax in that time, less returns. */
          readonly spent: bigint;
      }
    | {
          readonly kind: 'redemption';
          readonly reward: string;
          readonly times: number;
          readonly granted: number;
          readonly points: bigint;
          readonly value: bigint;
          readonly why: string;
      }
    /** Points that a member wanted to give to another. Nothing was sent where `sent` is zero: `why` says why not. */
    | {
          readonly kind: 'transfer';
          readonly points: string;
          readonly to: string;
          readonly asked: bigint;
          readonly sent: bigint;
          readonly received: bigint;
          /** Points spent on it. */
          readonly fee: bigint;
          /** Minor units charged for it. */
          readonly charged: bigint;
          readonly why: string;
      }
    /** How a rule was answered on an occasion; only where explanations were asked for. */
    | Verdict
    /** An invariant does not hold; `why` says with which values. */
    | { readonly kind: 'breach'; readonly invariant: string; readonly why: string }
    /** A condition could not be decided because something was not known (row 23). */
    | { readonly kind: 'unknown'; readonly rule: string; readonly what: string }
);

/**
 * - suppressed: it only sends messages, and the member consents to no channel of theirs
 * - capped: the same, and messages would have passed a limit of the program
 * - held: it only sends messages, and does so at the end of the quiet hours: then it fires
 * - sent: messages of a firing before that were held until now
 */
export type TriggerResult = 'fired' | 'held out' | 'suppressed' | 'capped' | 'held' | 'sent';

/** Somebody comes into a journey, is at a step of it, or leaves it. */
export interface JourneyOutcome {
    readonly kind: 'journey';
    readonly journey: string;
    /** Those who are held out go the same way, and nothing is done to them. */
    readonly group: 'in' | 'held out';
    readonly change: 'entered' | 'step' | 'aim met' | 'stopped' | 'finished' | 'started over';
    /** Numbers of the steps that were taken. */
    readonly steps: readonly number[];
    /** Leaving: paid for goods without tax since coming in, less returns. */
    readonly spent: bigint;
    /** A look: whether its condition held. */
    readonly held?: boolean;
    readonly actions: readonly Effect[];
}

/** A contract begins, goes on or ends; or an order under it is paid later than its terms say. */
export interface ContractChange {
    readonly kind: 'contract';
    readonly contract: string;
    readonly change: 'signed' | 'refused' | 'renewed' | 'ended' | 'ended early' | 'paid late';
    /** First instant of the term. */
    readonly from: Instant | undefined;
    /** First instant after it; absent: open-ended. */
    readonly until: Instant | undefined;
    /** One sentence: the terms in force, or why not. */
    readonly why: string;
}

export type TierCause =
    | 'qualified'
    | 'review'
    | 'end of keep'
    | 'end of grace'
    | 'return'
    | 'moved'
    | 'migrated'
    | 'given'
    | 'fee'
    | 'no longer met';

/** A field of an event, before and after this program's prices, minor units. */
export interface PricedEvent {
    readonly kind: 'price';
    readonly event: string;
    readonly field: string;
    readonly gross: bigint;
    readonly paid: bigint;
    readonly discounts: readonly { readonly rule: string; readonly amount: bigint }[];
}

/** What an order came to. */
export interface PricedOrder {
    readonly kind: 'purchase';
    readonly order: string | undefined;
    readonly lines: readonly PricedLine[];
    /** Sum of the lines before this program's prices. */
    readonly gross: bigint;
    /** All discounts of this program's rules, rewards and offers. */
    readonly discount: bigint;
    /** What is paid for the goods: gross - discount. */
    readonly paid: bigint;
    /** `paid` without tax: what points are earned on and spend is counted in. */
    readonly net: bigint;
    /** What the goods cost the company, where every line says so. */
    readonly cost: bigint | undefined;
    /** Tax on the goods: in `paid` where prices contain tax, else on top of it. */
    readonly tax?: bigint | undefined;
    /** Absent where nobody said what is charged for it; `tax` as with goods. */
    readonly shipping?: ShippingCharge | undefined;
    /** What is to be paid in all: goods, shipping, and tax where prices are without it. */
    readonly total?: bigint | undefined;
    /** `total` less what is paid with gift cards and credit. */
    readonly due?: bigint | undefined;
    /** By rule, in the order in which they were applied. */
    readonly discounts: readonly {
        readonly rule: string;
        readonly phase: 'contract' | 'item' | 'order' | 'shipping' | 'reward' | 'offer';
        readonly amount: bigint;
    }[];
}

export interface ShippingCharge {
    /** Before this program's prices. `paid` is `charged` less `discount`. */
    readonly charged: bigint;
    readonly discount: bigint;
    readonly paid: bigint;
    readonly tax?: bigint | undefined;
    /** Where there are several taxes: each by the field that says its rate on goods. */
    readonly taxes?: readonly { readonly field: string; readonly tax: bigint }[];
}

export interface PricedLine {
    readonly index: number;
    readonly sku: string | undefined;
    readonly quantity: Rational;
    readonly gross: bigint;
    readonly paid: bigint;
    readonly net: bigint;
    /** In `paid`, or on top of it, as the program's prices say. */
    readonly tax?: bigint | undefined;
    /** Where there are several taxes: each by the field that says its rate. They add up to `tax`. */
    readonly taxes?: readonly { readonly field: string; readonly tax: bigint }[];
    readonly discounts: readonly { readonly rule: string; readonly amount: bigint }[];
}

/** Money given back for goods. */
export interface ReturnedOrder {
    readonly kind: 'return';
    /** The purchase that was found for it; absent for an orphan. */
    readonly order: string | undefined;
    /** Minor units given back, positive: what was paid. */
    readonly paid: bigint;
    readonly net: bigint;
    /** Part of `paid` for which no purchase was found. */
    readonly orphan: bigint;
    /** The lines of purchases that it comes from, without what is orphaned. */
    readonly parts: readonly ReturnedPart[];
}

/** What came back of one line of a purchase: the discounts of that line are undone in this share. */
export interface ReturnedPart {
    /** Id of the purchase's occurrence. */
    readonly purchase: string;
    /** Number of the line within its order. */
    readonly line: number;
    /** Before this program's prices; `gross - paid` of discounts are undone. */
    readonly gross: bigint;
    readonly paid: bigint;
}

/**
 * One movement of points.
 * - issued: earned; `available` undefined: usable at once, else pending until then
 * - released: pending became available
 * - spent, expired, taken back: amount is positive, the balance falls
 * - restored: spent points came back because what they bought was returned
 * - reinstated: points that had expired came back
 * - forgiven: points that should have been taken back but were not there
 * - sent, received: points that moved from one balance to another
 */
export interface Posting {
    readonly kind: 'posting';
    readonly flow:
        | 'issued'
        | 'released'
        | 'spent'
        | 'expired'
        | 'taken back'
        | 'restored'
        | 'reinstated'
        | 'forgiven'
        | 'sent'
        | 'received';
    readonly points: string;
    /** The group whose balance it is; absent: the member's own. */
    readonly account?: string | undefined;
    /** Of points sent or received: the member on the other side; absent where they moved with the member. */
    readonly other?: string | undefined;
    /** Never negative. */
    readonly amount: bigint;
    /** Number of the lot within the member's ledger of these points; absent for debt. */
    readonly lot: number | undefined;
    /** Rule, reward or trigger it is owed to. */
    readonly rule: string | undefined;
    readonly available: Instant | undefined;
    readonly expires: Instant | undefined;
    /** Asked before limits, when a limit clipped it. */
    readonly asked: Rational | undefined;
    readonly limitedBy: string | undefined;
}

/** What a trigger did. */
export type Effect =
    /** A message that was not sent: no channel that the member consents to, or a limit on messages. */
    | { readonly kind: 'withheld'; readonly message: string; readonly why: 'consent' | 'limit' }
    /** A message that is sent when the quiet hours are over. */
    | { readonly kind: 'held'; readonly message: string; readonly until: Instant }
    | { readonly kind: 'send' | 'ask'; readonly message: string; readonly channels: readonly string[] }
    | { readonly kind: 'give'; readonly unit: string; readonly amount: bigint }
    /** A thing; what it costs in minor units, zero where that is not said. */
    | { readonly kind: 'present'; readonly what: string; readonly cost: bigint }
    | { readonly kind: 'offer'; readonly text: string; readonly until: Instant }
    | { readonly kind: 'move'; readonly ladder: string; readonly tier: string }
    /** Units of the points' decimals. */
    | { readonly kind: 'take'; readonly points: string; readonly amount: bigint }
    | { readonly kind: 'extend'; readonly points: string; readonly amount: bigint }
    | { readonly kind: 'escalate'; readonly to: string }
    | { readonly kind: 'open case'; readonly name: string; readonly for: string }
    | { readonly kind: 'visit' | 'call'; readonly by: string }
    | { readonly kind: 'tag'; readonly tag: string };

/** Why, or why not. */
export interface Verdict {
    readonly kind: 'verdict';
    readonly step: 'price' | 'earn' | 'tier' | 'trigger' | 'reward';
    readonly rule: string;
    readonly applied: boolean;
    /** One sentence in the author's words: `Status is at least Silver does not hold: Status is Friend`. */
    readonly why: string;
}
