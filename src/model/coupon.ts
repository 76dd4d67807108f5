import type { Limit } from './earn.ts';
import type { Expression, Times } from './expression.ts';
import type { Declared } from './source.ts';

/** Codes that open the prices that are given `with coupon`. Capital and small letters are the same. */
export interface Coupon extends Declared {
    readonly codes: readonly string[];
    /** About the member. */
    readonly when: readonly Expression[];
    readonly during: Times;
    /** In times: orders on which it took something off. */
    readonly limits: readonly Limit[];
    /** Each code can be used once, by whoever comes first. */
    readonly singleUse: boolean;
    /** An order that came back whole has not used it. */
    readonly givenBack?: boolean;
}
