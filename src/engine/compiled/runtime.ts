import { apportion } from '../../base/apportion.ts';

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

/** `dividend / by` to the nearest whole number, a half to the even one. */
export function halfEven(dividend: number, by: number): number {
    const whole = Math.floor(dividend / by);
    const twice = 2 * (dividend - whole * by);
    return twice > by || (twice === by && whole % 2 === 1) ? whole + 1 : whole;
}
