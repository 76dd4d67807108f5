import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion, spreadEvenly, spreadInOrder } from '../../src/base/apportion.ts';
import { Rational } from '../../src/base/rational.ts';

const totals = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const amounts = fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 9n })), { maxLength: 12 });
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

describe('a discount over lines', () => {
    test.each([
        [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
        [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
        [10n, [0n, 5n, 0n, 5n], [0n, 5n, 0n, 5n]],
        [7n, [1n, 2n, 4n], [1n, 2n, 4n]],
        [1n, [1n, 3n], [0n, 1n]],
        [0n, [0n, 0n], [0n, 0n]],
        [0n, [], []],
    ])('%s by %s is %s', (total, weights, shares) => {
        expect(apportion(total, weights)).toEqual(shares);
    });

    test('fractions weigh exactly: a third, a sixth and a half', () => {
        const weights = [Rational.of(1, 3), Rational.of(1, 6), Rational.of(1, 2)];
        expect(apportion(6n, weights)).toEqual([2n, 1n, 3n]);
    });

    test('nobody can take what is left when no weight is above zero', () => {
        expect(apportion(5n, [0n, 0n])).toBeUndefined();
        expect(apportion(5n, [])).toBeUndefined();
    });

    test('shares add up, are within one unit of their quota, mirror, and give nothing to zero', () => {
        fc.assert(
            fc.property(totals, amounts, (total, weights) => {
                const all = sum(weights);
                fc.pre(all > 0n);
                const shares = apportion(total, weights) ?? [];
                expect(sum(shares)).toBe(total);
                expect(apportion(-total, weights)).toEqual(shares.map(share => -share));
                for (const [index, weight] of weights.entries()) {
                    const share = shares[index] ?? 0n;
                    expect(abs(share * all - total * weight) < all).toBe(true);
                    if (weight === 0n) expect(share).toBe(0n);
                }
            }),
        );
    });

    test('only proportions count: scaled weights give the same shares', () => {
        fc.assert(
            fc.property(totals, amounts, fc.bigInt({ min: 1n, max: 999n }), (total, weights, divisor) => {
                const scaled = weights.map(weight => Rational.of(weight, divisor));
                expect(apportion(total, scaled)).toEqual(apportion(total, weights));
            }),
        );
    });

    test('a negative weight is a bug', () => {
        expect(() => apportion(1n, [-1n, 2n])).toThrow('not negative');
    });
});

test('evenly spread shares add up and differ by one at most, the larger first', () => {
    expect(spreadEvenly(11n, 4)).toEqual([3n, 3n, 3n, 2n]);
    expect(spreadEvenly(-11n, 4)).toEqual([-3n, -3n, -3n, -2n]);
    fc.assert(
        fc.property(totals, fc.integer({ min: 1, max: 50 }), (total, count) => {
            const shares = spreadEvenly(total, count);
            expect(shares).toHaveLength(count);
            expect(sum(shares)).toBe(total);
            expect(abs((shares[0] ?? 0n) - (shares.at(-1) ?? 0n)) <= 1n).toBe(true);
        }),
    );
});

test('capacities fill in an order, and what does not fit stays out', () => {
    expect(spreadInOrder(7n, [5n, 4n, 2n], [2, 1, 0])).toEqual([1n, 4n, 2n]);
    expect(spreadInOrder(-7n, [5n, 4n, 2n], [2, 1, 0])).toEqual([-1n, -4n, -2n]);
    expect(spreadInOrder(20n, [5n, 4n, 2n], [1, 0, 2])).toEqual([5n, 4n, 2n]);
    fc.assert(
        fc.property(totals, amounts, (total, capacities) => {
            const room = sum(capacities);
            const fits = abs(total) <= room;
            const shares = spreadInOrder(total, capacities, [...capacities.keys()]);
            expect(abs(sum(shares))).toBe(fits ? abs(total) : room);
            expect(shares.every((share, index) => abs(share) <= (capacities[index] ?? 0n))).toBe(true);
        }),
    );
});
