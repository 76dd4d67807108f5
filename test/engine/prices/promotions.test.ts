import { describe, expect, test } from 'vitest';
import { failures } from '../support/play.ts';
import { discounts, order, paid, paidLines, verdicts } from './counter.ts';
import { complaints, shop } from './shop.ts';

const onOrder = (clauses: string): string => `price Off on order {\n  ${clauses}\n}`;

describe('one percentage after another', () => {
    const two = (first: string, second: string, left: string): string => `
price Tenth on order { discount 10% }
price Fifth on order { when order.total >= 100 EUR  discount 20% }
combine ${first}, ${second}: sum${left}`;
    const costs = async (rules: string, clauses = ''): Promise<string> =>
        paid(order(await shop(rules, clauses), ['1 PUMP at 105.00']));

    test('side by side, both on the price at the start', async () => {
        expect(await costs(two('Tenth', 'Fifth', ''))).toBe('73.50');
    });

    test('on what is left, conditions on the price at the start', async () => {
        expect(await costs(two('Tenth', 'Fifth', ' on what is left'))).toBe('75.60');
    });

    test('on what is left, conditions on the running total: the order decides', async () => {
        const running = 'conditions see running total';
        expect(await costs(two('Tenth', 'Fifth', ' on what is left'), running)).toBe('94.50');
        expect(await costs(two('Fifth', 'Tenth', ' on what is left'), running)).toBe('75.60');
    });
});

describe('line floors of order discounts', () => {
    test('what a line cannot bear is borne by the others', async () => {
        const lines = ['1 A at 10.00 cost 9.50', '1 B at 10.00 cost 2.00', '1 C at 20.00 cost 5.00'];
        const program = await shop(onOrder('discount 8 EUR\n  line floor cost'));
        // By amount 2, 2 and 4; A bears 0.50 only, and 1.50 go over B and C by 10 to 20.
        expect(paidLines(order(program, lines))).toBe('9.50 7.50 15.00');
    });

    test('the discount stops where no line can bear more', async () => {
        const lines = ['2 A at 10.00 cost 9.50', '1 B at 10.00 cost 9.00'];
        const program = await shop(onOrder('discount 8 EUR\n  line floor cost + 1%'));
        expect(paidLines(order(program, lines))).toBe('19.19 9.09');
        expect(verdicts(program, lines)).toEqual([
            'Off: applies, takes 1.72 EUR off; stopped by its line floor cost + 1%',
        ]);
    });

    test('a line whose floor is not known bears nothing', async () => {
        const program = await shop(onOrder('discount 2 EUR\n  line floor cost'));
        expect(paidLines(order(program, ['1 A at 10.00', '1 B at 10.00 cost 5.00']))).toBe('10.00 8.00');
    });
});

describe('what is left over when a discount is spread', () => {
    const spread = async (remainder: string, amount: string, ...lines: string[]): Promise<string> => {
        const clause = remainder === '' ? '' : `\n  spread by amount remainder to ${remainder}`;
        const { lines: priced } = order(await shop(onOrder(`discount ${amount} EUR${clause}`)), lines);
        return priced.map(({ gross, paid: left }) => String(gross - left)).join(' ');
    };
    const three = ['1 A at 1.00', '1 B at 1.00', '1 C at 1.00'];

    test('goes to the largest fractions, ties to the earlier', async () => {
        expect(await spread('', '0.50', ...three)).toBe('17 17 16');
        expect(await spread('largest fractions', '0.10', '1 A at 1.00', '1 B at 2.00', '1 C at 4.00')).toBe('1 3 6');
    });

    test('goes to the first lines, a cent each', async () => {
        expect(await spread('first lines', '0.10', '1 A at 1.00', '1 B at 2.00', '1 C at 4.00')).toBe('2 3 5');
        expect(await spread('first lines', '0.02', '1 G at 0.00', ...three)).toBe('0 1 1 0');
    });

    test('goes to the last line, after the others are rounded half up', async () => {
        expect(await spread('last line', '0.50', ...three)).toBe('17 17 16');
        expect(await spread('last line', '0.10', ...three)).toBe('3 3 4');
        expect(await spread('last line', '0.02', ...three)).toBe('1 1 0');
    });

    test('goes to the line with the largest amount', async () => {
        expect(await spread('largest line', '0.10', '1 A at 1.00', '1 C at 4.00', '1 B at 2.00')).toBe('1 7 2');
        expect(await spread('largest line', '0.50', ...three)).toBe('18 16 16');
    });
});

