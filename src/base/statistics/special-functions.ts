/*
 * Functions of mathematics that the standard library lacks, for statistics only: amounts are never computed with them.
 */

/** Lanczos' approximation with g = 7 and nine terms: good to some 15 digits for arguments above zero. */
const LANCZOS = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** The natural logarithm of the gamma function, for arguments above zero. */
export function logGamma(x: number): number {
    if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    const z = x - 1;
    const sum = LANCZOS.reduce((total, term, index) => total + (index === 0 ? term : term / (z + index)), 0);
    const t = z + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const MOST_TERMS = 20_000;
const TINY = 1e-300;
const PRECISION = 1e-15;

/** Gauss' hypergeometric function 2F1(a, b; c; z) by its series, for z from 0 to below 1. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
    let [term, sum] = [1, 1];
    for (let n = 0; n < MOST_TERMS; n++) {
        term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
        sum += term;
        if (Math.abs(term) <= PRECISION * Math.abs(sum)) break;
    }
    return sum;
}

/** The regularised incomplete beta function I_x(a, b): its continued fraction by Lentz' method. */
export function regularisedBeta(x: number, a: number, b: number): number {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
    // The fraction converges fast below its mean; above, the mirror image does.
    return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
    let [c, d] = [1, 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))];
    let value = d;
    for (let m = 1; m < MOST_TERMS; m++) {
        const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / awayFromZero(1 + even * d);
        c = awayFromZero(1 + even / c);
        value *= d * c;
        const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / awayFromZero(1 + odd * d);
        c = awayFromZero(1 + odd / c);
        value *= d * c;
        if (Math.abs(d * c - 1) < PRECISION) break;
    }
    return value;
}

const awayFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
