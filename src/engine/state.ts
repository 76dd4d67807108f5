import type { Day } from '../base/calendar.ts';
import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Line, Tenders } from '../model/occurrence.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Value } from '../model/value.ts';
import type { Bill, ContractState, Protection } from './contracts/state.ts';
import type { DueQueue } from './due.ts';
import type { LedgerState } from './ledger.ts';
import type { Log } from './log.ts';
import type { CouponUse, Redeemed, Spent } from './order-uses.ts';
import type { Ranked } from './standing.ts';
import type { StoredSale, StoredUse } from './stored.ts';

/**
 * Everything that one member's time line remembers: plain data, so that it can be written down at any instant and
 * taken up again. Whatever refers to another part does so by number or name.
 */
export interface MemberState {
    readonly member: string;
    referrer: string | undefined;
    /** Everything that fell due up to here, this instant included, has happened; absent before the first. */
    clock: Instant | undefined;
    /** Whether what returns by the calendar (reviews, birthdays) has been scheduled. */
    begun: boolean;
    /** Names of the ladders and triggers that were. */
    readonly scheduled: Set<string>;
    /** Facts are numbered as they are recorded; this is the next number. */
    serial: number;
    joined: Day | undefined;
    /** Replaced as a whole when the member changes. */
    fields: ReadonlyMap<string, Value>;
    /** Ids of occurrences that were applied (row 22). */
    readonly seen: Set<string>;
    readonly ledgers: Map<string, LedgerState>;
    readonly metrics: Map<string, Log>;
    /** By kind, sorted by time. */
    readonly events: Map<string, Fact[]>;
    readonly tiers: Map<string, TierState>;
    /** The tier held on each ladder; replaced as a whole. */
    tierNames: ReadonlyMap<string, string>;
    readonly due: DueQueue;
    readonly orders: OrderRecord[];
    /** What of each limit was used, by key of the limit. */
    readonly usage: Map<string, Use[]>;
    /** Running counts of `every n`, by key of the gift. */
    readonly counts: Map<string, Counter>;
    /** Marks that were paid, by key of the gift. */
    readonly marks: Map<string, Mark[]>;
    readonly offers: OpenOffer[];
    /** Rewards that were had without an order, and may be cancelled. */
    redeemed?: Redeemed[];
    /** Standing invariants that do not hold. */
    readonly broken: Set<string>;
    /** Events that another event closes. */
    readonly cases: OpenCase[];
    /** Journeys that the member is in, by name. */
    readonly journeys: Map<string, JourneyState>;
    /** Events whose triggers wait, by number. */
    readonly waiting: Map<number, EventFacts>;
    /** Last calendar year in which an annual trigger fired (row 21). */
    readonly lastYear: Map<string, number>;
    /** Last days of lots before which a trigger has fired. */
    readonly warned: Map<string, Set<Day>>;
    /** Gifts that came from someone who was referred, by friend's occurrence and gift. */
    readonly received: Map<string, Received>;
    /** Contracts that are signed and not over, by name. */
    readonly contracts: Map<string, ContractState>;
    /** Purchases whose price is protected, oldest first. */
    readonly protections: Protection[];
    /** Orders that are paid on the terms of a contract. */
    readonly bills: Bill[];
    /** What rebates have given for periods that are not settled, minor units, by rebate and first day. */
    readonly rebated: Map<string, bigint>;
    /** What the event of this id has given, whole points by kind: of points that have a limit per event. */
    posted?: { readonly id: string; readonly points: ReadonlyMap<string, Rational> };
    /** Money given as credit, minor units. */
    credit: bigint;
    /** Money that the member owes for promises not kept, minor units. */
    charged: bigint;
    /** Money paid out, minor units. */
    paidOut: bigint;
}

export interface Fact {
    readonly at: Instant;
    readonly serial: number;
}

/** What expressions and later steps can know about an event that was applied. */
export interface EventFacts {
    readonly id: string;
    readonly event: string;
    readonly at: Instant;
    readonly serial: number;
    /** First of its kind for this member. */
    readonly first: boolean;
    /** As given, and what is computed of an order. */
    readonly fields: ReadonlyMap<string, Value>;
    /** The event that this one closes. */
    readonly closed: EventFacts | undefined;
    /** Number of the order among the member's orders. */
    readonly order: number | undefined;
}

/** A line of an order as far as it is bought and kept. Money in minor units of the program's currency. */
export interface Goods {
    readonly line: Line;
    readonly quantity: Rational;
    readonly gross: bigint;
    readonly paid: bigint;
    readonly net: bigint;
    /** Exact, for earning. */
    readonly exactNet: Rational;
    /** Net value of what rewards paid for, exact minor units: not in `exactNet`. */
    readonly rewarded: Rational;
    /** Units that rewards have made free; absent where there are none. */
    readonly freed?: Rational;
}

