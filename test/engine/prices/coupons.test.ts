import { describe, expect, test } from 'vitest';
import { failures, play } from '../support/play.ts';
import { complaints } from './shop.ts';

const summer = (clauses = ''): string => `
coupon Summer {
  code "SUMMER10", "SUN"
  ${clauses}
}
price SummerOff on order {
  with coupon Summer
  discount 10%
}`;

describe('a coupon', () => {
    test('opens the price on orders with one of its codes', async () => {
        const history = `
  member ann
  2026-03-01 ann: purchase 40 EUR as A1
  2026-03-02 ann: purchase 40 EUR with code "SUMMER10" as A2
  2026-03-03 ann: purchase 40 EUR with codes "OTHER", "sun" as A3
  2026-03-04 ann: purchase 40 EUR with code "OTHER" as A4
  expect ann pays 40 EUR for A1
  expect ann pays 36 EUR for A2
  expect ann discount 4 EUR by SummerOff for A3
  expect ann pays 40 EUR for A4`;
        expect(await failures(summer(), history)).toEqual([]);
    });

    test('is valid on its dates, through the last one, and for members who meet its conditions', async () => {
        const clauses = 'during 2026-06-01 through 2026-06-30\n  when visits over lifetime >= 1';
        const history = `
  member ann
  2026-06-15 ann: purchase 40 EUR with code "SUN" as A1
  2026-06-30 23:30 ann: purchase 40 EUR with code "SUN" as A2
  2026-07-01 ann: purchase 40 EUR with code "SUN" as A3
  expect ann pays 40 EUR for A1
  expect ann pays 36 EUR for A2
  expect ann pays 40 EUR for A3`;
        expect(await failures(summer(clauses), history)).toEqual([]);
    });

    test('has limits by member and over the whole program', async () => {
        const clauses = 'limit 1 time per member\n  limit 2 times per program';
        const history = `
  member ann
  member bob
  member eve
  2026-03-01 ann: purchase 40 EUR with code "SUN"
  2026-03-02 ann: purchase 40 EUR with code "SUMMER10" as A2
  2026-03-03 bob: purchase 40 EUR with code "SUN" as B1
  2026-03-04 eve: purchase 40 EUR with code "SUN" as E1
  expect ann discount 0 EUR by SummerOff for A2
  expect bob discount 4 EUR by SummerOff for B1
  expect eve discount 0 EUR by SummerOff for E1`;
        expect(await failures(summer(clauses), history)).toEqual([]);
    });

    test('of single use is gone once anyone has used the code', async () => {
        const history = `
  member ann
  member bob
  2026-03-01 ann: purchase 40 EUR with code "SUN" as A1
  2026-03-02 bob: purchase 40 EUR with code "sun" as B1
  2026-03-03 bob: purchase 40 EUR with code "SUMMER10" as B2
  expect ann pays 36 EUR for A1
  expect bob pays 40 EUR for B1
  expect bob pays 36 EUR for B2`;
        const { failures: failed, outcomes } = await play(summer('single use'), history);
        expect(failed).toEqual([]);
        const why = outcomes.flatMap(each => (each.kind === 'verdict' && each.rule === 'SummerOff' ? [each.why] : []));
        expect(why).toEqual(['takes 4.00 EUR off', "the code 'SUN' has been used", 'takes 4.00 EUR off']);
    });

    test('is not used up by an order on which its price did nothing', async () => {
        const rules = `
coupon Big {
  code "BIG"
  limit 1 time per member
}
price BigOff on order {
  with coupon Big
  when order.total >= 50 EUR
  discount 5 EUR
}`;
        const history = `
  member ann
  2026-03-01 ann: purchase 40 EUR with code "BIG" as A1
  2026-03-02 ann: purchase 60 EUR with code "BIG" as A2
  2026-03-03 ann: purchase 60 EUR with code "BIG" as A3
  expect ann pays 40 EUR for A1
  expect ann pays 55 EUR for A2
  expect ann pays 60 EUR for A3`;
        expect(await failures(rules, history)).toEqual([]);
    });

    test('may open several prices, which count as one use', async () => {
        const rules = `
coupon Two {
  code "TWO"
  limit 1 time per member
}
price Coffee on item {
  with coupon Two
  where sku is "LATTE"
  discount 1 EUR
}
price Order on order {
  with coupon Two
  discount 2 EUR
}`;
        const history = `
  member ann
  2026-03-01 ann: purchase 1 unit of "LATTE" at 4.50 EUR with code "TWO" as A1
  expect ann pays 1.50 EUR for A1`;
        expect(await failures(rules, history)).toEqual([]);
    });
});

describe('vouchers and offers', () => {
    const cash = `
trigger Cash on purchase {
  when purchase.paid >= 50 EUR
  voucher 10 EUR per whole 50 EUR of purchase.paid off an order from 30 EUR within 14 days
}`;

    test('a voucher is not for the order that made it, and waits for one that is large enough', async () => {
        const history = `
  member ann
  2026-03-01 ann: purchase 120 EUR as A1
  2026-03-02 ann: purchase 29.99 EUR as A2
  2026-03-03 ann: purchase 40 EUR as A3
  2026-03-04 ann: purchase 40 EUR as A4
  expect ann pays 120 EUR for A1
  expect ann pays 29.99 EUR for A2
  expect ann pays 20 EUR for A3
  expect ann pays 40 EUR for A4`;
        expect(await failures(cash, history)).toEqual([]);
    });

    test('a voucher is valid through its last day', async () => {
        const history = `
  member ann
  2026-03-01 ann: purchase 60 EUR as A1
  2026-03-15 23:59 ann: purchase 30 EUR as A2
  2026-03-16 ann: purchase 60 EUR as A3
  2026-03-31 ann: purchase 30 EUR as A4
  expect ann pays 20 EUR for A2
  expect ann pays 60 EUR for A3
  expect ann pays 30 EUR for A4`;
        expect(await failures(cash, history)).toEqual([]);
    });

    test('an offer is for the next order, also when that is too small for it', async () => {
        const rules = `
trigger Hello on first purchase {
  offer 5 EUR off next order from 20 EUR within 30 days
}`;
        const history = `
  member ann
  2026-03-01 ann: purchase 60 EUR
  2026-03-02 ann: purchase 10 EUR as A2
  2026-03-03 ann: purchase 30 EUR as A3
  expect ann pays 10 EUR for A2
  expect ann pays 30 EUR for A3`;
        expect(await failures(rules, history)).toEqual([]);
    });
});

describe('bad coupons', () => {
    test('are findings at the clause', async () => {
        expect(await complaints('coupon A { single use }')).toEqual([
            "rules/clause-missing The coupon 'A' must have a clause 'code \"…\"'.",
        ]);
        expect(await complaints('coupon A { code "X" }\ncoupon B { code "x" }')).toEqual([
            "names/duplicate The name 'x' must be used once; there is already a code of 'A' with this name.",
        ]);
        expect(await complaints('coupon A {\n  code "X"\n  limit 5 EUR per member\n}')).toEqual([
            "rules/pointless-clause 'limit 5 EUR per member' must be left out: a coupon counts times; 'limit' the price instead.",
        ]);
        expect(await complaints('coupon A { code "X,Y" }')).toEqual([
            'rules/range A code must be without commas, semicolons and spaces around it, not "X,Y".',
        ]);
        expect(await complaints('price P on item {\n  with coupon Nope\n  discount 5%\n}')).toEqual([
            "names/unknown Unknown coupon 'Nope'. It must be declared.",
        ]);
    });
});
