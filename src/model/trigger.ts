import type { Rational } from '../base/rational.ts';
import type { Give, Limit } from './earn.ts';
import type { Expression, Times } from './expression.ts';
import type { Journey } from './journey.ts';
import type { Messaging } from './message.ts';
import type { Declared, Span } from './source.ts';
import type { ReviewSchedule } from './tiers.ts';
import type { Duration } from './type.ts';

export type TriggerOccasion =
    /** When the event happens, or `delay` after it. */
    | { readonly kind: 'event'; readonly event: string; readonly first: boolean; readonly delay: Duration | undefined }
    /** Each calendar year on the day and month of this date of the member (row 21); `birthday` and anniversaries alike. */
    | { readonly kind: 'annual'; readonly field: string }
    /** Every so often, counted from the day of joining. */
    | { readonly kind: 'periodic'; readonly every: Duration }
    /** On days of the calendar that are the same for all members. */
    | { readonly kind: 'on day'; readonly schedule: Exclude<ReviewSchedule, { kind: 'anniversary' }> }
    /** `without purchase for 90 days`: counted from the last such event, or from joining where there was none; once per silence. */
    | {
          readonly kind: 'silence';
          readonly event: string;
          /** Others that end it, too. */
          readonly others?: readonly string[];
          readonly duration: Duration;
      }
    /** `while complaint open for 24 hours`. */
    | { readonly kind: 'open'; readonly event: string; readonly duration: Duration }
    /** So long before the last day on which a lot is valid; once for each day on which lots expire. */
    | { readonly kind: 'before expiry'; readonly points: string; readonly lead: Duration }
    /** What happens for everybody: at its time, or so long before or after it; what happens at one moment is one occasion. */
    | {
          readonly kind: 'announced';
          readonly event: string;
          readonly shift: { readonly way: 'before' | 'after'; readonly duration: Duration } | undefined;
      }
    /** On the time line of the member whose gift used the budget up. */
    | { readonly kind: 'used up'; readonly budget: string }
    /** A tier reached, lost or changed. */
    | {
          readonly kind: 'tier';
          readonly ladder: string;
          readonly change: 'reached' | 'lost' | 'changed';
          readonly tier: string | undefined;
      };

/** Events any of which ends a silence. */
export const endsOfSilence = ({ event, others = [] }: Extract<TriggerOccasion, { kind: 'silence' }>): string[] => [
    event,
    ...others,
];

export interface Trigger extends Declared {
    readonly occasion: TriggerOccasion;
    /** Minutes of the local day at which timed triggers fire; midnight unless written. */
    readonly atMinute: number;
    readonly when: readonly Expression[];
    readonly during: Times;
    readonly actions: readonly Action[];
    readonly limits: readonly Limit[];
    /** Share of members who are held out as a control group (row 25); zero where none. */
    readonly holdOut: Rational;
    /** Whether the event comes within this time after it fired or was held out is noted. */
    readonly watch?: { readonly event: string; readonly duration: Duration } | undefined;
    /** Absent: its messages are bound to nothing but the program's limits. */
    readonly messaging?: Messaging;
    /** It leads a member through several steps; its actions are those of all steps. */
    readonly journey?: Journey;
}

export type Action = { readonly span: Span; readonly text: string } & (
    | { readonly kind: 'send' | 'ask'; readonly message: string; readonly channels: readonly string[] }
    | { readonly kind: 'give'; readonly give: Give }
    /** A thing with a name; `worth` is its cost, whole currency units. It stays where the order comes back. */
    | { readonly kind: 'present'; readonly what: string; readonly worth: Rational | undefined }
    /** A discount on the member's next order, if it comes within this time. */
    | {
          readonly kind: 'offer';
          readonly discount: OfferDiscount;
          readonly within: Duration;
          /** The goods of an order must come to so much, whole currency units. */
          readonly minimum?: Rational | undefined;
          /** A voucher: it waits for an order that can use it; else the next order takes it in any case. */
          readonly waits?: boolean;
          /** The amount is given for each such step of something about the occasion. */
          readonly per?: { readonly step: Rational; readonly whole: boolean; readonly of: Expression } | undefined;
      }
    /** `duration` absent: until a review finds otherwise. */
    | {
          readonly kind: 'move';
          readonly ladder: string;
          readonly tier: string;
          readonly duration?: Duration | undefined;
      }
    /** Points are taken away; all that is there where no amount is written. With `share` the amount is one of what is there, at least `atLeast`. */
    | {
          readonly kind: 'take';
          readonly points: string;
          readonly amount: Rational | undefined;
          readonly per: TakePer | undefined;
          readonly share?: boolean;
          readonly atLeast?: Rational | undefined;
          /** Only what is left of what these rules gave to the member, pending or not. */
          readonly givenBy?: readonly string[];
      }
    /** All points that can still expire do so later. */
    | { readonly kind: 'extend'; readonly points: string; readonly by: Duration }
    | { readonly kind: 'escalate'; readonly to: string }
    | { readonly kind: 'open case'; readonly name: string; readonly for: string; readonly within: Duration | undefined }
    | { readonly kind: 'visit' | 'call'; readonly by: string }
    | { readonly kind: 'tag'; readonly tag: string }
);

export interface TakePer {
    readonly step: Rational;
    readonly whole: boolean;
    readonly of: Expression;
}

export type OfferDiscount =
    | { readonly kind: 'percent'; readonly rate: Rational }
    | { readonly kind: 'amount'; readonly amount: Rational };

/** What a simulation must satisfy. `title` is its name. */
export interface Goal extends Declared {
    readonly condition: Expression;
}
