import { describe, expect, test } from 'vitest';
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
    span,
    verdicts,
} from './counter.ts';

describe('one rule on items', () => {
    test('percent off the lines that match', () => {
        const shop = program([rule('Latte', 'item', [percentOff('10')], { where: [itemIs('sku', 'LATTE')] })]);
        expect(paidLines(order(shop, ['2 LATTE at 4.50', '1 BUN at 2.00']))).toBe('8.10 2.00');
    });

    test('an amount off is off each unit', () => {
        const shop = program([rule('Cheap', 'item', [amountOff('0.30')])]);
        expect(paidLines(order(shop, ['3 LATTE at 4.50', '1.25 BEANS at 20.00']))).toBe('12.60 24.62');
    });

    test('a new price is the price of a unit, and may be above the old one', () => {
        const shop = program([rule('Fixed', 'item', [newPrice('4.00')])]);
        const result = order(shop, ['2 LATTE at 4.50', '1 BUN at 2.00']);
        expect(paidLines(result)).toBe('8.00 4.00');
        expect(discounts(result)).toBe('Fixed -1.00');
    });

    test('no line falls below zero', () => {
        const shop = program([rule('Deep', 'item', [amountOff('5.00')])]);
        expect(paidLines(order(shop, ['1 LATTE at 4.50', '1 GIFT at 0.00', '0 BUN at 2.00']))).toBe('0.00 0.00 0.00');
    });

    test('a line starts with quantity times price, rounded half up once', () => {
        const result = order(program([]), ['3 SCREW at 0.335', '1.25 BEANS at 17.99', '0.5 SAND at 0.01']);
        expect(paidLines(result)).toBe('1.01 22.49 0.01');
    });

    test('a line that is marked as paid keeps its price', () => {
        const shop = program([rule('Half', 'item', [percentOff('50')]), rule('Off', 'order', [amountOff('1.00')])]);
        expect(paidLines(order(shop, ['1 LATTE at 4.00 paid', '1 BUN at 4.00']))).toBe('4.00 1.00');
    });

    test('an action with a condition leaves other lines alone', () => {
        const shop = program([
            rule('Mixed', 'item', [percentOff('10', itemIs('category', 'coffee')), amountOff('0.50')]),
        ]);
        expect(paidLines(order(shop, ['1 LATTE at 4.00 in coffee', '1 BUN at 2.00 in pastry']))).toBe('3.10 1.50');
    });

    test('what is not known does not match', () => {
        const shop = program([rule('Coffee', 'item', [percentOff('10')], { where: [itemIs('category', 'coffee')] })]);
        const unknown: string[] = [];
        const result = order(shop, ['1 LATTE at 4.00'], { unknown: (name, what) => unknown.push(`${name}: ${what}`) });
        expect(paid(result)).toBe('4.00');
        expect(unknown).toEqual(['Coffee: category']);
    });
});

