import type { Rational, Rounding } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { CalendarUnit, Expression, MonthDay } from './expression.ts';
import type { Declared } from './source.ts';
import type { Transfer } from './transfer.ts';
import type { Duration } from './type.ts';

export type RoundingMode = Rounding;

export type Expiry =
    | { readonly kind: 'never' }
    /** Valid through the local day that lies `after` the day of earning, or through the end of that period. */
    | { readonly kind: 'after'; readonly after: Duration; readonly endOf: CalendarUnit | undefined }
    /** Valid through the next such day strictly after the day of earning; `yearsLater` adds whole years. */
    | { readonly kind: 'on'; readonly day: MonthDay; readonly yearsLater: number }
    /** Everything expires when the member neither earned nor spent these points for this long, or had no such event. */
    | { readonly kind: 'inactive'; readonly after: Duration; readonly event: string | undefined };

/** Until when points can't be used that are earned now. */
export type PendingUntil =
    /** Usable from this day on. */
    | { readonly kind: 'day'; readonly day: number }
    /** Usable from the next such day on. */
    | { readonly kind: 'yearly'; readonly day: MonthDay }
    /** Usable once this happens; an event that names an order frees the points of that order. */
    | { readonly kind: 'event'; readonly event: string };

/** A currency of points. Clauses that are not written have the defaults of the table of meanings. */
export interface Points extends Declared {
    readonly decimals: number;
    /** What one point costs the company, in the program's currency: liability and cost. */
    readonly worth: { readonly amount: Rational; readonly currency: string } | undefined;
    /** `use status`: counts for tiers, can't be spent. */
    readonly use: 'spending' | 'status';
    /** Row 1: down. */
    readonly round: RoundingMode;
    /** Each line is rounded by itself, in rules on items that say nothing else. */
    readonly roundEach: boolean;
    readonly pending: Duration | undefined;
    /** Instead of a time: until a day, or an event of the member. */
    readonly pendingUntil?: PendingUntil;
    readonly expiry: Expiry;
    /** Instead of it for points that are earned while the condition holds; the first one that does. */
    readonly expiryIf: readonly { readonly when: Expression; readonly expiry: Expiry }[];
    /** Over all that gives these points. */
    readonly limits: readonly Limit[];
    /** What a member may hold at a time, pending points among it. */
    readonly balanceAtMost: Rational | undefined;
    /** Row 18: soonest to expire, then oldest. */
    readonly spend: 'soonest to expire' | 'oldest' | 'newest';
    /** What goes before all else or after it, in the order written; where nothing is said, all is used in its turn. */
    readonly spendThose?: readonly SpendThose[];
    /** Row 13. */
    /** `pro rata`: of what was given, the share of the goods that come back, rounded down. */
    readonly onReturn: 'take' | 'pro rata' | 'keep';
    /** Row 14: the balance may go below zero, or what is missing is forgiven. */
    readonly debt: 'allowed' | 'forgiven';
    /** Row 15: how long restored points are usable at least. */
    readonly restoredFor: Duration;
    /** Points that expired come back with an event that happens within this time, as if they were earned then. */
    readonly reinstated?: { readonly by: string; readonly within: Duration } | undefined;
    /** All points expire when one of these tiers is left downwards. */
    readonly lostOnLeaving?: readonly TierName[];
    /** Points do not expire while one of these tiers is held; those that are overdue do when none is any more. */
    readonly sparedIn?: readonly TierName[];
    /** Absent: everyone has a balance of one's own. */
    readonly pool?: Pool | undefined;
    /** Absent: members can't give them to each other. */
    readonly transfer?: Transfer | undefined;
}

/** What these rules gave; of a wallet, its bonus or credit (`bonusRule`, `creditRule`). */
export interface SpendThose {
    readonly rules: readonly string[];
    readonly place: 'first' | 'last';
}

export interface TierName {
    readonly ladder: string;
    readonly tier: string;
}

/** The members of a group share one balance. */
export interface Pool {
    /** The member's field that says in which group one is; who is in none has a balance of one's own. */
    readonly by: string;
    /** What becomes of the points that a member has earned when the member leaves. */
    readonly leaving: 'takes points' | 'leaves points';
}
