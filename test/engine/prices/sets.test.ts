import { describe, expect, test } from 'vitest';
import { discounts, order, paid, paidLines } from './counter.ts';
import { complaints, shop } from './shop.ts';

const rule = (clauses: string): string => `price Deal on item {\n  where category is coffee\n  ${clauses}\n}`;
const on = async (clauses: string, ...lines: string[]): Promise<string> =>
    paidLines(order(await shop(rule(clauses)), lines));

describe('buy some, get some of the same', () => {
    test('two bought give a third one free, the cheapest of all', async () => {
        const lines = ['2 LATTE at 4.50 in coffee', '1 MOKKA at 3.00 in coffee', '1 BUN at 2.00 in pastry'];
        expect(await on('buy 2 units get 1 unit free', ...lines)).toBe('9.00 0.00 2.00');
        expect(await on('buy 2 units get 1 unit free\n  free dearest', ...lines)).toBe('4.50 3.00 2.00');
    });

    test('what is got is given as far as it is there', async () => {
        expect(await on('buy 2 units get 2 units free', '3 LATTE at 4.00 in coffee')).toBe('8.00');
        expect(await on('buy 2 units get 2 units free', '6 LATTE at 4.00 in coffee')).toBe('16.00');
        expect(await on('buy 4 pay 2', '3 LATTE at 4.00 in coffee')).toBe('12.00');
    });

    test('half off, an amount off, or for a price', async () => {
        const lines = ['2 LATTE at 4.50 in coffee', '1 MOKKA at 3.00 in coffee'];
        expect(await on('buy 2 units get 1 unit 50% off', ...lines)).toBe('9.00 1.50');
        expect(await on('buy 2 units get 1 unit 2 EUR off', ...lines)).toBe('9.00 1.00');
        expect(await on('buy 2 units get 1 unit 5 EUR off', ...lines)).toBe('9.00 0.00');
        expect(await on('buy 2 units get 1 unit for 1 EUR', ...lines)).toBe('9.00 1.00');
    });

    test('the second unit at half its price', async () => {
        expect(await on('buy 2 pay 1.5', '2 LATTE at 4.50 in coffee', '2 MOKKA at 3.00 in coffee')).toBe('9.00 3.00');
        expect(await on('buy 2 pay 1.5', '3 LATTE at 4.50 in coffee')).toBe('11.25');
    });

    test('parts of a unit make no set', async () => {
        expect(await on('buy 1 units get 1 unit free', '2.5 BEANS at 10.00 in coffee')).toBe('15.00');
    });

    test('at most so often in one order', async () => {
        expect(await on('buy 2 units get 1 unit free at most 2 times', '9 LATTE at 4.00 in coffee')).toBe('28.00');
        expect(await on('buy 3 pay 2 at most 1 time', '9 LATTE at 4.00 in coffee')).toBe('32.00');
        expect(await on('buy 2 units get 1 unit free\n  limit 1 unit per order', '9 LATTE at 4.00 in coffee')).toBe(
            '32.00',
        );
    });

    test('each line makes its own sets', async () => {
        const lines = ['4 LATTE at 4.00 in coffee', '2 MOKKA at 3.00 in coffee'];
        expect(await on('buy 3 pay 2', ...lines)).toBe('16.00 0.00');
        expect(await on('buy 3 pay 2 per line', ...lines)).toBe('12.00 6.00');
        expect(await on('buy 1 unit get 1 unit 50% off per line', ...lines)).toBe('12.00 4.50');
    });

    test('each set has its own cheapest: units are sorted from the dearest', async () => {
        const lines = ['2 A at 1.00 in coffee', '2 B at 2.00 in coffee', '2 C at 3.00 in coffee'];
        // 3 3 2 | 2 1 1: a B and an A are free, instead of both A.
        expect(await on('buy 3 pay 2', ...lines)).toBe('0.00 4.00 6.00');
        expect(await on('buy 3 pay 2\n  free cheapest of each set', ...lines)).toBe('1.00 2.00 6.00');
        expect(await on('buy 3 pay 2\n  free dearest of each set', ...lines)).toBe('2.00 2.00 3.00');
        expect(await on('buy 3 pay 2 at most 1 time\n  free cheapest of each set', ...lines)).toBe('2.00 2.00 6.00');
    });

    test('a set that is not complete gives what is beyond the units to be bought', async () => {
        const lines = ['1 A at 5.00 in coffee', '1 B at 4.00 in coffee', '1 C at 3.00 in coffee'];
        expect(await on('buy 2 units get 2 units free\n  free cheapest of each set', ...lines)).toBe('5.00 4.00 0.00');
        expect(await on('buy 4 pay 2\n  free cheapest of each set', ...lines)).toBe('5.00 4.00 3.00');
    });
});

