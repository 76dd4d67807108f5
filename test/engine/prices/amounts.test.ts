import { describe, expect, test } from 'vitest';
import { discounts, order, paid, paidLines } from './counter.ts';
import { complaints, shop } from './shop.ts';

const lines = ['3 LATTE at 4.00 in coffee', '2 BUN at 2.50 in pastry'];

describe('what is in the order', () => {
    test('is asked by measures of items, at the prices of the phase', async () => {
        const program = await shop(`
price Coffee on item { where category is coffee  discount 50% }
price Listed on order { when sum of item.amount where category is coffee over this order >= 12 EUR  discount 1 EUR }
price Paid on order { when sum of item.paid where category is coffee over this order >= 12 EUR  discount 2 EUR }
price Two on order { when distinct of item.sku over this order is 2  discount 0.10 EUR }
price Reduced on order { where discount > 0 EUR  discount 10% }`);
        expect(discounts(order(program, lines))).toBe('Coffee 6.00, Listed 1.00, Two 0.10, Reduced 0.60');
    });

    test('is asked for one value among the different ones', async () => {
        const off = async (condition: string): Promise<string> =>
            paid(order(await shop(`price P on order { when ${condition}  discount 1 EUR }`), lines));
        expect(await off('distinct of item.sku over this order has "BUN"')).toBe('16.00');
        expect(await off('distinct of item.sku over this order has "PIE"')).toBe('17.00');
        expect(await off('"BUN" in distinct of item.sku where category is coffee over this order')).toBe('17.00');
        expect(await off('not (distinct of item.category over this order has tea)')).toBe('16.00');
    });

    test('is no question elsewhere', async () => {
        expect(await complaints('segment S { when sum of item.amount over this order >= 1 EUR }')).toEqual([
            "types/not-here 'sum of item.amount over this order' must be asked in prices, in rewards, and in rules on purchases.",
        ]);
        expect(
            await complaints('price P on order { when count of purchase over this order >= 1  discount 1 EUR }'),
        ).toEqual(["types/not-here 'count of purchase over this order' must be asked behind a measure of items."]);
    });
});

describe('formulas', () => {
    test('ask the line; what is not known takes nothing off', async () => {
        const program = await shop('price Own on item { new price price * 50% + 0.50 EUR }');
        expect(paidLines(order(program, lines))).toBe('7.50 3.50');
        expect(paidLines(order(await shop('price Own on item { new price cost + 1 EUR }'), lines))).toBe('12.00 5.00');
    });

    test('of new prices the first is taken whose condition holds, and a discount comes on top', async () => {
        const program = await shop(`
price Table on item {
  new price 1 EUR if category is coffee and price >= 5 EUR
  new price 2 EUR if category is coffee
  new price 3 EUR
  discount  0.50 EUR if category is pastry
}`);
        expect(paidLines(order(program, lines))).toBe('6.00 5.00');
        const whole = await shop(
            'price Table on order { new price 10 EUR if order.total >= 30 EUR  new price 12 EUR if order.total >= 15 EUR  new price 13 EUR }',
        );
        expect(paid(order(whole, lines))).toBe('12.00');
        expect(paid(order(whole, ['1 BUN at 2.50']))).toBe('13.00');
        expect(paid(order(whole, ['10 BUN at 3.00']))).toBe('10.00');
    });

    test('steps that are begun count, or full ones, or parts of them', async () => {
        const off = async (per: string): Promise<string> =>
            discounts(order(await shop(`price S on order { discount 1 EUR per ${per} }`), lines));
        expect(await off('started 2 units')).toBe('S 3.00');
        expect(await off('whole 2 units')).toBe('S 2.00');
        expect(await off('2 units')).toBe('S 2.50');
        expect(await off('started 6 EUR')).toBe('S 3.00');
        expect(await off('started 3 of distinct of item.sku over this order')).toBe('S 1.00');
    });

    test('a unit may cost less than a cent, the line is rounded once', async () => {
        const program = await shop('price Call on item { new price 0.0035 EUR }');
        expect(paidLines(order(program, ['1234 CALL at 0.00']))).toBe('4.32');
        expect(await complaints('price P on order { new price 0.0035 EUR }')).toEqual([
            'literals/digits A price must have at most 2 digits after the point, not 0.0035 EUR.',
        ]);
    });

    test('at least so much is taken where anything is, off each unit or off the whole', async () => {
        const off = async (clause: string): Promise<string> => paidLines(order(await shop(clause), lines));
        expect(await off('price S on item { discount 10% at least 0.30 EUR }')).toBe('10.80 4.40');
        expect(await off('price S on item { discount 10% at least 0.30 EUR at most 0.35 EUR }')).toBe('10.95 4.40');
        expect(await off('price S on item { discount 10% at least 0.30 EUR if category is tea }')).toBe('12.00 5.00');
        expect(paid(order(await shop('price S on order { surcharge 1% at least 0.50 EUR }'), lines))).toBe('17.50');
        expect(await complaints('price S on item { discount 10% at least 3 EUR at most 2 EUR }')).toEqual([
            "rules/range The amount after 'at most' must be at least 3 EUR, not 2 EUR.",
        ]);
    });

    test('steps count what the rule works on, and a cap is off each unit or off the whole', async () => {
        const steps = await shop('price Steps on order { discount 5 EUR per whole 8 EUR at most 50% }');
        expect(paid(order(steps, lines))).toBe('8.50');
        expect(paidLines(order(await shop('price S on item { discount 1 EUR per whole 2 units }'), lines))).toBe(
            '11.00 4.00',
        );
        expect(paidLines(order(await shop('price S on item { discount 50% at most 1.50 EUR }'), lines))).toBe(
            '7.50 2.50',
        );
    });

    test('must come to money, or to a share', async () => {
        expect(await complaints('price P on item { discount quantity }')).toEqual([
            'types/mismatch Here must be money in EUR or a share, not a number.',
        ]);
        expect(await complaints('price P on item { discount 1 EUR per 2 times }')).toEqual([
            'rules/unit A step must be units, or money in EUR, not 2 times.',
        ]);
    });
});

