import { apportion } from '../../base/apportion.ts';
import { ROUNDINGS } from '../../base/integer.ts';
import { Rational, type Rounding } from '../../base/rational.ts';

/** Divides whole units in proportion to whole weights, into the places of the weights; as `apportion` does, in doubles while they are exact. */
export function apportionNumbers(total: number, weights: Float64Array, count: number): void {
    let [sum, most] = [0, 0];
    for (let index = 0; index < count; index++) {
        const weight = weights[index] ?? 0;
        sum += weight;
        if (weight > most) most = weight;
    }
    if (sum === 0 || total === 0) {
        weights.fill(0, 0, count);
        return;
    }
    if (most === sum) {
        for (let index = 0; index < count; index++) weights[index] = (weights[index] ?? 0) === most ? total : 0;
        return;
    }
    if (most * total > Number.MAX_SAFE_INTEGER) {
        const shares = apportion(BigInt(total), Array.from(weights.subarray(0, count), BigInt)) ?? [];
        for (let index = 0; index < count; index++) weights[index] = Number(shares[index] ?? 0n);
        return;
    }
    let left = total;
    const remainders: number[] = [];
    for (let index = 0; index < count; index++) {
        const product = (weights[index] ?? 0) * total;
        const share = Math.floor(product / sum);
        remainders.push(product - share * sum);
        weights[index] = share;
        left -= share;
    }
    for (; left > 0; left--) {
        let best = 0;
        for (let index = 1; index < count; index++)
            if ((remainders[index] ?? 0) > (remainders[best] ?? 0)) best = index;
        weights[best] = (weights[best] ?? 0) + 1;
        remainders[best] = -1;
    }
}

/** `dividend / by` to the nearest whole number, a half to the one that is even (0) or odd (1). */
export function halfTo(dividend: number, by: number, parity: 0 | 1): number {
    const whole = Math.floor(dividend / by);
    const twice = 2 * (dividend - whole * by);
    return twice > by || (twice === by && whole % 2 !== parity) ? whole + 1 : whole;
}

/** A share of whole minor units, rounded half up; `part` of `whole` is none to all of it. */
function share(amount: number, part: number, whole: number): number {
    if (part === whole) return amount;
    const twice = 2 * amount * part + whole;
    if (twice <= Number.MAX_SAFE_INTEGER && 2 * whole <= Number.MAX_SAFE_INTEGER)
        return Math.floor(twice / (2 * whole));
    return Number(Rational.of(BigInt(amount) * BigInt(part), BigInt(whole)).round('half up'));
}

/** The number of the only one that is not zero; absent where there are several, or none. */
function onlyGiving(exact: readonly Rational[]): number | undefined {
    let only: number | undefined;
    for (const [index, each] of exact.entries()) {
        if (each.isZero()) continue;
        if (only !== undefined) return undefined;
        only = index;
    }
    return only;
}

const modeOf = (index: number): Rounding => ROUNDINGS[index] ?? 'down';

/** Exact fractions, where code works out again what a purchase of the past earned. */
export const exactParts = {
    zero: Rational.ZERO,
    share,
    part: (amount: number, part: number, whole: number): Rational =>
        part === whole ? Rational.of(amount) : Rational.of(BigInt(amount) * BigInt(part), BigInt(whole)),
    fraction: (numerator: number, denominator: number): Rational => Rational.of(numerator, denominator),
    floor: (value: Rational): Rational => Rational.of(value.floor()),
    whole: (value: Rational, mode: number, decimals: number): Rational =>
        Rational.fromUnits(value.toUnits(decimals, modeOf(mode)), decimals),
    /** The number of the largest of what rules give, of equal ones the first; -1 where nothing is given. */
    best(sums: readonly Rational[]): number {
        let [winner, most] = [-1, Rational.ZERO];
        for (const [index, sum] of sums.entries()) if (sum.gt(most)) [winner, most] = [index, sum];
        return winner;
    },
    firstGiving: (sums: readonly Rational[]): number => sums.findIndex(sum => sum.sign() > 0),
    notNegative: (value: Rational): Rational => value.max(Rational.ZERO),
    /** Whole units of so many decimals, rounded together and divided by largest remainder. */
    roundOff(exact: readonly Rational[], mode: number, decimals: number): number[] {
        const only = onlyGiving(exact);
        if (only !== undefined) {
            const whole = Number((exact[only] ?? Rational.ZERO).toUnits(decimals, modeOf(mode)));
            return exact.map((_, index) => (index === only ? whole : 0));
        }
        const units = exact.map(each => each.mul(Rational.of(10n ** BigInt(decimals))));
        const total = units.reduce((sum, each) => sum.add(each), Rational.ZERO).round(modeOf(mode));
        return (apportion(total, units) ?? units.map(() => 0n)).map(Number);
    },
};
