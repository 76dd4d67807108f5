import type { Window } from '../../model/expression.ts';
import type { Num } from './number.ts';

/** Amounts of an order in generated code, minor units. */
export interface OrderCodes {
    readonly gross: Num;
    /** After prices. */
    readonly paid: Num;
    readonly units: Num;
    readonly lines: Num;
}

/** Where code looks from: what stands where an expression is asked. */
export interface Look {
    /** Variables with the instant (in steps) and its local day. */
    readonly at: string;
    readonly day: string;
    /** `before`: as windows stood at the end of the day before, as reviews ask. */
    readonly view: 'event' | 'before';
    /** The event of the occasion, and the code for its first row. */
    readonly event: string | undefined;
    readonly row: string | undefined;
    readonly order: OrderCodes | undefined;
    /** The row of the line in question, and what it comes to, minor units. */
    readonly line:
        | { readonly row: string; readonly gross: Num; readonly paid: Num; readonly quantity?: Num }
        | undefined;
    /** Set where a purchase of the past is worked out again: only what is kept with it can be asked. */
    readonly isAgain?: boolean;
    /** Variables in reach, for code that becomes a function of its own. */
    readonly given?: readonly string[];
    /** Variable with what holds on the day. */
    readonly bits?: string;
    readonly rank: (ladder: string) => string;
    readonly lastDay: (event: string) => string;
    /** What a metric comes to over a window, looked at from here. */
    readonly metric: (look: Look, metric: string, window: Window) => Num;
    /** Before expiry: what is about to expire, of points by their number. */
    readonly expiring?: (p: number) => Num;
    /** Told of each window that is asked: it is moved on to the day before the code that asks. */
    readonly asks: (window: string) => void;
}