describe('rounding', () => {
    const three = ['3 MUG at 1.05'];

    test('each unit, each line, the price or the discount', async () => {
        const paidWith = async (clauses: string): Promise<string> =>
            paid(order(await shop(`price P on item {\n  ${clauses}\n}`), three));
        expect(await paidWith('discount 10%')).toBe('2.83');
        expect(await paidWith('discount 10%\n  round discount half up per unit')).toBe('2.82');
        expect(await paidWith('discount 10%\n  round discount down per unit')).toBe('2.85');
        expect(await paidWith('discount 10%\n  round price half up per unit')).toBe('2.85');
        expect(await paidWith('discount 10%\n  round price down to 0.05 EUR')).toBe('2.80');
        expect(await paidWith('round price up to 1 EUR less 0.01 EUR per unit')).toBe('5.97');
    });

    test('must fit what it rounds', async () => {
        expect(await complaints('price P on order { discount 10%  round discount per unit }')).toEqual([
            "rules/pointless-clause 'round discount per unit' must be left out: what is off order is not off each unit.",
        ]);
        expect(await complaints('price P on item { discount 10%  round discount to 1 EUR less 0.01 EUR }')).toEqual([
            "rules/pointless-clause 'round discount to 1 EUR less 0.01 EUR' must be left out: 'less' is about a price: 'round price to …'.",
        ]);
    });
});

describe('caps', () => {
    test('of each line, of a group', async () => {
        const perLine = await shop('price P on item { discount 50%\n limit 2 EUR per line }');
        expect(paidLines(order(perLine, lines))).toBe('10.00 3.00');
        const group = await shop(`
price A on item { discount 20% }
price B on order { discount 2 EUR }
combine A, B: sum at most 25%`);
        expect(discounts(order(group, lines))).toBe('A 3.40, B 0.85');
    });

    test('must be of what there is', async () => {
        expect(await complaints('price P on order { discount 10%  limit 2 EUR per line }')).toEqual([
            "rules/pointless-clause 'limit 2 EUR per line' must be left out: only a price on item looks at each line by itself.",
        ]);
        expect(await complaints('price P on item { discount 10%  charge at least 2 EUR over calendar month }')).toEqual(
            [
                "rules/pointless-clause 'charge at least 2 EUR over calendar month' must be left out: only the most can be for a period: commit in a contract.",
            ],
        );
    });
});

test('the best two, the first two', async () => {
    const three = `
price A on item { discount 1 EUR }
price B on item { discount 2 EUR }
price C on item { discount 10% }
`;
    const mug = ['1 MUG at 10.50'];
    expect(discounts(order(await shop(`${three}combine A, B, C: best 2`), mug))).toBe('B 2.00, C 1.05');
    expect(discounts(order(await shop(`${three}combine A, B, C: first 2`), mug))).toBe('A 1.00, B 2.00');
    expect(await complaints(`${three}combine A, B, C: sum 2`)).toEqual([
        "rules/pointless-clause '2' must be left out: only 'best' and 'first' of prices count rules.",
    ]);
});

test('with a set something else is free, once for each set', async () => {
    const menu = await shop(
        'price Menu on item { bundle 2 units of "BURGER", 1 unit of "COLA" get 1 unit of "FRIES" free }',
    );
    const tray = ['5 BURGER at 5.00', '2 COLA at 2.00', '3 FRIES at 3.00'];
    expect(paidLines(order(menu, tray))).toBe('25.00 4.00 3.00');
    expect(paidLines(order(menu, ['1 BURGER at 5.00', '2 COLA at 2.00', '3 FRIES at 3.00']))).toBe('5.00 4.00 9.00');
});

test('an amount off each line', async () => {
    expect(paidLines(order(await shop('price P on item { discount 1 EUR per line }'), lines))).toBe('11.00 4.00');
    expect(await complaints('price P on order { discount 1 EUR per line }')).toEqual([
        "rules/pointless-clause 'discount 1 EUR per line' must be left out: only an amount off items is off each line.",
    ]);
    expect(await complaints('price P on item { discount 10% including tax }')).toEqual([
        "rules/pointless-clause 'discount 10% including tax' must be left out: a share is the same with tax and without.",
    ]);
});

test('a rule that stops keeps the later ones away where it applies', async () => {
    const program = await shop(`
price A on item { where category is coffee  discount 1 EUR  stop here }
price B on item { discount 10% }`);
    expect(discounts(order(program, lines))).toBe('A 3.00, B 0.50');
});

test('shipping brackets that are graduated say what shipping costs', async () => {
    expect(await complaints('price P on shipping { graduated by quantity { from 1 units: 10% off } }')).toEqual([
        "rules/pointless-clause '10% off' must be left out: 'graduated' says what shipping costs: a price, or 'charged'.",
    ]);
});
