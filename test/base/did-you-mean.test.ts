import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest, didYouMean } from '../../src/base/did-you-mean.ts';

test.each([
    ['Glod', ['Silver', 'Gold'], " Did you mean 'Gold'?"],
    ['gold', ['Golds', 'Gold'], " Did you mean 'Gold'?"],
    ['EU', ['EUR', 'USD'], " Did you mean 'EUR'?"],
    ['platinm', ['Platinum'], " Did you mean 'Platinum'?"],
    ['Bronze', ['Silver', 'Gold'], ''],
    ['a', ['b'], ''],
    ['Gold', ['Gold'], ''],
    ['Gold', [], ''],
])("'%s' among %j: %s", (word, candidates, message) => {
    expect(didYouMean(word, candidates)).toBe(message);
});

test('the nearest come first, each once, not more than asked for', () => {
    const candidates = ['points', 'paints', 'point', 'POINT', 'point', 'pint'];
    expect(closest('poimt', candidates)).toEqual(['point', 'POINT', 'points']);
    expect(closest('poimts', candidates, 2)).toEqual(['points', 'paints']);
});

test('one swap of neighbours in a longer word is always recognised', () => {
    const words = fc.string({ minLength: 4, maxLength: 30, unit: fc.constantFrom(...'abcdefghijklmnop') });
    fc.assert(
        fc.property(words, fc.nat(), (word, at) => {
            const i = at % (word.length - 1);
            const swapped = word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2);
            expect(closest(swapped, [word])).toEqual(swapped === word ? [] : [word]);
        }),
    );
});

test('very long words are compared only for equality', () => {
    const long = 'x'.repeat(100_000);
    expect(closest(`${long}y`, [long])).toEqual([]);
    expect(closest(long, [long.toUpperCase()])).toHaveLength(1);
});
