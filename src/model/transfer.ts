import type { Rational } from '../base/rational.ts';
import type { Limit } from './earn.ts';
import type { Span } from './source.ts';

/** Members give points to each other. */
export interface Transfer {
    readonly span: Span;
    /** On top of what is sent, in points or in money. */
    readonly fee: TransferFee | undefined;
    /** The share of what is sent that arrives; the rest is a fee. */
    readonly rate: Rational;
    /** Whole points: less is not sent. */
    readonly atLeast: Rational | undefined;
    /** Of what is sent. */
    readonly limits: readonly Limit[];
    /** Whether points keep their expiry, or are as if they were earned when they arrive. */
    readonly expiry: 'kept' | 'anew';
    /** Only to members of the same group; the member's field. */
    readonly within: string | undefined;
}

export type TransferFee =
    | { readonly kind: 'share'; readonly rate: Rational }
    /** Whole points. */
    | { readonly kind: 'points'; readonly amount: Rational }
    /** Money for each step of points that begins, or once. */
    | { readonly kind: 'money'; readonly amount: Rational; readonly per: Rational | undefined };
