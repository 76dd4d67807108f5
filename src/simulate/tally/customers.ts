import { spreadEvenly } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import { addUp, append } from './adding.ts';
import type { HistoryTally } from './tally.ts';

/** Exact shares; absent where they would be shares of nothing. */
export interface CustomerFigures {
    /** Members with at least one purchase in the period. */
    readonly activeMembers: number;
    /** Of the members with a purchase, those with at least two. Purchases that were returned count: they came again. */
    readonly repurchaseRate: Rational | undefined;
    /**
     * Of the members with a purchase in the first half of the period, those with one in the second half. The halves
     * meet at the start of the local day in the middle; of an odd number of days the second half has one more.
     */
    readonly retention: Rational | undefined;
    /** 1 - retention. */
    readonly churn: Rational | undefined;
    /**
     * Share of the revenue of all active members that comes from the fifth of them who bring most (rounded up to
     * whole members). Absent where there is no revenue above zero. May exceed 1 where others end below zero.
     */
    readonly topShare: Rational | undefined;
    /** All active members by fifth, those who bring most first; empty where there is no revenue above zero. */
    readonly fifths: readonly Fifth[];
}

/** A fifth of the active members, or a single one where there are fewer than five. */
export interface Fifth {
    readonly members: number;
    /** Minor units, less returns. */
    readonly revenue: bigint;
    /** Of the revenue of all active members. */
    readonly share: Rational;
}

export interface CustomerTally extends HistoryTally {
    readonly figures: () => CustomerFigures;
}

/** `middle`: the instant at which the second half begins. */
export function createCustomerTally(middle: Instant): CustomerTally {
    const counts = { repeated: 0, early: 0, stayed: 0 };
    const revenues: bigint[] = [];
    return {
        hears: ['purchase', 'return'],
        ofHistory: true,
        open: () => memberCustomers(middle, counts, revenues),
        count({ rows }) {
            const { earn, buy, close } = memberCustomers(middle, counts, revenues);
            let revenue = 0;
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isPurchase(n)) buy(rows.at(n));
                if (rows.isPurchase(n)) revenue += rows.net(n);
                else if (rows.isReturn(n)) revenue -= rows.netBack(n);
            }
            earn(BigInt(revenue));
            close();
        },
        counted: () => ({ counts, revenues }),
        add(other: { readonly counts: typeof counts; readonly revenues: readonly bigint[] }) {
            addUp(counts, other.counts);
            append(revenues, other.revenues);
        },
        figures() {
            const retention = share(counts.stayed, counts.early);
            const fifths = fifthsOf(revenues);
            return {
                activeMembers: revenues.length,
                repurchaseRate: share(counts.repeated, revenues.length),
                retention,
                churn: retention === undefined ? undefined : Rational.ONE.sub(retention),
                topShare: fifths[0]?.share,
                fifths,
            };
        },
    };
}

function memberCustomers(
    middle: Instant,
    counts: { repeated: number; early: number; stayed: number },
    revenues: bigint[],
): ReturnType<HistoryTally['open']> & {
    readonly earn: (net: bigint) => void;
    readonly buy: (at: Instant) => void;
} {
    let [purchases, revenue] = [0, 0n];
    let [inFirst, inSecond] = [false, false];
    const earn = (net: bigint): void => {
        revenue += net;
    };
    const buy = (at: Instant): void => {
        purchases++;
        if (at < middle) inFirst = true;
        else inSecond = true;
    };
    return {
        earn,
        buy,
        take(outcome) {
            if (outcome.kind === 'return') earn(-outcome.net);
            if (outcome.kind !== 'purchase') return;
            buy(outcome.at);
            earn(outcome.net);
        },
        close() {
            if (purchases === 0) return;
            revenues.push(revenue);
            if (purchases > 1) counts.repeated++;
            if (inFirst) counts.early++;
            if (inFirst && inSecond) counts.stayed++;
        },
    };
}

function fifthsOf(revenues: readonly bigint[]): Fifth[] {
    const total = sum(revenues);
    if (total <= 0n) return [];
    const falling = revenues.toSorted((a, b) => (a === b ? 0 : a > b ? -1 : 1));
    let start = 0;
    return spreadEvenly(BigInt(falling.length), Math.min(5, falling.length)).map(size => {
        const members = Number(size);
        const revenue = sum(falling.slice(start, start + members));
        start += members;
        return { members, revenue, share: Rational.of(revenue, total) };
    });
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const share = (part: number, whole: number): Rational | undefined =>
    whole === 0 ? undefined : Rational.of(part, whole);