describe('the best set of a group', () => {
    const lines = ['4 LATTE at 5.00 in coffee', '1 CAKE at 20.00 in pastry'];

    test('is that with which the member pays least, whatever may go together', async () => {
        const rules = `
price Big on order { discount 9 EUR  never with Coffee, Cake }
price Coffee on item { where category is coffee  discount 20% }
price Cake on item { where category is pastry  discount 30% }
combine Big, Coffee, Cake: best set`;
        const program = await shop(rules);
        // 9 by itself, or 4 and 6 together.
        expect(discounts(order(program, lines))).toBe('Coffee 4.00, Cake 6.00');
        expect(discounts(order(program, ['1 LATTE at 5.00 in coffee', '1 CAKE at 20.00 in pastry']))).toBe('Big 9.00');
        expect(verdicts(program, lines)).toContain('Big: does not apply, the best set of its group is without it');
    });

    test('takes into account what a discount costs another rule', async () => {
        const rules = `
price Small on item { discount 5% }
price Fifty on order { when order.total >= 40 EUR  discount 5 EUR }
combine Small, Fifty: best set`;
        expect(discounts(order(await shop(rules), lines))).toBe('Fifty 5.00');
        expect(discounts(order(await shop(rules), [...lines, '1 CAKE at 10.00 in pastry']))).toBe(
            'Small 2.50, Fifty 5.00',
        );
    });

    test('does without rules that raise the price, and without those that do nothing', async () => {
        const rules = `
price Up on item { new price 9 EUR }
price Nothing on item { where category is tea  discount 50% }
price Down on order { discount 1 EUR }
combine Up, Nothing, Down: best set`;
        expect(discounts(order(await shop(rules), ['1 LATTE at 5.00 in coffee']))).toBe('Down 1.00');
    });

    test('of rules of several phases, best is the one with which the order costs least', async () => {
        const rules = `
price Coffee on item { where category is coffee  discount 20% }
price Big on order { when order.total >= 40 EUR  discount 7 EUR }
price Cake on item { where category is pastry  discount 30% }
combine Coffee, Big, Cake: best`;
        expect(discounts(order(await shop(rules), lines))).toBe('Big 7.00');
        expect(discounts(order(await shop(rules), ['4 LATTE at 5.00 in coffee']))).toBe('Coffee 4.00');
        const two = await shop(rules.replace('best', 'best 2'));
        // 6 for the cake and 4 for the coffee are 10; with either of them the order is below 40.
        expect(discounts(order(two, lines))).toBe('Coffee 4.00, Cake 6.00');
    });

    test('decides for bundles as a whole', async () => {
        const rules = `
price Menu on item { bundle 2 units of "LATTE", 1 unit of "CAKE": 20 EUR  never with Tenth }
price Tenth on item { discount 10%  never with Menu }
combine Menu, Tenth: best set`;
        expect(paid(order(await shop(rules), lines))).toBe('30.00');
        expect(paid(order(await shop(rules), ['30 LATTE at 5.00 in coffee', '1 CAKE at 20.00 in pastry']))).toBe(
            '153.00',
        );
    });
});

describe('exclusive prices', () => {
    const rules = `
price Sale on item { where category is coffee  discount 10% }
price Flash on item { exclusive priority 20  where sku is "LATTE"  discount 5% }
price Fair on item { exclusive priority 30  where price >= 8 EUR  discount 50% }`;

    test('apply alone, the highest priority first', async () => {
        const program = await shop(rules);
        const lines = ['1 LATTE at 4.00 in coffee', '1 MOKKA at 4.00 in coffee', '1 LATTE at 8.00 in coffee'];
        expect(paidLines(order(program, lines))).toBe('3.80 3.60 4.00');
    });

    test('need different priorities within a phase, and stand in no group', async () => {
        const two = (a: string, b: string): string =>
            `price A on item { ${a}  discount 5% }\nprice B on item { ${b}  discount 6% }`;
        expect(await complaints(two('exclusive priority 10', 'exclusive priority 10'))).toEqual([
            "rules/priority 'B' must have another priority than 'A': both are exclusive with priority 10.",
        ]);
        expect(await complaints(`${two('exclusive priority 10', '')}\ncombine A, B: best`)).toEqual([
            "rules/group The rule 'A' must stand in no group: it is exclusive by its priority.",
        ]);
    });
});

