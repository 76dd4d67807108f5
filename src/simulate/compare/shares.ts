import { Rational } from '../../base/rational.ts';

/**
 * Exact parts in whole units of so many decimals, so that they add up to a total that was rounded by itself: each is
 * rounded down, and what is left goes one unit each to those that lost most, ties to the earlier.
 */
export function inUnits(parts: readonly Rational[], total: bigint, decimals: number): bigint[] {
    const units = parts.map(part => part.mul(Rational.of(10n ** BigInt(decimals))));
    const whole = units.map(unit => unit.floor());
    const order = units
        .map((unit, index) => ({ index, rest: unit.sub(Rational.of(whole[index] ?? 0n)) }))
        .sort((a, b) => b.rest.compare(a.rest) || a.index - b.index);
    let left = total - whole.reduce((a, b) => a + b, 0n);
    const step = left < 0n ? -1n : 1n;
    if (step < 0n) order.reverse();
    for (let next = 0; left !== 0n && order.length > 0; next = (next + 1) % order.length) {
        const index = order[next]?.index ?? 0;
        whole[index] = (whole[index] ?? 0n) + step;
        left -= step;
    }
    return whole;
}
