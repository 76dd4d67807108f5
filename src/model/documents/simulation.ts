import type { CoverageDocument } from './coverage.ts';
import type { CustomerMeasures } from './customers.ts';
import type { ForecastFigures } from './forecast.ts';
import type { InvariantFigures } from './invariants.ts';
import type { Place } from './place.ts';
import type { WalletFigures } from './wallets.ts';

/** The result of a simulation as a document: what every report format renders. Schema `loyalty/simulation/1`. */
export interface SimulationDocument {
    readonly schema: 'loyalty/simulation/1';
    readonly program: {
        readonly name: string;
        readonly title: string;
        readonly version?: string;
        readonly currency: string;
        readonly file: string;
    };
    readonly data: DataFigures;
    readonly totals: {
        /** What members paid for goods without tax, less returns. */
        readonly revenue: Money;
        readonly purchases: number;
        readonly returns: number;
        /** Before discounts and before returns. */
        readonly gross: Money;
        readonly returned: Money;
        readonly points: { readonly [name: string]: PointsFigures };
        /** Stored value: a means of payment, no discount. Absent where the program has no wallets. */
        readonly wallets?: { readonly [name: string]: WalletFigures };
        /** Money off by price rules and offers, less what returns undid. */
        readonly discounts: Money;
        /** What the program costs: what it gave away and what it still owes. The sum of `costOf`. */
        readonly cost: Money;
        readonly credit: Money;
        readonly costOf: CostFigures;
    };
    readonly tiers: { readonly [ladder: string]: { readonly [tier: string]: number } };
    /** `#rrggbb` of tiers that have one; absent where none has. */
    readonly tierColours?: { readonly [ladder: string]: { readonly [tier: string]: string } };
    readonly rules: readonly RuleFigures[];
    readonly triggers: readonly TriggerFigures[];
    readonly metrics: {
        readonly activeMembers: number;
        /** Shares as exact decimals, `0.6512`; absent where nothing can be said. */
        readonly repurchaseRate?: string;
        readonly retention?: string;
        readonly churn?: string;
        /** Share of revenue from the top fifth of members. */
        readonly topShare?: string;
        /** Cost of the program of its revenue. */
        readonly costShare?: string;
    };
    readonly customers: CustomerMeasures;
    readonly goals: readonly {
        readonly name: string;
        readonly status: 'met' | 'missed' | 'unknown';
        readonly actual: string;
        readonly text: string;
        readonly place?: Place;
    }[];
    /** What must hold for every member; absent where the program says nothing of the kind. */
    readonly invariants?: readonly InvariantFigures[];
    /** What would come of the program's assumptions; absent where it has none. Nothing of it is in the other figures. */
    readonly forecast?: ForecastFigures;
    /** Which share of members reaches what; absent where nobody asked. */
    readonly coverage?: CoverageDocument;
    readonly laws: { readonly checked: number; readonly broken: readonly LawBreach[] };
    readonly budgets: readonly {
        readonly name: string;
        readonly limit: string;
        readonly used: string;
        /** Local time; of a budget with periods, the first time. */
        readonly usedUpAt?: string;
        /** Asked and not granted because of the budget; absent for none. */
        readonly refused?: string;
        /** Of a budget with periods: those in which something was asked, in the order of time. */
        readonly periods?: readonly {
            /** First local day. */
            readonly from: string;
            readonly used: string;
            readonly usedUpAt?: string;
            readonly refused?: string;
        }[];
    }[];
    /** One entry a calendar month of the data, first to last. */
    readonly months: readonly MonthFigures[];
    /** Who holds the available points at the end: members by tenth, most first; shares of all points held. */
    readonly holders: { readonly [points: string]: readonly { readonly share: string; readonly members: number }[] };
    /** What could not be decided because a value was missing (row 23). */
    readonly unknowns: readonly { readonly rule: string; readonly what: string; readonly times: number }[];
    /** What a reader must know to trust the figures: orphans, late and repeated events, a sample, a period cut. */
    readonly remarks: readonly string[];
}

/**
 * The parts of the cost; they add up to it. Points are counted at their worth when they are issued; when they are
 * spent, what they buy takes their place, so that nothing is counted twice.
 */
export interface CostFigures {
    /** Of price rules and offers, shipping included, less what returns undid. */
    readonly discounts: Money;
    /** What rewards were worth, less the worth of the points spent on them (negative where points are worth more). */
    readonly rewards: Money;
    /** Money given as credit or paid out by rules and triggers, less what members were charged. */
    readonly credit: Money;
    /** Points issued, at their worth. */
    readonly issued: Money;
    /** Points that expired or were taken back, at their worth: to be subtracted. */
    readonly lapsed: Money;
}

/** `amount`: decimal text with the currency's digits, `8300065.81`. */
export interface Money {
    readonly amount: string;
    readonly currency: string;
}