describe('brackets: beans are 18.00, from 6 units 16.50, from 12 units 15.00', () => {
    const steps = ['from 1: 18.00', 'from 6: 16.50', 'from 12: 15.00'];
    const graduated = program([rule('Beans', 'item', [brackets('graduated', steps)])]);
    const allUnits = program([rule('Beans', 'item', [brackets('all-units', steps)])]);

    test.each([
        ['1', '18.00', '18.00'],
        ['5', '90.00', '90.00'],
        ['6', '106.50', '99.00'],
        ['11', '189.00', '181.50'],
        ['12', '204.00', '180.00'],
        ['30', '474.00', '450.00'],
        ['0', '0.00', '0.00'],
    ])('%s units are %s graduated and %s all-units', (units, byUnit, reached) => {
        expect(paid(order(graduated, [`${units} BEANS at 20.00`]))).toBe(byUnit);
        expect(paid(order(allUnits, [`${units} BEANS at 20.00`]))).toBe(reached);
    });

    test('a part of a unit is priced as the unit that it is part of', () => {
        // five units at 18.00 and a quarter of the sixth at 16.50 are 94.125: the discount of 10.875 is rounded, not the price
        expect(paid(order(graduated, ['5.25 BEANS at 20.00']))).toBe('94.12');
        expect(paid(order(allUnits, ['5.25 BEANS at 20.00']))).toBe('94.50');
    });

    test('below the first bracket the price stays', () => {
        const shop = program([rule('Bulk', 'item', [brackets('all-units', ['from 6: 16.50'])])]);
        expect(paid(order(shop, ['5 BEANS at 20.00']))).toBe('100.00');
        const byUnit = program([rule('Bulk', 'item', [brackets('graduated', ['from 6: 16.50'])])]);
        expect(paid(order(byUnit, ['7 BEANS at 20.00']))).toBe('133.00');
    });

    test('per order counts all matching lines and prices them in their order', () => {
        const perOrder = (mode: 'graduated' | 'all-units') =>
            program([rule('Beans', 'item', [brackets(mode, steps, { scope: 'order' })])]);
        const lines = ['4 BEANS at 20.00', '4 BEANS at 20.00', '4 BEANS at 20.00'];
        // units 1-4; 5 and 6-8; 9-11 and 12
        expect(paidLines(order(perOrder('graduated'), lines))).toBe('72.00 67.50 64.50');
        expect(paidLines(order(perOrder('all-units'), lines))).toBe('60.00 60.00 60.00');
        expect(paidLines(order(graduated, lines))).toBe('72.00 72.00 72.00');
    });

    test('percent, an amount and the list price can stand in brackets', () => {
        const shop = program([
            rule('Bulk', 'item', [
                brackets('all-units', ['from 1: list price', 'from 20: 3% off', 'from 100: 1.50 off']),
            ]),
        ]);
        expect(paid(order(shop, ['19 POTASH at 10.00']))).toBe('190.00');
        expect(paid(order(shop, ['20 POTASH at 10.00']))).toBe('194.00');
        expect(paid(order(shop, ['100 POTASH at 10.00']))).toBe('850.00');
    });

    test('by amount, graduated takes each slice by its own bracket', () => {
        const bands = ['from 0: list price', 'from 100: 10% off', 'from 200: 20% off'];
        const slices = program([rule('Volume', 'item', [brackets('graduated', bands, { by: 'amount' })])]);
        const reached = program([rule('Volume', 'item', [brackets('all-units', bands, { by: 'amount' })])]);
        expect(paid(order(slices, ['1 PUMP at 100.00']))).toBe('100.00');
        expect(paid(order(slices, ['1 PUMP at 250.00']))).toBe('230.00');
        expect(paid(order(reached, ['1 PUMP at 99.99']))).toBe('99.99');
        expect(paid(order(reached, ['1 PUMP at 100.00']))).toBe('90.00');
        expect(paid(order(reached, ['1 PUMP at 250.00']))).toBe('200.00');
    });
});

