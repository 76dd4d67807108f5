import { invariant } from './invariant.ts';
import type { Rational } from './rational.ts';

/**
 * Divides `total` whole units in proportion to `weights` by largest remainder (Hamilton's method):
 * every share is its exact quota cut towards zero, then the units left over go one each to the largest
 * remainders, ties to the earlier. The shares add up to `total`, a zero weight gets zero, and the shares
 * of `-total` are those of `total` negated, so that a return mirrors its purchase.
 *
 * `undefined` when there is something to divide and nobody to take it: no weights or only zero ones.
 * Weights must not be negative (our bug otherwise).
 */
export function apportion(total: bigint, weights: readonly Rational[] | readonly bigint[]): bigint[] | undefined {
    const whole = wholeWeights(weights);
    const sum = whole.reduce((a, b) => a + b, 0n);
    if (total === 0n) return whole.map(() => 0n);
    if (sum === 0n) return undefined;
    const magnitude = total < 0n ? -total : total;
    const shares = whole.map(weight => (magnitude * weight) / sum);
    const remainders = whole.map(weight => (magnitude * weight) % sum);
    const left = Number(shares.reduce((rest, share) => rest - share, magnitude));
    // The remainders add up to `left` times the sum and each is below it: more than `left` are not zero.
    for (const index of largestFirst(remainders).slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n;
    return total < 0n ? shares.map(share => -share) : shares;
}

/** `total` whole units over `count` shares that differ by at most one, the larger first. `count` is at least 1. */
export function spreadEvenly(total: bigint, count: number): bigint[] {
    invariant(Number.isInteger(count) && count > 0, 'units are spread over at least one share');
    const magnitude = total < 0n ? -total : total;
    const base = magnitude / BigInt(count);
    const longer = Number(magnitude % BigInt(count));
    const sign = total < 0n ? -1n : 1n;
    return Array.from({ length: count }, (_, index) => sign * (index < longer ? base + 1n : base));
}

/**
 * Fills the capacities in the order of their indexes in `order` until `total` is used up. What exceeds all capacities
 * together stays out: the shares then add up to less than `total`. A negative total fills them negatively.
 */
export function spreadInOrder(total: bigint, capacities: readonly bigint[], order: readonly number[]): bigint[] {
    const sign = total < 0n ? -1n : 1n;
    let left = total * sign;
    const shares = capacities.map(() => 0n);
    for (const index of order) {
        const capacity = capacities[index] ?? 0n;
        invariant(capacity >= 0n, 'a capacity is not negative');
        const share = left < capacity ? left : capacity;
        left -= share;
        shares[index] = share * sign;
    }
    return shares;
}

/** The same proportions in whole numbers: every weight times the common multiple of the denominators. */
function wholeWeights(weights: readonly Rational[] | readonly bigint[]): bigint[] {
    let multiple = 1n;
    for (const weight of weights) {
        if (typeof weight !== 'bigint' && multiple % weight.denominator !== 0n) multiple *= weight.denominator;
    }
    const whole = (weight: Rational | bigint): bigint =>
        typeof weight === 'bigint' ? weight : weight.numerator * (multiple / weight.denominator);
    return Array.from<Rational | bigint, bigint>(weights, weight => {
        const value = whole(weight);
        invariant(value >= 0n, 'a weight is not negative');
        return value;
    });
}

/** Indexes by falling value; the sort is stable, so that ties stay in their order. */
function largestFirst(values: readonly bigint[]): number[] {
    const indexed = values.map((value, index) => ({ value, index }));
    indexed.sort((a, b) => (a.value === b.value ? 0 : a.value > b.value ? -1 : 1));
    return indexed.map(({ index }) => index);
}
