import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { arraySource, sourceOf } from './support/histories.ts';
import { programOf } from './support/programs.ts';
import { failing } from './support/told.ts';

const wallet = (clauses: string): string => `
points Star { worth 0.01 EUR }
earn Base on purchase { give 1 Star per 1 EUR }
wallet GiftCard { ${clauses} }
`;
const CARD = '1 unit of "CARD" at 50 EUR (gift_card = "yes")';

describe('stored value', () => {
    it('is a liability when it is sold, no spend, and earns when it is used', async () => {
        const found = await failing(
            wallet(''),
            `
            member ann
            2026-01-05 ann: purchase ${CARD}
            expect ann wallet 50 EUR
            expect ann pays 50 EUR
            expect ann earned 0 Star
            expect ann has spend over lifetime is 0 EUR
            2026-01-06 ann: purchase 40 EUR paid with GiftCard 40 EUR as A1
            expect ann wallet 10 EUR
            expect ann due 0 EUR
            expect ann earned 40 Star
            expect ann has spend over lifetime is 40 EUR
            expect ann has GiftCard.balance is 10 EUR`,
        );
        expect(found).toEqual([]);
    });

    it('earns when it is sold, or never, where the program says so', async () => {
        const history = `
            member ann
            2026-01-05 ann: purchase ${CARD}
            2026-01-06 ann: purchase 40 EUR paid with GiftCard 30 EUR`;
        expect(await failing(wallet('earns when sold'), `${history}\nexpect ann earned 60 Star`)).toEqual([]);
        expect(await failing(wallet('earns nothing'), `${history}\nexpect ann earned 10 Star`)).toEqual([]);
    });

    it('can be bought for somebody else, and by a top-up, with a bonus from an amount on', async () => {
        const found = await failing(
            wallet('bonus 5 EUR from 50 EUR  bonus 20% from 100 EUR expiring in 90 days  expire after 36 months'),
            `
            member ann
            member bob
            2026-01-05 ann: purchase 1 unit of "CARD" at 50 EUR (gift_card = "yes", holder = "bob")
            expect ann wallet 0 EUR
            expect bob wallet 55 EUR
            2026-01-06 ann: topped_up 100 EUR
            expect ann wallet 120 EUR
            2026-01-07 ann: topped_up 49.99 EUR
            expect ann wallet 169.99 EUR
            2026-01-08 ann: purchase 30 EUR paid with GiftCard 30 EUR // first the bonus, which expires soonest
            2026-04-06 expect ann wallet 139.99 EUR
            2029-01-06 expect ann wallet 139.99 EUR
            2029-01-07 expect ann wallet 49.99 EUR`,
        );
        expect(found).toEqual([]);
    });

    it('pays a part of an order beside cash, a card, another wallet and points', async () => {
        const found = await failing(
            `${wallet('earns nothing')}
            wallet Prepaid { expire never }
            event purchase { voucher : money }
            reward FiveOff { costs 100 Star  give 5 EUR off }`,
            `
            member ann { balance 100 Star  balance 20 EUR in GiftCard  balance 20 EUR in Prepaid }
            2026-01-05 ann: purchase 45 EUR paid with GiftCard 10 EUR, Prepaid 12 EUR, card 8 EUR, cash 10 EUR redeeming FiveOff
            expect ann pays 40 EUR
            expect ann due 18 EUR
            expect ann wallet 10 EUR in GiftCard
            expect ann wallet 8 EUR in Prepaid
            expect ann earned 30 Star`,
        );
        expect(found).toEqual([]);
    });

    it('that earns nothing takes its share out of the goods alone, with tax and shipping in the rest', async () => {
        // 100 goods + 19 tax + 1 shipping; 60 of 120 are paid from the wallet: half of the 100 earn.
        const found = await failing(
            wallet('earns nothing'),
            `
            member ann { balance 60 EUR in GiftCard }
            2026-01-05 ann: purchase 1 unit of "A" at 100 EUR (tax = 19%) shipping = 1 EUR paid with GiftCard 60 EUR
            expect ann earned 50 Star
            expect ann total 120 EUR`,
        );
        expect(found).toEqual([]);
    });

    it('that is used without having been loaded is reported and never goes below zero', async () => {
        const found = await failing(
            wallet(''),
            `
            member ann { balance 5 EUR in GiftCard }
            2026-01-05 ann: purchase 40 EUR paid with GiftCard 30 EUR
            expect ann wallet 0 EUR
            expect ann earned 40 Star`,
        );
        expect(found).toEqual([]);
    });
});

