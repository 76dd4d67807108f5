import type { Due } from '../engine/due.ts';
import type { Outcome } from '../model/outcome.ts';
import type { AnnouncementGiven, PriceGiven, When } from './given.ts';
import type { Happened } from './told.ts';

export interface MembersOptions {
    /** From when on reviews, birthdays and all else that returns by the calendar happen: the day you go live. */
    readonly begins: When;
    /** What articles cost from when on, for lines without a price. */
    readonly prices?: readonly PriceGiven[] | undefined;
    /** What happens for everybody, such as `product_launch`. */
    readonly announcements?: readonly AnnouncementGiven[] | undefined;
}

export interface ResumeOptions extends Omit<MembersOptions, 'begins'> {
    /** Take up members of another version of the program, as its `migrate` blocks say. */
    readonly migrate?: boolean | undefined;
}

/** What a call has set going: its own event, what fell due before it, and what others got by it, in this order. */
export interface Effects {
    readonly happened: readonly Happened[];
    /** The same as the engine says it: exact fractions, amounts in smallest units, times in milliseconds. */
    readonly outcomes: readonly Outcome[];
    /** Members who should have got something and are not here: resume them first, or it is lost. */
    readonly missed: readonly string[];
}

/** Exact amounts as text: whole points, or whole currency units of a wallet. */
export interface Balance {
    /** Usable now, less debt. */
    readonly available: string;
    /** Earned, usable later. */
    readonly pending: string;
    readonly debt: string;
    /** The group that shares it; absent: the member's own. */
    readonly group?: string;
}

/** Something that will happen by itself. */
export interface Upcoming {
    /** ISO 8601 in UTC. */
    readonly at: string;
    /** Such as `expire`, `release`, `review`, `end of term`, `silence`, `annual`. */
    readonly kind: Due['task']['kind'];
    /** The points, ladder, contract, trigger … that it is about. */
    readonly of: string;
}
