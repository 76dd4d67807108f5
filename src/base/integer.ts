/**
 * What becomes of the part below one unit. All modes are symmetric around zero, so that taking back
 * mirrors giving: `down` is towards zero, `up` away from zero, `half up` to the nearest with ties away
 * from zero, `half down` with ties towards zero, `half even` with ties to the even neighbour.
 */
export type Rounding = 'down' | 'up' | 'half up' | 'half down' | 'half even';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Euclid's algorithm; in machine numbers as soon as both fit. Neither may be negative. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
    let [x, y] = [a, b];
    while (x > SAFE || y > SAFE) {
        if (y === 0n) return x;
        [x, y] = [y, x % y];
    }
    let [m, n] = [Number(x), Number(y)];
    while (n !== 0) [m, n] = [n, m % n];
    return BigInt(m);
}

/** `denominator` must be positive. BigInt division cuts towards zero, which is `down` already. */
export function roundedQuotient(numerator: bigint, denominator: bigint, mode: Rounding): bigint {
    const quotient = numerator / denominator;
    const remainder = numerator % denominator;
    if (remainder === 0n) return quotient;
    const twice = (remainder < 0n ? -remainder : remainder) * 2n;
    return roundsAway(mode, twice - denominator, quotient) ? quotient + (numerator < 0n ? -1n : 1n) : quotient;
}

/** `overHalf` is negative, zero or positive as the cut part is below, at or above one half. */
function roundsAway(mode: Rounding, overHalf: bigint, quotient: bigint): boolean {
    switch (mode) {
        case 'down':
            return false;
        case 'up':
            return true;
        case 'half up':
            return overHalf >= 0n;
        case 'half down':
            return overHalf > 0n;
        case 'half even':
            return overHalf > 0n || (overHalf === 0n && quotient % 2n !== 0n);
    }
}

const POWERS: bigint[] = Array.from({ length: 20 }, (_, exponent) => 10n ** BigInt(exponent));

/** `10^exponent`; the exponent is a whole number from 0 on. */
export const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

/** How many digits `1 / denominator` has after the point; `undefined` when they never end. */
export function decimalsOf(denominator: bigint): number | undefined {
    let rest = denominator;
    let twos = 0;
    let fives = 0;
    for (; rest % 2n === 0n; twos++) rest /= 2n;
    for (; rest % 5n === 0n; fives++) rest /= 5n;
    return rest === 1n ? Math.max(twos, fives) : undefined;
}