describe('goods that come back', () => {
    const paid = (clauses: string, expected: readonly [string, string]): Promise<readonly string[]> =>
        failing(
            wallet(clauses),
            `
            member ann { balance 30 EUR in GiftCard }
            2026-01-05 ann: purchase 2 units of "A" at 40 EUR paid with GiftCard 30 EUR as A1
            expect ann wallet 0 EUR
            2026-01-06 ann: return 1 unit of "A" of A1
            expect ann wallet ${expected[0]} EUR
            2026-01-07 ann: return 1 unit of "A" of A1
            expect ann wallet ${expected[1]} EUR
            expect ann has Star.balance is 0 Star`,
        );

    it('give back to the card its share, or first, last, or nothing', async () => {
        expect(await paid('', ['15', '30'])).toEqual([]);
        expect(await paid('refund pro rata', ['15', '30'])).toEqual([]);
        expect(await paid('refund first', ['30', '30'])).toEqual([]);
        expect(await paid('refund last', ['0', '30'])).toEqual([]);
        expect(await paid('refund never', ['0', '0'])).toEqual([]);
    });

    it('are a card that was sold: its money goes, with its bonus; what was used is owed', async () => {
        const found = await failing(
            wallet('bonus 5 EUR from 50 EUR'),
            `
            member ann
            2026-01-05 ann: purchase ${CARD} as C1
            2026-01-06 ann: purchase 20 EUR paid with GiftCard 20 EUR
            expect ann wallet 35 EUR
            2026-01-07 ann: return of C1
            2026-01-08 ann: topped_up 30 EUR
            expect ann wallet 10 EUR`,
        );
        expect(found).toEqual([]);
    });
});

describe('credit', () => {
    it('that rules give is put into the wallet that holds it, and pays', async () => {
        const found = await failing(
            `
            wallet Store { holds credit  expire after 6 months }
            earn Back on purchase { give 0.05 EUR per 1 EUR }`,
            `
            member ann
            2026-01-05 ann: purchase 100 EUR as A1
            expect ann credited 5 EUR
            expect ann wallet 5 EUR
            2026-02-05 ann: purchase 10 EUR paid with credit 3 EUR
            expect ann wallet 2.50 EUR
            2026-07-06 expect ann wallet 0.50 EUR`,
        );
        expect(found).toEqual([]);
    });
});

describe('earning bases', () => {
    const base = (of: string): string =>
        `points Star { worth 0.01 EUR }\nearn Base on purchase { give 1 Star per 1 EUR${of} }`;
    const bought = `
            member ann
            2026-01-05 ann: purchase 1 unit of "A" at 100 EUR (tax = 19%) shipping = 5 EUR, tips = 10 EUR, fees = 2 EUR as A1
            expect ann earned `;

    it('are said with and without tax, shipping, fees and tips', async () => {
        expect(await failing(base(''), `${bought}100 Star`)).toEqual([]);
        expect(await failing(base(' of purchase.paid + purchase.taxes'), `${bought}119 Star`)).toEqual([]);
        expect(await failing(base(' of purchase.total'), `${bought}136 Star`)).toEqual([]);
        expect(await failing(base(' of purchase.total - purchase.tips'), `${bought}126 Star`)).toEqual([]);
        expect(await failing(base(' of purchase.net + purchase.shipping'), `${bought}105 Star`)).toEqual([]);
    });

    it('are worked out again for what is kept', async () => {
        const found = await failing(
            base(' of purchase.total'),
            `
            member ann
            2026-01-05 ann: purchase 2 units of "A" at 100 EUR (tax = 19%) shipping = 5 EUR as A1
            expect ann earned 243 Star
            2026-01-06 ann: return 1 unit of "A" of A1
            expect ann balance 124 Star`,
        );
        expect(found).toEqual([]);
    });
});

describe('a simulation of wallets', () => {
    it('says what is outstanding, what was given on top, and holds the books', async () => {
        const program = await programOf(
            `program P { currency EUR timezone "Europe/Berlin" }\n${wallet('bonus 10% from 50 EUR')}`,
        );
        const source = sourceOf('2026-01-05 ann buys 50\n2026-01-06 ann buys 20\n2026-01-07 ann topped_up');
        const occurrences = [];
        for await (const each of source.timeOrder()) {
            const more =
                each.sequence === 0
                    ? { lines: each.lines.map(line => ({ ...line, giftCard: true })) }
                    : { fields: new Map([[each.sequence === 1 ? 'GiftCard' : 'amount', Rational.of(20)]]) };
            occurrences.push({ ...each, ...more });
        }
        const result = await simulate({ program, source: arraySource(occurrences), dataset: 'test' });
        if (result.kind !== 'figures') throw new Error(JSON.stringify(result.broken));
        const { wallets, cost, revenue } = result.document.totals;
        const amounts = Object.fromEntries(
            Object.entries(wallets?.GiftCard ?? {}).map(([name, { amount }]) => [name, amount]),
        );
        expect(amounts).toEqual({
            sold: '50.00',
            toppedUp: '20.00',
            bonus: '5.00',
            credit: '0.00',
            used: '20.00',
            expired: '0.00',
            takenBack: '0.00',
            outstanding: '55.00',
        });
        expect(revenue.amount).toBe('20.00');
        expect(cost.amount).toBe('5.20');
    });
});
