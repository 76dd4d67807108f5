import { describe, expect, test } from 'vitest';
import { failures } from '../support/play.ts';
import { order, paid, paidLines } from './counter.ts';
import { complaints, shop } from './shop.ts';

const price = (clauses: string, phase = 'item'): string => `price Volume on ${phase} {\n  ${clauses}\n}`;
const on = async (clauses: string, ...lines: string[]): Promise<string> =>
    paidLines(order(await shop(price(clauses)), lines));

describe('packages', () => {
    test('a price per package, started or full', async () => {
        expect(await on('new price 15 EUR per started package of 10 units', '21 SCREW at 2.00')).toBe('45.00');
        expect(await on('new price 15 EUR per full package of 10 units', '21 SCREW at 2.00')).toBe('30.00');
        expect(await on('new price 15 EUR per started package of 10 units', '20 SCREW at 2.00')).toBe('30.00');
        expect(await on('new price 15 EUR per started package of 10 units', '0.5 SCREW at 2.00')).toBe('15.00');
    });

    test('a hundred free, then packages of a hundred', async () => {
        const clauses = `graduated by quantity {
    from 1 units: 0 EUR
    from 101 units: 5 EUR per started package of 100 units
  }`;
        expect(await on(clauses, '100 CALL at 1.00')).toBe('0.00');
        expect(await on(clauses, '101 CALL at 1.00')).toBe('5.00');
        expect(await on(clauses, '201 CALL at 1.00')).toBe('10.00');
    });
});

describe('flat fees of bands', () => {
    const bands = (mode: string): string => `${mode} by quantity {
    from 1 units: 10 EUR
    from 101 units: 5 EUR plus 50 EUR
    from 201 units: flat 100 EUR
  }`;

    test('graduated: of each band that is begun', async () => {
        expect(await on(bands('graduated'), '100 SEAT at 1.00')).toBe('1000.00');
        expect(await on(bands('graduated'), '101 SEAT at 1.00')).toBe('1055.00');
        expect(await on(bands('graduated'), '250 SEAT at 1.00')).toBe('1650.00');
    });

    test('all-units: of the band that is reached', async () => {
        expect(await on(bands('all-units'), '100 SEAT at 1.00')).toBe('1000.00');
        expect(await on(bands('all-units'), '150 SEAT at 1.00')).toBe('800.00');
        expect(await on(bands('all-units'), '250 SEAT at 1.00')).toBe('100.00');
    });

    test('on the order as a whole', async () => {
        const program = await shop(
            price('graduated by amount {\n from 0 EUR: list price\n from 100 EUR: 10% off plus 5 EUR\n}', 'order'),
        );
        expect(paid(order(program, ['1 A at 150.00', '1 B at 50.00']))).toBe('195.00');
        expect(paid(order(program, ['1 A at 100.00']))).toBe('105.00');
        expect(paid(order(program, ['1 A at 99.99']))).toBe('99.99');
    });
});

