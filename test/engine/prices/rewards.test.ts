import { describe, expect, test } from 'vitest';
import type { Benefit, RewardCeiling } from '../../../src/model/reward.ts';
import {
    amountOff,
    buyPay,
    discounts,
    number,
    order,
    orderTotal,
    paid,
    paidLines,
    percent,
    percentOff,
    program,
    reward,
    rule,
    span,
    totalAtLeast,
    verdicts,
} from './counter.ts';

const shop = program([]);
const moneyOff = (amount: string): Benefit => ({ kind: 'money off', amount: number(amount), currency: 'EUR' });
const espresso: Benefit = {
    kind: 'units',
    units: number('1'),
    sku: 'ESPRESSO',
    benefit: { kind: 'percent off', rate: percent('100') },
    worth: undefined,
};
const half: RewardCeiling = { kind: 'share', share: percent('50'), of: orderTotal, span };

describe('rewards', () => {
    test('money off is spread by amount', () => {
        const rewards = [{ reward: reward('Two', moneyOff('2')), times: 2 }];
        const result = order(shop, ['1 A at 6.00', '1 B at 2.00'], { rewards });
        expect(paidLines(result)).toBe('3.00 1.00');
        expect(result.rewards).toEqual([
            { reward: 'Two', times: 2, granted: 2, discount: 400n, why: 'takes 4.00 EUR off' },
        ]);
        expect(result.lines.map(({ rewarded }) => rewarded)).toEqual([300n, 100n]);
    });

    test('at most half of the order: no more points are due than were of use', () => {
        const two = reward('Two', moneyOff('2'), { atMost: half });
        const redeem = (times: number, lines: string[]) => order(shop, lines, { rewards: [{ reward: two, times }] });
        expect(redeem(3, ['1 A at 8.00']).rewards[0]).toMatchObject({ granted: 2, discount: 400n });
        expect(redeem(3, ['1 A at 9.01']).rewards[0]).toMatchObject({ granted: 3, discount: 450n });
        expect(redeem(1, ['1 A at 0.01']).rewards[0]).toMatchObject({ granted: 0, discount: 0n });
    });

    test('the ceiling looks at the order after order prices', () => {
        const discounted = program([rule('Off', 'order', [amountOff('6.00')])]);
        const rewards = [{ reward: reward('Two', moneyOff('2'), { atMost: half }), times: 5 }];
        expect(paid(order(discounted, ['1 A at 10.00'], { rewards }))).toBe('2.00');
    });

    test('percent off, several times', () => {
        const tenth = reward('Tenth', { kind: 'percent off', rate: percent('10') });
        const result = order(shop, ['1 A at 9.99'], { rewards: [{ reward: tenth, times: 2 }] });
        expect(paid(result)).toBe('7.99');
        expect(order(shop, ['1 A at 9.99'], { rewards: [{ reward: tenth, times: 12 }] }).rewards[0]).toMatchObject({
            granted: 10,
            discount: 999n,
        });
    });

    test('free units are the cheapest of their article', () => {
        const lines = ['2 ESPRESSO at 2.50', '1 ESPRESSO at 2.20', '1 LATTE at 1.00'];
        const rewards = [{ reward: reward('Free', espresso), times: 2 }];
        const result = order(shop, lines, { rewards });
        expect(paidLines(result)).toBe('2.50 0.00 1.00');
        expect(result.rewards[0]).toMatchObject({ granted: 2, discount: 470n });
    });

    test('no more units are granted than are bought, and none twice', () => {
        const rewards = [
            { reward: reward('Free', espresso), times: 3 },
            { reward: reward('Again', espresso), times: 1 },
        ];
        const result = order(shop, ['2 ESPRESSO at 2.50', '1 LATTE at 4.00'], { rewards });
        expect(result.rewards.map(({ granted, why }) => `${granted}: ${why}`)).toEqual([
            '2: takes 5.00 EUR off',
            '0: nothing in this order is left for it',
        ]);
        expect(paid(result)).toBe('4.00');
    });

    test('a unit that is free already is not redeemed', () => {
        const gift = program([rule('Gift', 'item', [percentOff('100')])]);
        const rewards = [{ reward: reward('Free', espresso), times: 1 }];
        expect(order(gift, ['1 ESPRESSO at 2.50'], { rewards }).rewards[0]?.granted).toBe(0);
    });

    test('of three for two the average unit is free', () => {
        const three = program([rule('Three', 'item', [buyPay(3, 2)])]);
        const rewards = [{ reward: reward('Free', espresso), times: 1 }];
        expect(discounts(order(three, ['3 ESPRESSO at 2.50'], { rewards }))).toBe('Three 2.50, Free 1.67');
    });

    test('conditions see the order after order prices', () => {
        const two = reward('Two', moneyOff('2'), { when: [totalAtLeast('10')] });
        const discounted = program([rule('Off', 'order', [amountOff('1.00')])]);
        const rewards = [{ reward: two, times: 1 }];
        expect(paid(order(discounted, ['1 A at 11.00'], { rewards }))).toBe('8.00');
        expect(verdicts(discounted, ['1 A at 9.00'], { rewards })).toEqual([
            'Off: applies, takes 1.00 EUR off',
            'Two: does not apply, order.total >= 10 EUR does not hold: order.total is 8.00 EUR, 2.00 EUR are missing',
        ]);
    });

    test('credit and things leave the order alone', () => {
        const rewards = [
            { reward: reward('Cash', { kind: 'credit', amount: number('5'), currency: 'EUR' }), times: 2 },
            { reward: reward('Pass', { kind: 'thing', what: 'Lounge pass', worth: undefined }), times: 1 },
        ];
        const result = order(shop, ['1 A at 11.00'], { rewards });
        expect(paid(result)).toBe('11.00');
        expect(result.rewards.map(({ granted }) => granted)).toEqual([2, 1]);
    });

    test('prices that were really paid have what was redeemed in them', () => {
        const rewards = [
            { reward: reward('Two', moneyOff('2')), times: 2 },
            { reward: reward('Free', espresso), times: 1 },
        ];
        const result = order(shop, ['1 ESPRESSO at 2.50 paid'], { rewards });
        expect(paid(result)).toBe('2.50');
        expect(result.rewards.map(({ granted, discount }) => [granted, discount])).toEqual([
            [2, 0n],
            [1, 0n],
        ]);
    });
});