describe('buy some, get some of something else', () => {
    const pastry = 'buy 2 units get 1 unit where category is pastry free';

    test('a coffee twice makes a pastry free, the cheapest one', async () => {
        const lines = ['4 LATTE at 4.50 in coffee', '2 CAKE at 5.00 in pastry', '1 BUN at 2.00 in pastry'];
        expect(await on(pastry, ...lines)).toBe('18.00 5.00 0.00');
        expect(await on(`${pastry}\n  free dearest`, ...lines)).toBe('18.00 0.00 2.00');
        expect(await on(pastry, '1 LATTE at 4.50 in coffee', '1 BUN at 2.00 in pastry')).toBe('4.50 2.00');
    });

    test('half off a named article', async () => {
        const clause = 'buy 1 unit get 1 unit of "BUN" 50% off';
        expect(await on(clause, '3 LATTE at 4.50 in coffee', '2 BUN at 2.00 in pastry')).toBe('13.50 2.00');
    });

    test('a unit is either bought or got', async () => {
        const clause = 'buy 2 units get 1 unit where price <= 3 EUR free';
        // The three mokkas may be either: two of them are bought for the third one.
        expect(await on(clause, '3 MOKKA at 3.00 in coffee')).toBe('6.00');
        expect(await on(clause, '2 LATTE at 4.50 in coffee', '2 MOKKA at 3.00 in coffee')).toBe('9.00 3.00');
        expect(await on(clause, '4 LATTE at 4.50 in coffee', '2 MOKKA at 3.00 in coffee')).toBe('18.00 0.00');
    });

    test('what is bought keeps its price and may be cheaper by other rules', async () => {
        const program = await shop(
            `${rule(pastry)}\nprice Tenth on item {\n  where category is coffee\n  discount 10%\n}\ncombine Deal, Tenth: sum`,
        );
        const result = order(program, ['2 LATTE at 4.50 in coffee', '1 BUN at 2.00 in pastry']);
        expect(paidLines(result)).toBe('8.10 0.00');
        expect(discounts(result)).toBe('Tenth 0.90, Deal 2.00');
    });
});

describe('bundles', () => {
    const menu = (clauses: string): string => `price Menu on item {\n  ${clauses}\n}`;
    const meal = 'bundle 1 unit of "BURGER", 1 unit of "FRIES": 8.00 EUR';

    test('the price of a set, spread over its lines by amount', async () => {
        const result = order(await shop(menu(meal)), ['1 BURGER at 7.00', '1 FRIES at 3.00', '1 COLA at 2.50']);
        expect(paidLines(result)).toBe('5.60 2.40 2.50');
    });

    test('as often as there are complete sets, the cent left over to the largest remainder', async () => {
        const result = order(await shop(menu(meal)), ['3 BURGER at 6.99', '2 FRIES at 2.50']);
        // Two sets come to 18.98 and cost 16.00: 2.98 over 13.98 and 5.00 is 2.1949… and 0.7850….
        expect(paidLines(result)).toBe('18.78 4.21');
        expect(discounts(result)).toBe('Menu 2.98');
    });

    test('a share or an amount off each set', async () => {
        const lines = ['2 BURGER at 7.00', '2 FRIES at 3.00'];
        const off = async (price: string): Promise<string> =>
            paid(order(await shop(menu(meal.replace('8.00 EUR', price))), lines));
        expect(await off('20% off')).toBe('16.00');
        expect(await off('2 EUR off')).toBe('16.00');
        expect(await off('2 EUR off at most 1 time')).toBe('18.00');
    });

    test('components by condition take the cheapest units first, or the dearest', async () => {
        const clauses = 'bundle 1 unit where category is meal, 1 unit where category is drink: 8.00 EUR';
        const lines = ['1 BURGER at 7.00 in meal', '1 COLA at 2.50 in drink', '1 SHAKE at 4.00 in drink'];
        expect(paidLines(order(await shop(menu(clauses)), lines))).toBe('5.89 2.11 4.00');
        expect(paidLines(order(await shop(menu(`${clauses}\n  dearest first`)), lines))).toBe('5.09 2.50 2.91');
    });

    test('a component leaves to another what only that one can use', async () => {
        const either = 'bundle 1 unit where (category in coffee, tea), 1 unit where category is coffee: 5.00 EUR';
        const lines = ['1 ESPRESSO at 3.00 in coffee', '1 SENCHA at 4.00 in tea'];
        expect(paidLines(order(await shop(menu(either)), lines))).toBe('2.14 2.86');
    });

    test('a set of several units of one article', async () => {
        const program = await shop(menu('bundle 3 units of "BUN": 5.00 EUR'));
        expect(paidLines(order(program, ['7 BUN at 2.00']))).toBe('12.00');
    });

    test('a set of different articles has no more than one unit of each', async () => {
        const program = await shop(menu('bundle 2 different units: 5.00 EUR'));
        expect(paidLines(order(program, ['3 BUN at 4.00']))).toBe('12.00');
        expect(paidLines(order(program, ['2 BUN at 4.00', '1 BUN at 3.00', '1 PIE at 4.00']))).toBe('8.00 2.14 2.86');
        expect(paid(order(program, ['2 BUN at 4.00', '1 PIE at 4.00', '1 COLA at 4.00']))).toBe('10.00');
    });

    test('of each line by itself, with at most so many sets of each', async () => {
        const lines = ['12 BUN at 2.00', '4 PIE at 5.00', '5 COLA at 1.00'];
        const own = await shop(menu('bundle 5 units: 10% off per line'));
        expect(paidLines(order(own, lines))).toBe('22.00 20.00 4.50');
        const once = await shop(menu('bundle 5 units: 1 EUR off per line at most 1 time'));
        expect(paidLines(order(once, lines))).toBe('23.00 20.00 4.00');
    });

    test('a bundle never costs more than its parts', async () => {
        expect(paid(order(await shop(menu(meal)), ['1 BURGER at 4.00', '1 FRIES at 3.00']))).toBe('7.00');
    });
});

