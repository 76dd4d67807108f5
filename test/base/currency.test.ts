import { expect, test } from 'vitest';
import { currencyDecimals, listCurrencies } from '../../src/base/currency.ts';

test.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['HUF', 2],
    ['KWD', 3],
    ['IQD', 3],
    ['VED', 2],
    ['XAU', undefined],
    ['XXX', undefined],
    ['eur', undefined],
    ['ZZZ', undefined],
])('%s has %s decimals', (code, decimals) => {
    expect(currencyDecimals(code)).toBe(decimals);
});

test('the list is in order, without repetition, and every entry has a name', () => {
    const codes = listCurrencies().map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes.length).toBeGreaterThan(140);
    expect(listCurrencies().find(({ code }) => code === 'EUR')).toEqual({ code: 'EUR', name: 'Euro', decimals: 2 });
    expect(listCurrencies().filter(({ name }) => name === '')).toEqual([]);
});
