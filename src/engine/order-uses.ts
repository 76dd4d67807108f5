import type { Instant } from '../base/zone.ts';
import type { Value } from '../model/value.ts';
import type { Given } from './state.ts';

/** Points that were spent on an order. */
export interface Spent {
    readonly points: string;
    /** The group whose balance they came from; absent: the member's own. */
    readonly account?: string | undefined;
    readonly reward: string;
    readonly parts: readonly { readonly lot: number; readonly amount: bigint }[];
    restored: bigint;
}

/** A use of a coupon that an order gives back when all of it comes back. */
export interface CouponUse {
    /** Under which name it counts, and which limit of the coupon. */
    readonly owner: string;
    readonly index: number;
    readonly code: string;
}

/** A reward that was had by itself. */
export interface Redeemed {
    /** Id of the occurrence, and the name that it was given. */
    readonly id: string;
    readonly name: string | undefined;
    readonly at: Instant;
    readonly reward: string;
    /** By which limits look it up. */
    readonly fields?: ReadonlyMap<string, Value>;
    /** Not cancelled. */
    times: number;
    readonly spent: Spent;
    /** Points of another kind. */
    readonly given: readonly Given[];
}