/** A purchase, with what is needed to take back what a return undoes (row 13). */
export interface OrderRecord {
    readonly facts: EventFacts;
    readonly order: string | undefined;
    readonly goods: readonly Goods[];
    readonly shipping: bigint;
    readonly tenders: Tenders | undefined;
    /** How things were when the purchase began. */
    readonly before: Before;
    /** What is kept of each line: all of it is one. */
    kept: readonly Rational[];
    /** What is kept of each line, priced anew; absent: as it was priced. */
    anew?: readonly (Goods | undefined)[];
    /** What it was priced with, where it may be priced anew. */
    readonly pricing?: Pricing;
    readonly spent: Spent[];
    readonly given: Given[];
    /** What was paid from wallets, and what was sold for them. */
    readonly stored: StoredUse[];
    readonly sold: StoredSale[];
    /** Uses of coupons that are given back when all of it comes back. */
    readonly coupons: CouponUse[];
    /** Tiers when its triggers looked. */
    tiersAfter: ReadonlyMap<string, string>;
}

/** What decides prices beside the member, the rules and the goods. */
export interface Pricing {
    /** Coupons that the order could use. */
    readonly coupons: readonly string[];
    readonly offers: readonly OpenOffer[];
    readonly rewards: readonly { readonly reward: string; readonly times: number }[];
    /** Whole currency units that rules took from each budget. */
    readonly budgets: ReadonlyMap<string, Rational>;
}

export interface Before {
    readonly tiers: ReadonlyMap<string, string>;
    readonly fields: ReadonlyMap<string, Value>;
    /** Balances that rules ask for, by question. */
    readonly balances: ReadonlyMap<string, Value>;
    /** What was used of limits that members share. */
    readonly sharedUse: Map<string, Rational>;
    /** Running counts that the purchase moved. */
    readonly counts: Map<string, Counter>;
    readonly surplus: ReadonlyMap<string, readonly Surplus[]>;
    /** Budgets that rules wait for and that were used up, where there are any. */
    readonly usedUp?: ReadonlySet<string>;
    /** Of each ranking, where there are any. */
    readonly ranked?: ReadonlyMap<string, Ranked>;
}

/** What a purchase gave by one rule, less what was taken back. */
export interface Given {
    readonly rule: string;
    /** Earned as all rules see the event, at a milestone, or given by a trigger. */
    readonly step: 'earn' | 'milestone' | 'trigger';
    readonly unit: string;
    readonly kind: 'points' | 'credit';
    readonly to: 'member' | 'referrer' | 'other';
    /** Of gifts to others: who has it. */
    readonly recipient?: string;
    /** Names the gift between two members. */
    readonly gift: string;
    /** The group whose balance it is in; absent: the member's own. Follows points that the member takes along. */
    account?: string | undefined;
    /** Posted: units of the points' decimals, or minor units. */
    readonly amount: bigint;
    /** The same, less taken back. */
    left: bigint;
    lot: number | undefined;
}

export interface Use {
    readonly at: Instant;
    readonly serial: number;
    readonly amount: Rational;
}

export interface Counter {
    readonly total: Rational;
    /** Gifts given and not taken back. */
    readonly gifts: bigint;
    /** Of what is counted by periods in a row. */
    readonly row?: Row;
}

export interface Row {
    /** First day of the period that was counted last. */
    readonly from: Day;
    /** Occasions in it. */
    readonly times: number;
    /** Periods in a row that have had enough of them, this one among them when it has. */
    readonly length: number;
    /** Periods that were left out since the row began or last gave; absent: none. */
    readonly missed?: number;
}

export interface Mark {
    readonly at: Instant;
    readonly serial: number;
    readonly count: bigint;
}

export interface OpenOffer {
    readonly trigger: string;
    readonly discount: Extract<Trigger['actions'][number], { kind: 'offer' }>['discount'];
    /** What the goods of the order must come to, whole currency units. */
    readonly minimum: Rational | undefined;
    /** It stays until an order can use it. */
    readonly waits: boolean;
    readonly from: Instant;
    /** Excluded. */
    readonly until: Instant;
}

export interface OpenCase {
    readonly facts: EventFacts;
}

export interface JourneyState {
    /** Number of this time that the member came into it. */
    readonly run: number;
    readonly entered: Instant;
    /** The occurrence, and the event, that it is owed to. */
    readonly cause: string | undefined;
    readonly facts: EventFacts | undefined;
    readonly group: 'in' | 'held out';
    /** Number of the step that is next, or at which it waits. */
    step: number;
}

export interface Received {
    /** After the limits of the one who receives it. */
    readonly granted: Rational;
    readonly given: Given | undefined;
}

export interface TierState {
    rank: number;
    /** When it was reached. */
    since: Instant;
    /** Until when each tier is kept, excluded, by rank. */
    readonly kept: Map<number, Instant>;
    /** A downgrade that waits. */
    grace: { readonly until: Instant; readonly target: number; readonly why: 'review' | 'end of keep' } | undefined;
    /** End of an invitation or of what was paid for. */
    ends: Instant | undefined;
    /** Whether it is held by invitation, payment or a move, not by its condition. */
    given: boolean;
    /** Highest tier reached that is never lost. */
    forever: number;
    /** Replaced as a whole. */
    surplus: readonly Surplus[];
}

/** Where everyone starts. */
export function lowestTier(): TierState {
    const none = { grace: undefined, ends: undefined, given: false, forever: 0, surplus: [] };
    return { rank: 0, since: 0, kept: new Map(), ...none };
}

/** What counts on top in the period that begins there. */
export interface Surplus {
    readonly from: Instant;
    readonly amount: Rational;
}