describe('sets in groups', () => {
    const menus = `
price Meal on item { bundle 1 unit of "BURGER", 1 unit of "COLA": 7.00 EUR }
price Snack on item { bundle 1 unit of "FRIES", 1 unit of "COLA": 4.00 EUR }
price Cake on item { bundle 2 units of "CAKE": 5.00 EUR }
combine Snack, Meal, Cake: `;
    const lines = ['1 BURGER at 7.00', '1 FRIES at 3.00', '2 COLA at 2.50', '2 CAKE at 3.00'];

    test('are given whole, the one that takes most off, and others on other lines', async () => {
        const program = await shop(`${menus}best`);
        expect(discounts(order(program, lines))).toBe('Meal 2.50, Cake 1.00');
    });

    test('or the first named', async () => {
        expect(discounts(order(await shop(`${menus}first`), lines))).toBe('Snack 1.50, Cake 1.00');
    });

    test('leave lines to other rules that they do not touch', async () => {
        const rules = `
price Meal on item { bundle 1 unit of "BURGER", 1 unit of "COLA": 7.00 EUR }
price Sugar on item { where category is drink  discount 10% }
combine Meal, Sugar: best`;
        const drinks = ['1 BURGER at 7.00', '1 COLA at 2.50 in drink', '1 TEA at 4.00 in drink'];
        expect(paidLines(order(await shop(rules), drinks))).toBe('5.16 1.84 3.60');
    });
});

describe('bad sets', () => {
    test('are findings at the clause', async () => {
        expect(await complaints(rule('buy 2 pay 3'))).toEqual([
            "rules/range The number after 'pay' must be less than 2, not 3.",
        ]);
        expect(await complaints(rule('buy 3 pay 1.5'))).toEqual([
            "rules/range The number after 'pay' must be whole, or between 2 and 3, not 1.5.",
        ]);
        expect(await complaints(rule('buy 0 units get 1 unit free'))).toEqual([
            "rules/range The number after 'buy' must be above zero, not 0.",
        ]);
        expect(await complaints(rule('discount 10%\n  dearest first'))).toEqual([
            "rules/pointless-clause 'dearest first' must be left out: it says which units a 'bundle', a 'limit' or 'every … units' takes first.",
        ]);
        expect(await complaints(rule('buy 1 unit get 1 unit of "BUN" free per line'))).toEqual([
            "rules/pointless-clause 'per line' must be left out: what is got is not what is bought, so that all units of the order make sets together.",
        ]);
        expect(await complaints('price P on order { buy 3 pay 2 }')).toEqual([
            "rules/pointless-clause 'buy' must be left out: only items make sets.",
        ]);
    });
});
