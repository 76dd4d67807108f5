import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Remainder } from '../../model/price.ts';
import { lesser, total, totalUnits } from './share-out.ts';

/**
 * Whole shares of `units` (not negative) in proportion to weights. They add up to it, a weight of zero gets zero;
 * without any weight nobody gets anything.
 * - `largest fractions`: all are cut, and one unit more goes to each of the largest fractions, ties to the earlier
 * - `first lines`: all are cut, and one unit more goes to each of the first lines
 * - `first line`: all are cut, and the first line takes what is left over
 * - `largest line`: all are cut, and the line of the largest weight, the first of them, takes what is left over
 * - `last line`: each is rounded half up while there is enough, and the last line takes what is left over
 */
export function divide(units: bigint, weights: readonly Rational[], remainder: Remainder): bigint[] {
    const sum = total(weights);
    if (sum.isZero()) return weights.map(() => 0n);
    if (remainder === 'largest fractions') return apportion(units, weights) ?? weights.map(() => 0n);
    const quotas = weights.map(weight => Rational.of(units).mul(weight).div(sum));
    if (remainder === 'last line') return roundedThenRest(units, quotas);
    const shares = quotas.map(quota => quota.floor());
    const left = units - totalUnits(shares);
    if (remainder === 'first lines') return toFirst(left, shares, quotas);
    if (remainder === 'largest line') return toLargest(left, shares, weights);
    const first = quotas.findIndex(quota => !quota.isZero());
    return shares.map((share, index) => (index === first ? share + left : share));
}

/** What is left over after cutting is less than the number of shares that were cut. */
function toFirst(units: bigint, shares: readonly bigint[], quotas: readonly Rational[]): bigint[] {
    let left = units;
    return shares.map((share, index) => {
        if (left === 0n || quotas[index]?.isZero()) return share;
        left -= 1n;
        return share + 1n;
    });
}

function toLargest(units: bigint, shares: readonly bigint[], weights: readonly Rational[]): bigint[] {
    let largest = 0;
    for (const [index, weight] of weights.entries()) if (weight.gt(weights[largest] ?? weight)) largest = index;
    return shares.map((share, index) => (index === largest ? share + units : share));
}

function roundedThenRest(units: bigint, quotas: readonly Rational[]): bigint[] {
    const last = quotas.findLastIndex(quota => !quota.isZero());
    let left = units;
    return quotas.map((quota, index) => {
        const share = index === last ? left : lesser(quota.round('half up'), left);
        left -= share;
        return share;
    });
}
