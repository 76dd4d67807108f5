import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceActive, expectedPurchases, fitBgNbd, minusLogLikelihood } from '../../../src/simulate/value/bg-nbd.ts';
import { type BuyerCell, cellsOf } from '../../../src/simulate/value/buyer.ts';
import { expectedSpend, fitGammaGamma, type Spender } from '../../../src/simulate/value/gamma-gamma.ts';

/** The customers on whom Fader and Hardie published their results: 2,357 of CDNOW. */
const [cells, spenders] = cdnow();

describe('the BG/NBD model', () => {
    const fitted = fitBgNbd(cells);

    it('comes to the parameters that are published for CDNOW', () => {
        const { r, alpha, a, b, logLikelihood } = fitted ?? none();
        expect([r, alpha, a, b].map(value => value.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426']);
        expect(logLikelihood.toFixed(1)).toBe('-9582.4');
    });

    it('expects of a customer what is published: 2 repeats, the last after 30.43 of 38.86 weeks, in 39 weeks', () => {
        const customer = { repeats: 2, lastAfterDays: 213, seenForDays: 272 };
        expect(expectedPurchases(fitted ?? none(), customer, 273).toFixed(3)).toBe('1.226');
        // The rates of 23 repeats that end early are those of somebody who left.
        const gone = { repeats: 23, lastAfterDays: 70, seenForDays: 272 };
        expect(chanceActive(fitted ?? none(), gone)).toBeLessThan(0.001);
    });

    it('finds no better parameters near by', () => {
        const minus = minusLogLikelihood(cells);
        const { r, alpha, a, b } = fitted ?? none();
        const best = minus([r, alpha, a, b]);
        const factor = fc.double({ min: 0.9, max: 1.1, noNaN: true });
        fc.assert(
            fc.property(factor, factor, factor, factor, (p, q, s, t) => {
                expect(minus([r * p, alpha * q, a * s, b * t])).toBeGreaterThanOrEqual(best - 1e-6);
            }),
        );
    });

    it('can be fitted to those who came every day for years and then stopped', () => {
        const often = { repeats: 3000, lastAfterDays: 3010, seenForDays: 9000, members: 40 };
        const minus = minusLogLikelihood([...cells, often]);
        expect(Number.isFinite(minus([0.2, 0.001, 0.8, 2.4]))).toBe(true);
        expect(fitBgNbd([...cells, often])).toBeDefined();
        expect(chanceActive(fitted ?? none(), often)).toBe(0);
    });

    it('expects more of a longer time, and nothing of none', () => {
        const customer = fc.record({
            repeats: fc.integer({ min: 0, max: 300 }),
            lastAfterDays: fc.integer({ min: 1, max: 200 }),
            seenForDays: fc.integer({ min: 200, max: 400 }),
        });
        fc.assert(
            fc.property(customer, fc.integer({ min: 1, max: 700 }), (one, days) => {
                const model = fitted ?? none();
                const buyer = one.repeats === 0 ? { ...one, lastAfterDays: 0 } : one;
                const [less, more] = [
                    expectedPurchases(model, buyer, days),
                    expectedPurchases(model, buyer, days + 30),
                ];
                expect(expectedPurchases(model, buyer, 0)).toBeCloseTo(0, 9);
                expect(Number.isFinite(more)).toBe(true);
                expect(more).toBeGreaterThanOrEqual(less);
            }),
        );
    });
});

describe('the gamma-gamma model', () => {
    const fitted = fitGammaGamma(spenders);

    it('comes to the parameters that are published for the 946 who came again', () => {
        const { p, q, gamma } = fitted ?? none();
        expect(spenders).toHaveLength(946);
        expect([p.toFixed(2), q.toFixed(2)]).toEqual(['6.25', '3.74']);
        expect(Math.abs(gamma - 15.44)).toBeLessThan(0.02);
    });

    it('expects between the own average and that of all', () => {
        const { p, q, gamma } = fitted ?? none();
        const all = (p * gamma) / (q - 1);
        expect(all.toFixed(1)).toBe('35.2');
        const spend = expectedSpend(fitted ?? none(), { repeats: 3, average: 60 });
        expect(spend).toBeGreaterThan(all);
        expect(spend).toBeLessThan(60);
        expect(expectedSpend(fitted ?? none(), { repeats: 0, average: 0 })).toBeCloseTo(all, 9);
    });
});

it('members of whom the same is known are one cell, whatever their order', () => {
    const buyer = fc.record({ repeats: fc.nat(3), lastAfterDays: fc.nat(3), seenForDays: fc.nat(3) });
    fc.assert(
        fc.property(fc.array(buyer), buyers => {
            const found = cellsOf(buyers);
            expect(found.reduce((sum, { members }) => sum + members, 0)).toBe(buyers.length);
            expect(cellsOf(buyers.toReversed())).toEqual(found);
        }),
    );
});

function cdnow(): [BuyerCell[], Spender[]] {
    const text = readFileSync(new URL('../fixtures/cdnow.csv', import.meta.url), 'utf8');
    const rows = text.split('\n').filter(line => /^\d/.test(line));
    const parsed = rows.map(row => {
        const [repeats = 0, lastAfterDays = 0, seenForDays = 0, members = 0] = row.split(',').map(Number);
        const averages = (row.split(',')[4] ?? '').split(' ').filter(average => average !== '');
        const cell = { repeats, lastAfterDays, seenForDays, members };
        return { cell, spenders: averages.map(average => ({ repeats, average: Number(average) })) };
    });
    return [parsed.map(({ cell }) => cell), parsed.flatMap(each => each.spenders)];
}

function none(): never {
    throw new Error('the model could be fitted');
}
