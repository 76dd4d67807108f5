import { describe, expect, test } from 'vitest';
import { Rational } from '../../../src/base/rational.ts';
import {
    amountOff,
    brackets,
    combine,
    discounts,
    eur,
    euros,
    itemIs,
    newPrice,
    order,
    paid,
    percentOff,
    program,
    rule,
    totalAtLeast,
} from './counter.ts';

describe('shipping', () => {
    const fee = { shipping: 490n };

    test('is free from 50 EUR on, counted on what is paid for the goods', () => {
        const shop = program([
            rule('FreeShipping', 'shipping', [percentOff('100')], { when: [totalAtLeast('50')] }),
            rule('Off', 'order', [amountOff('5.00')]),
        ]);
        expect(order(shop, ['1 A at 55.00'], fee).shipping).toEqual({
            charged: 490n,
            discount: 490n,
            paid: 0n,
            tax: 0n,
        });
        expect(order(shop, ['1 A at 54.99'], fee).shipping).toEqual({
            charged: 490n,
            discount: 0n,
            paid: 490n,
            tax: 0n,
        });
    });

    test('is not part of the goods', () => {
        const shop = program([rule('Cheap', 'shipping', [newPrice('1.90')])]);
        const result = order(shop, ['1 A at 10.00'], fee);
        expect([result.paid, result.discount, result.shipping?.paid]).toEqual([1000n, 0n, 190n]);
        expect(result.discounts).toEqual([{ rule: 'Cheap', phase: 'shipping', amount: 300n }]);
    });

    test('brackets say what it costs', () => {
        const steps = ['from 0: 4.90', 'from 50: 2.90', 'from 100: 0.00'];
        const shop = program([rule('Table', 'shipping', [brackets('all-units', steps, { by: 'amount' })])]);
        expect(['49.99', '50.00', '100.00'].map(price => order(shop, [`1 A at ${price}`], fee).shipping?.paid)).toEqual(
            [490n, 290n, 0n],
        );
    });

    test('several rules, groups and floors', () => {
        const rules = [
            rule('Half', 'shipping', [percentOff('50')]),
            rule('Off', 'shipping', [amountOff('3.00')], { floor: eur('1.00') }),
        ];
        expect(order(program(rules), ['1 A at 1.00'], fee).shipping?.paid).toBe(100n);
        const best = program(rules, { combinations: [combine(['Half', 'Off'], 'best')] });
        expect(order(best, ['1 A at 1.00'], fee).shipping?.paid).toBe(190n);
    });

    test('where asks for a line', () => {
        const shop = program([rule('Books', 'shipping', [percentOff('100')], { where: [itemIs('category', 'book')] })]);
        expect(order(shop, ['1 A at 10.00', '1 B at 9.00 in book'], fee).shipping?.paid).toBe(0n);
        expect(order(shop, ['1 A at 10.00'], fee).shipping?.paid).toBe(490n);
    });

    test('is not known where nobody says so', () => {
        const shop = program([rule('Cheap', 'shipping', [newPrice('1.90')])]);
        const result = order(shop, ['1 A at 10.00']);
        expect(result.shipping).toBeUndefined();
        expect(discounts(result)).toBe('');
    });
});

describe('tax', () => {
    const lines = ['1 LAMP at 11.90 tax 19%', '1 BOOK at 10.70 tax 7%'];

    test('19% and 7% are taken out of prices that include tax', () => {
        const result = order(program([]), lines);
        expect([result.paid, result.net]).toEqual([2260n, 2000n]);
        expect(result.lines.map(({ net }) => euros(net))).toEqual(['10.00', '10.00']);
    });

    test('after all discounts, exact for earning and rounded once for each line', () => {
        const result = order(program([rule('Tenth', 'order', [percentOff('10')])]), lines);
        expect(result.lines.map(each => [euros(each.paid), euros(each.net)])).toEqual([
            ['10.71', '9.00'],
            ['9.63', '9.00'],
        ]);
        const odd = order(program([]), ['1 A at 1.00 tax 19%', '1 B at 1.00 tax 19%', '1 C at 1.00 tax 7%']);
        expect(odd.lines.map(({ net }) => net)).toEqual([84n, 84n, 93n]);
        expect(odd.net).toBe(261n);
        expect(odd.lines[0]?.exactNet).toEqual(Rational.of(10_000n, 119n));
    });

    test('nothing is taken out where prices have no tax in them, or nobody knows the rate', () => {
        expect(order(program([], { pricesInclude: 'no tax' }), lines).net).toBe(2260n);
        expect(order(program([]), ['1 LAMP at 11.90']).net).toBe(1190n);
        expect(order(program([]), ['1 LAMP at 11.90 tax -100%']).net).toBe(1190n);
    });
});

test('cost is known where every line says so', () => {
    expect(order(program([]), ['3 A at 1.00 cost 0.335', '2 B at 1.00 cost 0.25']).cost).toBe(151n);
    expect(order(program([]), ['3 A at 1.00 cost 0.33', '2 B at 1.00']).cost).toBeUndefined();
});

test('a currency without decimals', () => {
    const currency = { code: 'JPY', decimals: 0, span: program([]).span };
    const shop = program([rule('Third', 'item', [percentOff('33')]), rule('Off', 'order', [amountOff('10')])], {
        currency,
        currencies: [currency],
    });
    const result = order(shop, ['1 A at 101', '1 B at 50']);
    expect(result.lines.map(each => Number(each.paid))).toEqual([61, 30]);
    expect(paid(order(program([]), []))).toBe('0.00');
});
