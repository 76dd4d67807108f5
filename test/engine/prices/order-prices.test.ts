import { describe, expect, test } from 'vitest';
import type { Spread } from '../../../src/model/price.ts';
import {
    amountOff,
    brackets,
    buyPay,
    discounts,
    itemIs,
    newPrice,
    order,
    paid,
    paidLines,
    percentOff,
    program,
    rule,
    totalAtLeast,
    verdicts,
} from './counter.ts';

const off = (amount: string, spread: Spread) => program([rule('Off', 'order', [amountOff(amount)], { spread })]);

describe('an order discount over lines', () => {
    test('by amount: largest remainder, ties to the earlier line', () => {
        expect(paidLines(order(off('10.00', 'by amount'), ['1 A at 30.00', '1 B at 20.00']))).toBe('24.00 16.00');
        expect(paidLines(order(off('1.00', 'by amount'), ['1 A at 5.00', '1 B at 5.00', '1 C at 5.00']))).toBe(
            '4.66 4.67 4.67',
        );
        // quotas 0.17, 0.33 and 0.50 of one cent
        expect(paidLines(order(off('0.01', 'by amount'), ['1 A at 1.00', '1 B at 2.00', '1 C at 3.00']))).toBe(
            '1.00 2.00 2.99',
        );
    });

    test('one cent over three equal lines does not disappear, and a line of zero gets none of it', () => {
        expect(paidLines(order(off('0.01', 'by amount'), ['1 A at 1.00', '1 B at 1.00', '1 C at 1.00']))).toBe(
            '0.99 1.00 1.00',
        );
        expect(paidLines(order(off('0.01', 'evenly'), ['1 GIFT at 0.00', '1 B at 1.00', '1 C at 1.00']))).toBe(
            '0.00 0.99 1.00',
        );
    });

    test('by quantity', () => {
        const lines = ['1 A at 30.00', '3 B at 1.00', '1 GIFT at 0.00'];
        expect(paidLines(order(off('2.00', 'by quantity'), lines))).toBe('29.50 1.50 0.00');
        expect(paidLines(order(off('0.10', 'by quantity'), ['0.5 A at 10.00', '1.5 B at 10.00']))).toBe('4.97 14.93');
    });

    test('by quantity and evenly, no line gets more than it has', () => {
        // 3/4 of 8.00 would be 6.00 for a line of 3.00
        expect(paidLines(order(off('8.00', 'by quantity'), ['1 A at 30.00', '3 B at 1.00']))).toBe('25.00 0.00');
        expect(paidLines(order(off('9.00', 'evenly'), ['1 A at 1.00', '1 B at 10.00', '1 C at 10.00']))).toBe(
            '0.00 6.00 6.00',
        );
    });

    test('evenly: the odd cents go to the earlier lines', () => {
        expect(
            paidLines(order(off('1.00', 'evenly'), ['1 A at 9.00', '1 GIFT at 0.00', '1 B at 5.00', '1 C at 2.00'])),
        ).toBe('8.66 0.00 4.67 1.67');
    });

    test('last to first uses up the last lines', () => {
        expect(paidLines(order(off('6.00', 'last to first'), ['1 A at 9.00', '1 B at 5.00', '1 C at 2.00']))).toBe(
            '9.00 1.00 0.00',
        );
    });

    test.each<Spread>(['by amount', 'by quantity', 'evenly', 'last to first'])(
        '%s: more than the order costs',
        spread => {
            const result = order(off('100.00', spread), ['2 A at 9.00', '1 GIFT at 0.00', '1 B at 5.00']);
            expect(paidLines(result)).toBe('0.00 0.00 0.00');
            expect(discounts(result)).toBe('Off 23.00');
        },
    );

    test.each<Spread>(['by amount', 'by quantity', 'evenly', 'last to first'])('%s: nobody to bear it', spread => {
        expect(discounts(order(off('1.00', spread), ['1 GIFT at 0.00']))).toBe('');
        expect(discounts(order(off('1.00', spread), []))).toBe('');
    });
});

describe('order prices', () => {
    test('see the order after item prices', () => {
        const shop = program([
            rule('OverFifty', 'order', [amountOff('5.00')], { when: [totalAtLeast('50')] }),
            rule('Tenth', 'item', [percentOff('10')]),
        ]);
        expect(paid(order(shop, ['1 PUMP at 55.55']))).toBe('49.99');
        expect(paid(order(shop, ['1 PUMP at 55.56']))).toBe('45.00');
    });

    test('each is rounded once, half up', () => {
        const shop = program([rule('A', 'order', [percentOff('10')]), rule('B', 'order', [percentOff('10')])]);
        expect(discounts(order(shop, ['1 PIN at 0.05', '1 PIN at 0.10']))).toBe('A 0.02, B 0.02');
    });

    test('where narrows the lines that it is computed on and spread over', () => {
        const shop = program([rule('Coffee', 'order', [percentOff('10')], { where: [itemIs('category', 'coffee')] })]);
        expect(paidLines(order(shop, ['1 A at 10.00 in coffee', '1 B at 20.00 in tea']))).toBe('9.00 20.00');
        expect(verdicts(shop, ['1 B at 20.00 in tea'])).toEqual([
            'Coffee: does not apply, no line of the order matches',
        ]);
    });

    test('lines that are marked as paid bear nothing', () => {
        const shop = program([rule('Off', 'order', [percentOff('10')])]);
        expect(paidLines(order(shop, ['1 A at 10.00 paid', '1 B at 20.00']))).toBe('10.00 18.00');
    });

    test('a price for the lot', () => {
        const shop = program([rule('Menu', 'order', [newPrice('9.99')], { where: [itemIs('category', 'menu')] })]);
        const lines = ['1 SOUP at 4.00 in menu', '1 PASTA at 8.00 in menu', '1 COFFEE at 2.00'];
        expect(paidLines(order(shop, lines))).toBe('3.33 6.66 2.00');
        expect(discounts(order(shop, ['1 SOUP at 4.00 in menu']))).toBe('Menu -5.99');
    });

    test('brackets by amount', () => {
        const steps = ['from 50: 5.00 off', 'from 100: 10% off'];
        const reached = program([rule('Bulk', 'order', [brackets('all-units', steps, { by: 'amount' })])]);
        expect(paid(order(reached, ['1 PUMP at 49.99']))).toBe('49.99');
        expect(paid(order(reached, ['1 PUMP at 50.00']))).toBe('45.00');
        expect(paid(order(reached, ['1 PUMP at 200.00']))).toBe('180.00');
        const graduated = program([rule('Bulk', 'order', [brackets('graduated', steps, { by: 'amount' })])]);
        expect(paid(order(graduated, ['1 PUMP at 50.00']))).toBe('45.00');
        expect(paid(order(graduated, ['1 PUMP at 200.00']))).toBe('185.00');
    });

    test('buy n pay m over the whole order', () => {
        const shop = program([rule('Three', 'order', [buyPay(3, 2)], { spread: 'last to first' })]);
        expect(paidLines(order(shop, ['2 A at 3.00', '1 B at 2.00']))).toBe('6.00 0.00');
    });
});