export interface DataFigures {
    readonly dataset: string;
    readonly members: number;
    readonly events: number;
    readonly rows: number;
    /** Local dates, `2010-12-01`; absent where there are no events. */
    readonly from?: string;
    readonly to?: string;
    readonly rejected: number;
    readonly rejects: readonly { readonly file: string; readonly row: number; readonly reason: string }[];
    readonly repeated: number;
    readonly late: number;
    readonly orphans: number;
    readonly sample?: { readonly members: number; readonly seed: number };
}

/** Exact decimal text. issued = available + pending + spent + expired + takenBack; available may be negative (debt). */
export interface PointsFigures {
    readonly issued: string;
    readonly pending: string;
    readonly available: string;
    readonly spent: string;
    readonly expired: string;
    readonly takenBack: string;
    readonly debt: string;
    readonly liability?: Money;
    /** Absent for points that can't be spent, and where none were issued. */
    readonly breakage?: BreakageFigures;
}

/** How much of what is open will never be spent, from the points whose life ended in the data. */
export type BreakageFigures =
    | {
          /** Of the points that were spent or expired, of lots whose validity ended in the data, those that expired. */
          readonly rate: string;
          /** 1 - rate. */
          readonly ultimateRedemption: string;
          /** The points that this was learnt from. */
          readonly matured: string;
          /** Of the open points. */
          readonly expectedToBeSpent: string;
          /** `expectedToBeSpent` at their worth. */
          readonly liability?: Money;
      }
    | { readonly notEstimated: string };

export interface RuleFigures {
    readonly name: string;
    readonly title: string;
    readonly kind: 'earn' | 'price' | 'reward' | 'contract' | 'rebate' | 'trigger' | 'migration' | 'wallet';
    /** Occasions on which it gave something. */
    readonly fired: number;
    readonly members: number;
    /** Points issued (earn, trigger) or spent (reward), by currency of points. */
    readonly points: { readonly [name: string]: string };
    /**
     * What it gave away: discounts, credit, points issued at their worth; of rewards their value less the worth of the
     * points spent on them. The sum over all rules is the cost before points lapse.
     */
    readonly money: Money;
    /** Times that a limit clipped what it gave. */
    readonly limited: number;
}

export interface TriggerFigures {
    readonly name: string;
    readonly title: string;
    readonly fired: number;
    readonly members: number;
    readonly heldOut: number;
    /** Times that it sent nothing for want of consent; absent for none. */
    readonly suppressed?: number;
    /** Times that it sent nothing because of a limit on messages; absent for none. */
    readonly capped?: number;
    readonly offersUsed: number;
    /** Where it watches: times whose watch is over, and how often the member came back in it, by group. */
    readonly watched?: { readonly [group in 'fired' | 'heldOut']: Watched };
    /** Where it watches and holds members out. */
    readonly effect?: EffectFigures;
    /** Where it is a journey: how far members came. */
    readonly journey?: JourneyFigures;
}

export interface Watched {
    readonly times: number;
    readonly back: number;
    /** Paid for goods without tax while it watched, less returns. */
    readonly spent: Money;
}

export interface JourneyFigures {
    readonly in: JourneyGroup;
    /** The control group, which goes the same way and is left alone. */
    readonly heldOut: JourneyGroup;
    readonly steps: readonly { readonly step: string; readonly times: number; readonly heldOut: number }[];
}

/** Times; entered = aimMet + stopped + finished + startedOver + still. */
export interface JourneyGroup {
    readonly entered: number;
    readonly aimMet: number;
    /** Left before the end. */
    readonly stopped: number;
    /** Through, and the aim not met. */
    readonly finished: number;
    readonly startedOver: number;
    /** In it when the data ends. */
    readonly still: number;
    /** Paid for goods without tax between coming in and leaving, less returns. */
    readonly spent: Money;
}

/** Those who got it less those who are held out, each member with the first time that was watched to its end. */
export type EffectFigures = {
    readonly members: { readonly [group in 'fired' | 'heldOut']: number };
} & (
    | {
          /** Members who came back in the time, and the difference of their shares with its 95% interval. */
          readonly back: {
              readonly fired: number;
              readonly heldOut: number;
              readonly difference: string;
              readonly low: string;
              readonly high: string;
          };
          /** Spent by a member in the time, the difference of the means with its 95% interval. */
          readonly spend: {
              readonly difference: string;
              readonly low: string;
              readonly high: string;
              readonly currency: string;
          };
      }
    | { readonly notEstimated: string }
);

export interface MonthFigures {
    /** `2011-03`. */
    readonly month: string;
    readonly revenue: string;
    readonly activeMembers: number;
    readonly points: {
        readonly [name: string]: {
            readonly issued: string;
            readonly spent: string;
            readonly expired: string;
            readonly takenBack: string;
            readonly outstanding: string;
        };
    };
    /** Members at the end of the month by tier. */
    readonly tiers: { readonly [ladder: string]: { readonly [tier: string]: number } };
    readonly triggers: { readonly [trigger: string]: number };
    /** Money that each rule gave away in this month. */
    readonly cost: { readonly [rule: string]: string };
}

export interface LawBreach {
    readonly law: string;
    readonly member: string;
    readonly detail: string;
}
