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
