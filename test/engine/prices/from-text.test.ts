import { expect, test } from 'vitest';
import { compile } from '../../../src/language/compile.ts';
import type { Program } from '../../../src/model/program.ts';
import { discounts, order, paid, paidLines, verdicts } from './counter.ts';

async function shop(text: string, clauses = ''): Promise<Program> {
    const source = `program Shop {\n  currency EUR\n  timezone "Europe/Berlin"\n  ${clauses}\n}\nitem { category : one of coffee, pastry, tea }\n${text}\n`;
    const { findings, programs } = await compile([{ uri: 'file:///shop.loyalty', text: source }]);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    expect(errors).toEqual([]);
    const [program] = programs;
    if (program === undefined) throw new Error('there is no program');
    return program;
}

test('member prices, brackets, three for two and an order discount together', async () => {
    const program = await shop(`
price Tenth on item {
  where category is coffee
  discount 10%
  floor cost + 5%
}
price Beans on item {
  where sku is "BEANS"
  graduated by quantity {
    from 1 units: 18.00 EUR
    from 6 units: 16.50 EUR
    from 12 units: 15.00 EUR
  }
}
price ThreeForTwo on item {
  where category is pastry
  buy 3 pay 2
  free cheapest
}
price OverFifty on order {
  when order.total >= 50 EUR
  discount 5 EUR
  spread by amount
}
combine Tenth, Beans: best
`);
    const basket = ['6 BEANS at 18.00 in coffee cost 10', '2 CAKE at 4.00 in pastry', '1 BUN at 1.50 in pastry'];
    // 10% of 108.00 beats the 1.50 of the sixth unit; the bun is free; 105.20 bears 5.00: 97.20 and 8.00
    const result = order(program, basket);
    expect(discounts(result)).toBe('Tenth 10.80, ThreeForTwo 1.50, OverFifty 5.00');
    expect(paidLines(result)).toBe('92.58 7.62 0.00');
    expect(verdicts(program, basket)).toEqual([
        'Tenth: applies, takes 10.80 EUR off',
        "Beans: does not apply, 'Tenth' is applied instead",
        'ThreeForTwo: applies, takes 1.50 EUR off',
        'OverFifty: applies, takes 5.00 EUR off',
    ]);
});

const vouchers = `
price Ten on order { discount 10% }
price Twenty on order {
  when order.total >= 100 EUR
  discount 20%
}
`;

test.each([
    ['', '', '73.50'],
    ['', 'combine Ten, Twenty: sum on what is left', '75.60'],
    ['conditions see running total', '', '94.50'],
    ['conditions see running total', 'combine Twenty, Ten: sum on what is left', '75.60'],
    ['', 'combine Ten, Twenty: best', '84.00'],
    ['', 'combine Ten, Twenty: first', '94.50'],
    ['', 'combine Twenty, Ten: exclusive', '84.00'],
])('105.00 with 10%% and 20%% from 100 EUR, %s %s: %s', async (clause, group, expected) => {
    expect(paid(order(await shop(vouchers + group, clause), ['1 PUMP at 105.00']))).toBe(expected);
});

test.each([
    ['by amount', '8.33 8.33 8.34'],
    ['by quantity', '8.75 7.50 8.75'],
    ['evenly', '8.33 8.33 8.34'],
    ['last to first', '10.00 10.00 5.00'],
])('spread %s', async (spread, expected) => {
    const program = await shop(`price Off on order {\n  discount 5 EUR\n  spread ${spread}\n}`);
    expect(paidLines(order(program, ['1 A at 10.00', '2 B at 5.00', '1 C at 10.00']))).toBe(expected);
});

test('limits, never with and shipping', async () => {
    const program = await shop(`
price Sale on item {
  where category is tea
  discount 30%
  limit 5 EUR per member per month
}
price Club on item {
  discount 1 EUR if category is coffee
  discount 10% if category is tea
  never with Sale
}
price FreeShipping on shipping {
  when order.total >= 20 EUR
  discount 100%
}
`);
    const result = order(program, ['1 A at 20.00 in tea', '2 B at 5.00 in coffee'], { shipping: 390n });
    expect(discounts(result)).toBe('Sale 5.00, Club 2.00, FreeShipping 3.90');
    expect(paidLines(result)).toBe('15.00 8.00');
});

test('prices without tax keep their net', async () => {
    const lines = ['1 LAMP at 11.90 tax 19%', '1 BOOK at 10.70 tax 7%'];
    expect(order(await shop('', 'prices with tax'), lines).net).toBe(2000n);
    expect(order(await shop('', 'prices without tax'), lines).net).toBe(2260n);
});