describe('three for two', () => {
    const shop = program([rule('ThreeForTwo', 'item', [buyPay(3, 2)], { where: [itemIs('category', 'pastry')] })]);
    const dearest = program([rule('ThreeForTwo', 'item', [buyPay(3, 2, 'dearest')])]);

    test('the cheapest of all matching units is free', () => {
        const lines = ['1 CAKE at 4.00 in pastry', '2 BUN at 1.50 in pastry', '3 TEA at 1.00 in drinks'];
        expect(paidLines(order(shop, lines))).toBe('4.00 1.50 3.00');
    });

    test('or the dearest', () => {
        expect(paidLines(order(dearest, ['1 CAKE at 4.00', '2 BUN at 1.50']))).toBe('0.00 3.00');
    });

    test.each([
        ['2', '4.00'],
        ['3', '4.00'],
        ['5', '8.00'],
        ['6', '8.00'],
        ['7', '10.00'],
    ])('%s equal units cost %s', (units, cost) => {
        expect(paid(order(dearest, [`${units} BUN at 2.00`]))).toBe(cost);
    });

    test('two of six are free: first all of the cheapest line, then of the next', () => {
        expect(paidLines(order(dearest, ['1 CAKE at 4.00', '3 PIE at 3.00', '2 BUN at 1.50']))).toBe('0.00 6.00 3.00');
        expect(
            paidLines(order(shop, ['1 BUN at 1.50 in pastry', '3 PIE at 3.00 in pastry', '2 CAKE at 4.00 in pastry'])),
        ).toBe('0.00 6.00 8.00');
    });

    test('of equal prices the earlier line is free', () => {
        expect(paidLines(order(dearest, ['1 A at 2.00', '1 B at 2.00', '1 C at 2.00']))).toBe('0.00 2.00 2.00');
        const pastry = ['1 A at 2.00 in pastry', '1 B at 2.00 in pastry', '1 C at 2.00 in pastry'];
        expect(paidLines(order(shop, pastry))).toBe('0.00 2.00 2.00');
    });

    test('only whole units count', () => {
        expect(paid(order(dearest, ['2.9 BEANS at 10.00']))).toBe('29.00');
        expect(paid(order(dearest, ['3.5 BEANS at 10.00']))).toBe('25.00');
        expect(paid(order(dearest, ['1.5 BEANS at 10.00', '1.5 BEANS at 10.00', '0.9 TEA at 1.00']))).toBe('30.90');
    });

    test('a line of thirds of a cent is free to the cent', () => {
        // 3 x 0.333 is 1.00, of which one third is free
        expect(paid(order(dearest, ['3 SCREW at 0.333']))).toBe('0.67');
    });
});

describe('several rules on a line', () => {
    test('add up, each on the price at the start', () => {
        const shop = program([rule('A', 'item', [percentOff('10')]), rule('B', 'item', [percentOff('20')])]);
        const result = order(shop, ['1 PUMP at 105.00']);
        expect(paid(result)).toBe('73.50');
        expect(discounts(result)).toBe('A 10.50, B 21.00');
    });

    test('are rounded together, and the cents go to the largest remainders', () => {
        const shop = program([
            rule('A', 'item', [percentOff('3')]),
            rule('B', 'item', [percentOff('4')]),
            rule('C', 'item', [percentOff('8')]),
        ]);
        // 0.30 + 0.40 + 0.80 cents are 1.5, rounded to 2
        const result = order(shop, ['1 SCREW at 0.10']);
        expect(discounts(result)).toBe('B 0.01, C 0.01');
        expect(paid(result)).toBe('0.08');
    });

    test('share what the line has when they want more', () => {
        const shop = program([rule('A', 'item', [amountOff('3.00')]), rule('B', 'item', [amountOff('1.00')])]);
        const result = order(shop, ['1 BUN at 2.00']);
        // A can't ask for more than 2.00: two thirds of it
        expect(discounts(result)).toBe('A 1.33, B 0.67');
        expect(paid(result)).toBe('0.00');
    });

    test('a price that is raised and cut', () => {
        const shop = program([rule('Fixed', 'item', [newPrice('5.00')]), rule('Cut', 'item', [percentOff('25')])]);
        const result = order(shop, ['1 BUN at 4.00']);
        expect(discounts(result)).toBe('Fixed -1.00, Cut 1.00');
        expect(paid(result)).toBe('4.00');
    });
});

test('every rule says why', () => {
    const shop = program([
        rule('Latte', 'item', [percentOff('10')], { where: [itemIs('sku', 'LATTE')] }),
        rule('Tea', 'item', [percentOff('10')], { where: [itemIs('sku', 'TEA')] }),
        rule('Summer', 'item', [percentOff('10')], {
            during: [
                [{ from: undefined, through: undefined, weekdays: [7], hours: undefined, season: undefined, span }],
            ],
        }),
        rule('Fixed', 'item', [newPrice('5.00')], { where: [itemIs('sku', 'BUN')] }),
    ]);
    expect(verdicts(shop, ['1 LATTE at 4.00', '1 BUN at 4.00'])).toEqual([
        'Latte: applies, takes 0.40 EUR off',
        'Tea: does not apply, no line of the order matches',
        'Summer: does not apply, not at this time',
        'Fixed: applies, adds 1.00 EUR',
    ]);
});
