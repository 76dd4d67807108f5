import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashShare, hashText, Random } from '../../src/base/random.ts';

const draw = (count: number, one: () => number): number[] => Array.from({ length: count }, one);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function variance(values: readonly number[]): number {
    const center = mean(values);
    return mean(values.map(value => (value - center) ** 2));
}

describe('the generator', () => {
    test('its numbers never change: saved seeds stay valid', () => {
        const random = new Random(42);
        expect(draw(5, () => random.int(1000))).toEqual([906, 755, 503, 159, 546]);
    });

    test('the same seed gives the same numbers, another seed or stream gives others', () => {
        const sequence = (random: Random): number[] => draw(10, () => random.next());
        expect(sequence(new Random(1))).toEqual(sequence(new Random(1)));
        expect(sequence(new Random(1))).not.toEqual(sequence(new Random(2)));
        expect(sequence(new Random(1))).not.toEqual(sequence(new Random(1, 1)));
    });

    test('a fork depends on its label, not on what was drawn before', () => {
        const [fresh, used] = [new Random(7), new Random(7)];
        draw(100, () => used.next());
        expect(fresh.fork('m-1').next()).toBe(used.fork('m-1').next());
        const firsts = new Set(draw(1000, () => 0).map((_, index) => fresh.fork(`m-${index}`).next()));
        expect(firsts.size).toBe(1000);
    });

    test('whole numbers and picks stay in range', () => {
        fc.assert(
            fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 40 }), (seed, n) => {
                const random = new Random(seed);
                const value = random.int(n);
                expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
                expect(['a', 'b']).toContain(random.pick(['a', 'b']));
            }),
        );
        expect(() => new Random(1).pick([])).toThrow('positive');
    });

    test('every face of a die comes up about as often', () => {
        const random = new Random(3);
        const counts = Array(6).fill(0);
        for (const face of draw(60_000, () => random.int(6))) counts[face]++;
        for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    });
});

describe('distributions have their mean and variance', () => {
    test.each<[string, number, number, (random: Random) => number]>([
        ['uniform', 0.5, 1 / 12, random => random.next()],
        ['normal', 10, 4, random => random.normal(10, 2)],
        ['exponential', 3, 9, random => random.exponential(3)],
        ['poisson, few', 2.5, 2.5, random => random.poisson(2.5)],
        ['poisson, many', 900, 900, random => random.poisson(900)],
    ])('%s', (_, expectedMean, expectedVariance, one) => {
        const random = new Random(11);
        const values = draw(50_000, () => one(random));
        expect(Math.abs(mean(values) - expectedMean)).toBeLessThan(5 * Math.sqrt(expectedVariance / 50_000));
        expect(variance(values) / expectedVariance).toBeCloseTo(1, 1);
    });
});

describe('the hash', () => {
    test.each([
        ['', 0, 0],
        ['', 1, 0x514e28b7],
        ['hello', 0, 0x248bfa47],
        ['hello, world', 0, 0x149bbb7f],
        ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
    ])("of '%s' with seed %i is MurmurHash3's", (text, seed, expected) => {
        expect(hashText(text, seed)).toBe(expected);
    });

    test('shares are whole parts per million and spread evenly', () => {
        const shares = draw(20_000, () => 0).map((_, index) => hashShare(`member-${index}/birthday`));
        expect(shares.every(share => Number.isInteger(share) && share >= 0 && share < 1e6)).toBe(true);
        expect(shares.filter(share => share < 100_000).length / 20_000).toBeCloseTo(0.1, 2);
    });

    test('any text has a hash of 32 bits', () => {
        fc.assert(
            fc.property(fc.string({ unit: 'binary' }), text => {
                const hash = hashText(text);
                expect(hash >>> 0).toBe(hash);
            }),
        );
    });
});