describe('the how-manieth order', () => {
    test('every third order', async () => {
        const history = `
  member ann
  2026-03-01 ann: purchase 10 EUR as A1
  2026-03-02 ann: purchase 10 EUR as A2
  2026-03-03 ann: purchase 10 EUR as A3
  2026-03-04 ann: purchase 10 EUR as A4
  2026-03-05 ann: return of A4
  2026-03-06 ann: purchase 10 EUR as A5
  2026-03-07 ann: purchase 10 EUR as A6
  2026-03-08 ann: purchase 10 EUR as A7
  expect ann pays 10 EUR for A1
  expect ann pays 5 EUR for A3
  expect ann pays 10 EUR for A6
  expect ann pays 5 EUR for A7`;
        expect(await failures(onOrder('every 3 orders\n  discount 50%'), history)).toEqual([]);
    });

    test('the first and the second order', async () => {
        const rules = `
price Hello on order { when order.number <= 1  discount 5 EUR }
price Again on order { when order.number between 2 and 2  discount 3 EUR }
combine Hello, Again: sum`;
        const history = `
  member ann
  2026-03-01 ann: purchase 10 EUR as A1
  2026-03-02 ann: purchase 10 EUR as A2
  2026-03-03 ann: purchase 10 EUR as A3
  expect ann pays 5 EUR for A1
  expect ann pays 7 EUR for A2
  expect ann pays 10 EUR for A3`;
        expect(await failures(rules, history)).toEqual([]);
    });

    test('what is charged for shipping is known', async () => {
        const program = await shop('price Free on shipping { when order.shipping <= 5 EUR  discount 100% }');
        expect(order(program, ['1 A at 4.00'], { shipping: 500n }).shipping?.paid).toBe(0n);
        expect(order(program, ['1 A at 4.00'], { shipping: 501n }).shipping?.paid).toBe(501n);
    });
});

describe('a price between a floor and a ceiling', () => {
    test('against a reference price', async () => {
        const program = await shop(
            'price Today on item {\n  new price 10 EUR\n  floor price * 80%\n  ceiling price * 120%\n}',
        );
        expect(paidLines(order(program, ['1 A at 20.00', '2 B at 5.00', '1 C at 9.00', '1 D at 12.00']))).toBe(
            '16.00 12.00 10.00 10.00',
        );
    });

    test('contradict each other where the ceiling is lower', async () => {
        expect(
            await complaints('price Today on item {\n  new price 10 EUR\n  floor 8 EUR\n  ceiling 7 EUR\n}'),
        ).toEqual(["rules/charge 'ceiling 7 EUR' must not be below 'floor 8 EUR'."]);
        expect(await complaints('price Today on order {\n  discount 10%\n  ceiling 7 EUR\n}')).toEqual([
            "rules/pointless-clause 'ceiling' must be left out: it bounds the price of a unit: write 'charge at most'.",
        ]);
    });
});

test('several means of payment: stored value is no discount, and earns as the program says', async () => {
    const rules = `
points Star { worth 0.01 EUR }
earn Base on purchase { give 1 Star per 1 EUR }`;
    const history = `
  member ann
  2026-03-01 ann: purchase 100 EUR paid with gift_card 30 EUR, credit 20 EUR as A1
  expect ann pays 100 EUR for A1
  expect ann balance STARS Star`;
    const program = (tender: string): string => `program P { currency EUR timezone "Europe/Berlin" ${tender} }${rules}`;
    expect(await failures(program(''), history.replace('STARS', '100'))).toEqual([]);
    expect(await failures(program('tender credit earns nothing'), history.replace('STARS', '80'))).toEqual([]);
});
