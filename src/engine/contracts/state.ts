import type { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';

export interface ContractState {
    readonly signed: Instant;
    /** Of the term that runs, or that is waited for. */
    readonly from: Instant;
    /** Excluded; absent: open-ended. */
    readonly until: Instant | undefined;
    /** Of a season that was signed within: when it began. */
    readonly whole?: Instant | undefined;
    /** The period for which something is promised; absent where nothing is. */
    readonly promised?: Promised | undefined;
    /** What a unit of each article cost when it was first bought in this term. */
    readonly prices: Map<string, Rational>;
}

/** A period of a commitment: `from` is later than its `whole` beginning where it was signed within. */
export interface Promised {
    readonly from: Instant;
    readonly whole: Instant;
    readonly until: Instant | undefined;
}

/** A line whose price is protected. Prices of a unit in whole currency units. */
export interface Protection {
    readonly contract: string;
    /** Number of the order, and of the line among its goods. */
    readonly order: number;
    readonly line: number;
    readonly sku: string;
    /** What it was sold at, before discounts. */
    readonly level: Rational;
    /** The lowest list price since. */
    lowest: Rational;
    /** Excluded. */
    readonly until: Instant;
    /** Minor units. */
    credited: bigint;
}

export interface Bill {
    readonly contract: string;
    /** Number of the order. */
    readonly order: number;
    /** Minor units, with the share of each that is credited. */
    readonly payments: { readonly amount: bigint; readonly rate: Rational }[];
    /** Minor units. */
    credited: bigint;
}