describe('cumulative over a period', () => {
    const seeds = (mode: string): string => `
price Seeds on item {
  where sku is "SEED"
  ${mode} by quantity over calendar year {
    from 1 units: 10 EUR
    from 101 units: 8 EUR plus 5 EUR
    from 201 units: 6 EUR
  }
}`;

    test('graduated: earlier purchases move the start', async () => {
        const history = `
  member ann
  2026-01-10 ann: purchase 80 units of "SEED" at 12 EUR as A1
  2026-03-10 ann: purchase 5 units of "OTHER" at 1 EUR as A2
  2026-04-10 ann: purchase 40 units of "SEED" at 12 EUR as A3
  2026-05-10 ann: purchase 90 units of "SEED" at 12 EUR as A4
  2027-01-10 ann: purchase 10 units of "SEED" at 12 EUR as A5
  expect ann pays 800 EUR for A1
  expect ann pays 5 EUR for A2
  expect ann pays 365 EUR for A3
  expect ann pays 700 EUR for A4
  expect ann pays 100 EUR for A5`;
        // A3: 20 at 10, 20 at 8 and the band's 5. A4: 80 at 8 and 10 at 6.
        expect(await failures(seeds('graduated'), history)).toEqual([]);
    });

    test('all-units: the whole order at the band that the year has reached', async () => {
        const history = `
  member ann
  2026-01-10 ann: purchase 80 units of "SEED" at 12 EUR as A1
  2026-04-10 ann: purchase 40 units of "SEED" at 12 EUR as A3
  2026-05-10 ann: purchase 10 units of "SEED" at 12 EUR as A4
  expect ann pays 800 EUR for A1
  expect ann pays 325 EUR for A3
  expect ann pays 80 EUR for A4`;
        expect(await failures(seeds('all-units'), history)).toEqual([]);
    });

    test('returns go back, and lines of one order count together', async () => {
        const history = `
  member ann
  2026-01-10 ann: purchase 80 units of "SEED" at 12 EUR as A1
  2026-01-12 ann: return 30 units of "SEED" of A1
  2026-04-10 ann: purchase 50 units of "SEED" at 12 EUR, 10 units of "SEED" at 12 EUR as A3
  expect ann pays 585 EUR for A3`;
        // 50 before: 50 at 10, then 10 at 8 and the fee.
        expect(await failures(seeds('graduated'), history)).toEqual([]);
    });

    test('by amount', async () => {
        const rules = `
price Spend on order {
  graduated by amount over last 30 days {
    from 0 EUR: list price
    from 1000 EUR: 10% off
  }
}`;
        const history = `
  member ann
  2026-01-10 ann: purchase 900 EUR as A1
  2026-01-20 ann: purchase 300 EUR as A2
  2026-02-25 ann: purchase 300 EUR as A3
  expect ann pays 900 EUR for A1
  expect ann pays 280 EUR for A2
  expect ann pays 300 EUR for A3`;
        expect(await failures(rules, history)).toEqual([]);
    });

    test('packages go on from those that were begun', async () => {
        const rules = `
price Calls on item {
  graduated by quantity over calendar month {
    from 1 units: 5 EUR per started package of 100 units
  }
}`;
        const history = `
  member ann
  2026-01-10 ann: purchase 150 units of "CALL" at 1 EUR as A1
  2026-01-20 ann: purchase 50 units of "CALL" at 1 EUR as A2
  2026-01-21 ann: purchase 1 unit of "CALL" at 1 EUR as A3
  expect ann pays 10 EUR for A1
  expect ann pays 0 EUR for A2
  expect ann pays 5 EUR for A3`;
        expect(await failures(rules, history)).toEqual([]);
    });
});

describe('the least and the most that is charged', () => {
    test('of the goods that match, spread by amount', async () => {
        const clauses =
            'where category is coffee\n  new price 0.10 EUR\n  charge at least 10 EUR\n  charge at most 20 EUR';
        expect(await on(clauses, '30 A at 1.00 in coffee', '60 B at 1.00 in coffee', '1 C at 1.00')).toBe(
            '3.33 6.67 1.00',
        );
        expect(await on(clauses, '150 A at 1.00 in coffee')).toBe('15.00');
        expect(await on(clauses, '250 A at 1.00 in coffee', '250 B at 1.00 in coffee')).toBe('10.00 10.00');
    });

    test('where nothing is charged for them, by quantity', async () => {
        expect(await on('discount 100%\n  charge at least 9 EUR', '1 A at 4.00', '2 B at 4.00')).toBe('3.00 6.00');
    });

    test('of an order, and of shipping', async () => {
        const small = await shop(price('charge at least 10 EUR', 'order'));
        expect(paid(order(small, ['1 A at 4.00', '1 B at 2.00']))).toBe('10.00');
        expect(paidLines(order(small, ['1 A at 4.00', '1 B at 2.00']))).toBe('6.67 3.33');
        expect(paid(order(small, ['1 A at 14.00']))).toBe('14.00');
        const shipping = await shop(price('charge at most 20 EUR', 'shipping'));
        expect(order(shipping, ['1 A at 4.00'], { shipping: 3500n }).shipping?.paid).toBe(2000n);
    });
});

describe('bad volume prices', () => {
    test('are findings at the clause', async () => {
        expect(await complaints(price('charge at least 10 EUR\n  charge at most 5 EUR'))).toEqual([
            "rules/charge 'charge at most 5 EUR' must not be below 'charge at least 10 EUR'.",
        ]);
        expect(
            await complaints(price('graduated by amount {\n from 0 EUR: 5 EUR per full package of 3 units\n}')),
        ).toEqual([
            "rules/pointless-clause 'full package of 3 units' must be left out: packages hold units: write 'by quantity'.",
        ]);
        expect(await complaints(price('new price 5 EUR per full package of 0 units'))).toEqual([
            'rules/range The size of a package must be above zero, not 0.',
        ]);
    });
});