describe('offers', () => {
    const fifteen = { trigger: 'WinBack', discount: { kind: 'percent', rate: percent('15') } } as const;
    const three = { trigger: 'Sorry', discount: { kind: 'amount', amount: number('3') } } as const;

    test('come after order prices, each on the same amounts', () => {
        const discounted = program([rule('Off', 'order', [amountOff('10.00')])]);
        const result = order(discounted, ['1 A at 30.00', '1 B at 20.00'], { offers: [fifteen, three] });
        expect(discounts(result)).toBe('Off 10.00, WinBack 6.00, Sorry 3.00');
        expect(result.discounts.map(({ phase }) => phase)).toEqual(['order', 'offer', 'offer']);
        expect(result.offers).toEqual([
            { trigger: 'WinBack', discount: 600n },
            { trigger: 'Sorry', discount: 300n },
        ]);
    });

    test('rewards and offers are computed side by side', () => {
        const rewards = [{ reward: reward('Two', moneyOff('2')), times: 1 }];
        expect(discounts(order(shop, ['1 A at 40.00'], { rewards, offers: [fifteen] }))).toBe('Two 2.00, WinBack 6.00');
    });

    test('take no more than there is', () => {
        expect(paid(order(shop, ['1 A at 2.00'], { offers: [three, fifteen] }))).toBe('0.00');
    });
});
