import { describe, expect, test } from 'vitest';
import {
    amountOff,
    buyPay,
    combine,
    discounts,
    limit,
    newPrice,
    number,
    order,
    paidLines,
    percent,
    percentOff,
    program,
    reward,
    rule,
    verdicts,
} from './counter.ts';

const left = (text: string) => ({ headroom: () => number(text) });

describe('limits of price rules', () => {
    test('units: the first ones of the order become cheaper', () => {
        const shop = program([rule('Half', 'item', [percentOff('50')], { limits: [limit('3', 'units')] })]);
        const result = order(shop, ['2 A at 4.00', '2 B at 2.00', '1 C at 1.00']);
        expect(paidLines(result)).toBe('4.00 3.00 1.00');
        expect(result.uses.get('Half')).toEqual({ times: 1, units: number('3'), money: 500n });
    });

    test('what is left of a limit is what was not used before', () => {
        const shop = program([rule('Half', 'item', [percentOff('50')], { limits: [limit('3', 'units')] })]);
        expect(paidLines(order(shop, ['2 A at 4.00', '2 B at 2.00'], left('0.5')))).toBe('7.00 4.00');
        expect(verdicts(shop, ['2 A at 4.00'], left('0'))).toEqual([
            "Half: does not apply, limited by 'limit 3 units'",
        ]);
    });

    test('money: clipped to the cent, also where cents are rounded', () => {
        const shop = program([rule('Third', 'item', [percentOff('33.35')], { limits: [limit('5.00', 'money')] })]);
        // 3.335 and 1.6675 exact; rounded alone 3.34 and what is left, 1.66
        const result = order(shop, ['1 A at 10.00', '1 B at 5.00']);
        expect(paidLines(result)).toBe('6.66 3.34');
        expect(discounts(result)).toBe('Third 5.00');
        expect(verdicts(shop, ['1 A at 20.00'])).toEqual([
            "Third: applies, takes 5.00 EUR off; limited by 'limit 5.00 money'",
        ]);
    });

    test('money on the order', () => {
        const shop = program([rule('Tenth', 'order', [percentOff('10')], { limits: [limit('5.00', 'money')] })]);
        expect(discounts(order(shop, ['1 A at 40.00']))).toBe('Tenth 4.00');
        expect(discounts(order(shop, ['1 A at 400.00']))).toBe('Tenth 5.00');
        expect(discounts(order(shop, ['1 A at 400.00'], left('1.239')))).toBe('Tenth 1.23');
    });

    test('times: an order is one time, however many lines it has', () => {
        const shop = program([rule('Once', 'item', [amountOff('1.00')], { limits: [limit('1', 'times')] })]);
        expect(paidLines(order(shop, ['1 A at 4.00', '1 B at 2.00']))).toBe('3.00 1.00');
        expect(paidLines(order(shop, ['1 A at 4.00'], left('0')))).toBe('4.00');
    });

    test('of buy 3 pay 2 the free units count', () => {
        const shop = program([rule('Three', 'item', [buyPay(3, 2)], { limits: [limit('1', 'units')] })]);
        const result = order(shop, ['9 BUN at 2.00']);
        expect(paidLines(result)).toBe('16.00');
        expect(result.uses.get('Three')?.units).toEqual(number('1'));
    });

    test('else reject: nothing, where the limit would be passed', () => {
        const shop = program([rule('Half', 'item', [percentOff('50')], { limits: [limit('3', 'units', 'reject')] })]);
        expect(paidLines(order(shop, ['3 A at 4.00']))).toBe('6.00');
        expect(paidLines(order(shop, ['2 A at 4.00', '2 B at 2.00']))).toBe('8.00 4.00');
        const money = program([rule('Off', 'order', [amountOff('6.00')], { limits: [limit('5', 'money', 'reject')] })]);
        expect(discounts(order(money, ['1 A at 40.00']))).toBe('');
    });

    test('several limits clip in the order written', () => {
        const limits = [limit('3', 'units'), limit('4.00', 'money')];
        const shop = program([rule('Half', 'item', [percentOff('50')], { limits })]);
        expect(discounts(order(shop, ['4 A at 4.00']))).toBe('Half 4.00');
        expect(discounts(order(shop, ['4 A at 1.00']))).toBe('Half 1.50');
    });

    test('a raised price is no use of money, but of units', () => {
        const limits = [limit('1', 'units'), limit('1.00', 'money')];
        const shop = program([rule('Fixed', 'item', [newPrice('5.00')], { limits })]);
        expect(discounts(order(shop, ['2 BUN at 4.00']))).toBe('Fixed -1.00');
    });

    test('a rule that loses its line to a better one uses nothing of its limit there', () => {
        const shop = program(
            [
                rule('Deep', 'item', [percentOff('50')], { limits: [limit('1', 'units')] }),
                rule('Flat', 'item', [amountOff('3.00')]),
            ],
            { combinations: [combine(['Deep', 'Flat'], 'best')] },
        );
        expect(paidLines(order(shop, ['1 A at 4.00', '1 B at 8.00', '1 C at 8.00']))).toBe('1.00 4.00 5.00');
    });
});

describe('budgets', () => {
    const summer = (left: string, ...covers: string[]) => ({
        budgets: [{ name: 'Summer', covers, left: number(left) }],
    });

    test('are shared by all rules that they cover, over phases', () => {
        const shop = program([
            rule('Half', 'item', [percentOff('50')]),
            rule('Tenth', 'order', [percentOff('10')]),
            rule('Free', 'shipping', [percentOff('100')]),
        ]);
        const more = { ...summer('6.00', 'Half', 'Free'), shipping: 490n };
        expect(discounts(order(shop, ['1 A at 4.00'], more))).toBe('Half 2.00, Tenth 0.20, Free 4.00');
        expect(verdicts(shop, ['1 A at 40.00'], more)).toEqual([
            "Half: applies, takes 6.00 EUR off; limited by 'budget Summer'",
            'Tenth: applies, takes 3.40 EUR off',
            "Free: does not apply, limited by 'budget Summer'",
        ]);
    });

    test('are not passed by a cent of rounding', () => {
        const rules = [rule('A', 'item', [percentOff('33.35')]), rule('B', 'item', [percentOff('33.35')])];
        const result = order(program(rules), ['1 X at 1.00', '1 Y at 1.01'], summer('1.00', 'A', 'B'));
        expect(discounts(result)).toBe('A 0.67, B 0.33');
    });

    test('cover rewards and offers', () => {
        const espresso = {
            kind: 'units',
            units: number('1'),
            sku: 'ESPRESSO',
            benefit: { kind: 'percent off', rate: percent('100') },
            worth: undefined,
        } as const;
        const more = {
            ...summer('4.00', 'Free', 'WinBack'),
            rewards: [{ reward: reward('Free', espresso), times: 3 }],
            offers: [{ trigger: 'WinBack', discount: { kind: 'amount', amount: number('1') } }] as const,
        };
        const result = order(program([]), ['3 ESPRESSO at 2.50'], more);
        expect(discounts(result)).toBe('Free 4.00');
        expect(result.rewards.map(({ granted }) => granted)).toEqual([2]);
        expect(discounts(order(program([]), ['1 ESPRESSO at 3.50'], more))).toBe('Free 3.50');
        expect(discounts(order(program([]), ['1 ESPRESSO at 3.50', '1 LATTE at 3.00'], more))).toBe(
            'Free 3.50, WinBack 0.50',
        );
    });
});
