/**
 * What becomes of the part below one unit. Most modes are symmetric around zero, so that taking back
 * mirrors giving: `down` is towards zero, `up` away from zero, `half up` to the nearest with ties away
 * from zero, `half down` with ties towards zero, `half even` and `half odd` with ties to that neighbour.
 * `lower` and `higher` look at the number and not at its size: -2.5 goes to -3, and to -2.
 */
export type Rounding = (typeof ROUNDINGS)[number];

export const ROUNDINGS = [
    ...(['down', 'up', 'lower', 'higher'] as const),
    ...(['half up', 'half down', 'half even', 'half odd', 'half lower', 'half higher'] as const),
] as const;

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
    return roundsAway(mode, twice - denominator, quotient, numerator < 0n)
        ? quotient + (numerator < 0n ? -1n : 1n)
        : quotient;
}

/** `overHalf` is negative, zero or positive as the cut part is below, at or above one half. */
function roundsAway(mode: Rounding, overHalf: bigint, quotient: bigint, isNegative: boolean): boolean {
    switch (mode) {
        case 'down':
            return false;
        case 'up':
            return true;
        case 'lower':
            return isNegative;
        case 'higher':
            return !isNegative;
        case 'half up':
            return overHalf >= 0n;
        case 'half down':
            return overHalf > 0n;
        case 'half even':
            return overHalf > 0n || (overHalf === 0n && quotient % 2n !== 0n);
        case 'half odd':
            return overHalf > 0n || (overHalf === 0n && quotient % 2n === 0n);
        case 'half lower':
            return overHalf > 0n || (overHalf === 0n && isNegative);
        case 'half higher':
            return overHalf > 0n || (overHalf === 0n && !isNegative);
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
