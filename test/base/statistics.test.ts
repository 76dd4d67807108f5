import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
    differenceOfMeans,
    differenceOfProportions,
    netPromoters,
    studentQuantile,
    wilson,
} from '../../src/base/statistics/intervals.ts';
import { minimise } from '../../src/base/statistics/minimise.ts';
import { hypergeometric, logGamma, regularisedBeta } from '../../src/base/statistics/special-functions.ts';

describe('special functions', () => {
    it('have their known values', () => {
        expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
        expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
        expect(logGamma(0.01)).toBeCloseTo(4.599479878042022, 10);
        // 2F1(1, 1; 2; z) = -ln(1 - z) / z
        expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 12);
        // I_x(1, b) = 1 - (1 - x)^b
        expect(regularisedBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 12);
    });

    it('of the incomplete beta are mirror images', () => {
        const above = fc.double({ min: 0.1, max: 60, noNaN: true });
        fc.assert(
            fc.property(above, above, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, x) => {
                expect(regularisedBeta(x, a, b) + regularisedBeta(1 - x, b, a)).toBeCloseTo(1, 9);
            }),
        );
    });
});

describe('the simplex search', () => {
    it("finds the bottom of Rosenbrock's valley", () => {
        const { at, found } = minimise(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1]);
        expect(found).toBe(true);
        expect(at[0]).toBeCloseTo(1, 4);
        expect(at[1]).toBeCloseTo(1, 4);
    });

    it('goes around where the function is not defined', () => {
        const { at } = minimise(([x = 0]) => (x <= 0 ? Number.NaN : x - Math.log(x)), [5]);
        expect(at[0]).toBeCloseTo(1, 4);
    });
});

describe('intervals', () => {
    it("of a proportion are Wilson's: 81 of 263 in Newcombe's first paper of 1998", () => {
        const { low, high } = wilson({ part: 81, of: 263 });
        expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
    });

    it.each([
        [56, 70, 48, 80, '0.0524', '0.3339'],
        [9, 10, 3, 10, '0.1705', '0.8090'],
        [10, 10, 0, 20, '0.6791', '1.0000'],
    ])('of a difference are those of method 10 of Newcombe, 1998: %i/%i and %i/%i', (a, m, b, n, low, high) => {
        const estimate = differenceOfProportions({ part: a, of: m }, { part: b, of: n });
        expect([estimate.low.toFixed(4), estimate.high.toFixed(4)]).toEqual([low, high]);
    });

    it("of a mean use Student's quantiles as tables have them", () => {
        expect([1, 5, 10, 30, 120].map(freedom => studentQuantile(freedom).toFixed(3))).toEqual([
            '12.706',
            '2.571',
            '2.228',
            '2.042',
            '1.980',
        ]);
    });

    it('of a difference of means are those that Welch has for unequal variances', () => {
        // se^2 = 16/10 + 25/20 = 2.85; 2.85^2 / (1.6^2/9 + 1.25^2/19) = 22.15 degrees of freedom, t = 2.0731
        const { low, high } = differenceOfMeans(
            { count: 10, mean: 20, variance: 16 },
            { count: 20, mean: 15, variance: 25 },
        );
        expect([low.toFixed(2), high.toFixed(2)]).toEqual(['1.50', '8.50']);
    });

    it('of a recommendation score add three answers', () => {
        // 40 promoters and 10 detractors of 80: (40.75 - 10.75) / 83 ± 1.96 sqrt(((51.5 / 83) - 0.3614^2) / 83)
        const { value, low, high } = netPromoters(40, 10, 80);
        expect([value.toFixed(3), low.toFixed(3), high.toFixed(3)]).toEqual(['0.375', '0.211', '0.512']);
    });

    it('hold the difference and stay within -1 and 1', () => {
        const group = fc
            .integer({ min: 1, max: 500 })
            .chain(of => fc.record({ of: fc.constant(of), part: fc.integer({ min: 0, max: of }) }));
        fc.assert(
            fc.property(group, group, (a, b) => {
                const { low, value, high } = differenceOfProportions(a, b);
                expect(low).toBeLessThanOrEqual(value + 1e-12);
                expect(high).toBeGreaterThanOrEqual(value - 1e-12);
                expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
                expect(high).toBeLessThanOrEqual(1 + 1e-12);
            }),
        );
    });
});
