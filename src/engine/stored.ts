/** A part of an order that was paid from a wallet, minor units. */
export interface StoredUse {
    readonly wallet: string;
    readonly asked: bigint;
    /** Without what was paid with credit. */
    readonly own: bigint;
    account: string | undefined;
    parts: readonly { readonly lot: number; readonly amount: bigint }[];
    /** Given back on returns. */
    restored: bigint;
}

/** Stored value that was sold, with its bonus, minor units. */
export interface StoredSale {
    readonly wallet: string;
    readonly line: number;
    readonly holder: string;
    readonly account: string | undefined;
    readonly lots: readonly number[];
    readonly amount: bigint;
    taken: bigint;
}
