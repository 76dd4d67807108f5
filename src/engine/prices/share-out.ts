import { Rational } from '../../base/rational.ts';

/**
 * Whole units for exact parts: their sum is rounded half up once, every part is cut to whole units, and what the
 * sum has more goes one each to the largest remainders, ties to the earlier. Where the sum is above `most`
 * (not negative), all parts shrink alike until they come to it. Parts below zero raise a price.
 */
export function shareOut(parts: readonly Rational[], most: bigint): bigint[] {
    const sum = total(parts);
    const rounded = sum.round('half up');
    if (rounded <= most) return cut(parts, rounded);
    const factor = Rational.of(most).div(sum);
    return cut(
        parts.map(part => part.mul(factor)),
        most,
    );
}

export const total = (parts: readonly Rational[]): Rational => parts.reduce((a, b) => a.add(b), Rational.ZERO);

export const totalUnits = (parts: readonly bigint[]): bigint => parts.reduce((a, b) => a + b, 0n);

export const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const greater = (a: bigint, b: bigint): bigint => -lesser(-a, -b);

/** `units` is the sum of the quotas, rounded to one of its two neighbours: no quota gets more than one on top. */
function cut(quotas: readonly Rational[], units: bigint): bigint[] {
    const shares = quotas.map(quota => quota.floor());
    const left = Number(units - totalUnits(shares));
    const remainders = quotas.map((quota, index) => ({ index, part: quota.sub(Rational.of(quota.floor())) }));
    remainders.sort((a, b) => b.part.compare(a.part));
    for (const { index } of remainders.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n;
    return shares;
}

/** Shares in their order until so much is used up. */
export function upTo(shares: readonly bigint[], most: bigint): bigint[] {
    let left = most;
    return shares.map(share => {
        const part = lesser(share, left);
        left -= part;
        return part;
    });
}
