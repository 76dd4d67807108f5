import { describe, expect, test } from 'vitest';
import { failures } from './support/failures.ts';

const FIVE = `member ann
member bob
member cat
member dan
member eve
2026-01-05 ann: purchase 500 EUR
2026-01-05 bob: purchase 400 EUR
2026-01-05 cat: purchase 300 EUR
2026-01-05 dan: purchase 200 EUR`;

describe('a segment among the others', () => {
    test('the top fifth of five is one; it holds from the start of the next day', async () => {
        const program = 'segment Best { when top 20% of members by spend over last 12 months }';
        expect(
            await failures(
                program,
                `${FIVE}
                2026-01-05 expect ann not has Best
                2026-01-06 expect ann has Best
                expect bob not has Best
                2026-01-06 bob: purchase 200 EUR
                2026-01-06 expect ann has Best
                2026-01-07 expect bob has Best
                expect ann not has Best
                2027-01-05 expect bob has Best
                2027-01-07 expect bob not has Best`,
            ),
        ).toEqual([]);
    });

    test.each([
        // Of five, 30% are one and a half: two. Everyone who is equal to the last is in, unless it says otherwise.
        ['top 30% of members', '', 'ann bob'],
        ['top 3 members', '', 'ann bob cat'],
        ['top 99 members', '', 'ann bob cat dan'],
        ['bottom 2 members', '', 'dan eve'],
        ['bottom 20% of members', '', 'eve'],
    ])('%s', async (comparison, ties, expected) => {
        const steps = ['ann', 'bob', 'cat', 'dan', 'eve'].map(
            who => `2026-01-06 expect ${who} ${expected.includes(who) ? '' : 'not '}has S`,
        );
        const program = `segment S { when ${comparison} by spend over lifetime ${ties} }`;
        expect(await failures(program, `${FIVE}\n${steps.join('\n')}`)).toEqual([]);
    });

    test.each([
        ['', 'ann bob cat dan'],
        ['ties included', 'ann bob cat dan'],
        ['ties left out', 'ann'],
        // Who has not said when is behind those who have; of two such, the first by name.
        ['ties to the earlier member', 'ann cat'],
    ])('three equal ones for one place: %s', async (ties, expected) => {
        const steps = ['ann', 'bob', 'cat', 'dan'].map(
            who => `2026-01-06 expect ${who} ${expected.includes(who) ? '' : 'not '}has S`,
        );
        const program = `segment S { when top 2 members by spend over lifetime ${ties} }`;
        expect(
            await failures(
                program,
                `member ann { joined 2025-05-01 }
                member bob { joined 2025-06-01 }
                member cat { joined 2025-03-01 }
                member dan
                2026-01-05 ann: purchase 500 EUR
                2026-01-05 bob: purchase 100 EUR
                2026-01-05 cat: purchase 100 EUR
                2026-01-05 dan: purchase 100 EUR
                ${steps.join('\n')}`,
            ),
        ).toEqual([]);
    });

    test('who has nothing is never among the first; who joins later is not ranked before', async () => {
        const program = 'segment S { when top 50% of members by spend over lifetime }';
        expect(
            await failures(
                program,
                `member ann
                member bob
                member cat { joined 2026-02-01 }
                member dan { joined 2026-02-01 }
                2026-01-05 ann: purchase 10 EUR
                2026-01-05 bob: purchase 5 EUR
                2026-01-06 expect bob not has S
                2026-02-01 expect bob not has S
                2026-02-02 expect bob has S
                expect cat not has S`,
            ),
        ).toEqual([]);
    });

    test('among a segment, among a tier, and where nobody has a value', async () => {
        const program = `segment Regular { when visits over lifetime >= 2 }
            tiers Status { qualify by spend over lifetime tier Basic tier High from 1000 EUR }
            segment BestRegular { when top 1 members in Regular by spend over lifetime }
            segment BestBasic { when top 1 members in Basic by spend over lifetime }
            segment Rated { when top 1 members in BestBasic by average of purchase.net over last 7 days }`;
        expect(
            await failures(
                program,
                `member ann
                member bob
                member cat
                2026-01-05 ann: purchase 2000 EUR
                2026-01-05 bob: purchase 30 EUR
                2026-01-06 bob: purchase 30 EUR
                2026-01-05 cat: purchase 90 EUR
                2026-01-07 expect bob has BestRegular
                expect ann not has BestRegular
                expect cat has BestBasic
                expect ann not has BestBasic
                expect cat has Rated
                2026-02-01 expect cat has BestBasic
                expect cat not has Rated`,
            ),
        ).toEqual([]);
    });

    test('reviewed monthly it holds for the month', async () => {
        const program = `segment Best { when top 1 members by spend over last 12 months review monthly on 1 }
            earn Base on purchase { give 1 Star per 1 EUR }
            earn Double on purchase { when Best give 100% of Base }
            points Star {}`;
        expect(
            await failures(
                program,
                `${FIVE}
                2026-01-31 ann: purchase 10 EUR
                expect ann earned 510 Star
                2026-02-01 ann: purchase 10 EUR
                expect ann earned 530 Star
                2026-02-02 bob: purchase 1000 EUR
                2026-02-28 ann: purchase 10 EUR
                expect ann earned 550 Star
                2026-03-01 ann: purchase 10 EUR
                expect ann earned 560 Star
                2026-03-01 bob: purchase 10 EUR
                expect bob earned 1420 Star`,
            ),
        ).toEqual([]);
    });

    test('why, and what is missing', async () => {
        const program = 'segment Best { when top 20% of members by spend over last 12 months review monthly on 1 }';
        expect(
            await failures(
                program,
                `${FIVE}
                2026-01-06 expect ann has Best
                2026-02-01 expect ann not has Best
                2026-02-01 expect cat has Best`,
            ),
        ).toEqual([
            '2026-01-06 expect ann has Best | Best does not hold: top 20% of members by spend over last 12 months does not hold: members have not been ranked yet',
            '2026-02-01 expect ann not has Best | Best holds: top 20% of members by spend over last 12 months holds: place 1 of 5 on 2026-02-01 with 500.00 EUR; the last of 1 member has 500.00 EUR',
            '2026-02-01 expect cat has Best | Best does not hold: top 20% of members by spend over last 12 months does not hold: place 3 of 5 on 2026-02-01 with 300.00 EUR; the last of 1 member has 500.00 EUR, 200.00 EUR are missing',
        ]);
    });
});

describe('a tier for a share of the members', () => {
    const LADDER = `points Star {}
        tiers Partner {
          qualify by spend over calendar year
          upgrade review
          review yearly on 1 January
          downgrade to what is met
          tier Dealer
          tier Preferred from 250 EUR
          tier Principal from top 20%
        }
        earn Base on purchase { give 1 Star per 1 EUR }
        earn More on purchase { give 100% of Base if Partner is Principal }`;

    test('is decided at the review, over the year that has ended, for all at once', async () => {
        expect(
            await failures(
                LADDER,
                `${FIVE}
                2026-12-31 expect ann tier Dealer
                2027-01-01 expect ann tier Principal
                expect bob tier Preferred
                expect cat tier Preferred
                expect dan tier Dealer
                2027-01-02 ann: purchase 10 EUR
                expect ann earned 520 Star
                2027-03-01 dan: purchase 5000 EUR
                expect dan tier Dealer
                2027-12-31 expect ann tier Principal
                2028-01-01 expect ann tier Dealer
                expect dan tier Principal`,
            ),
        ).toEqual([]);
    });

    test('what is missing to it is what the last one had', async () => {
        expect(
            await failures(
                LADDER,
                `${FIVE}
                2027-01-02 bob: purchase 100 EUR
                expect bob has missing to Principal is 400 EUR
                2027-01-02 expect bob has missing to Preferred is 150 EUR`,
            ),
        ).toEqual([]);
    });

    test('a bonus of the tier decides the next ranking: consequences are taken in the order of time', async () => {
        const program = `points Star {}
            tiers Club {
              qualify by Star.earned over last calendar month
              upgrade review
              review monthly on 1
              downgrade to what is met
              tier Basic
              tier Top from top 1 members
            }
            earn Base on purchase { give 1 Star per 1 EUR }
            earn More on purchase { give 50% of Base if Club is Top }`;
        expect(
            await failures(
                program,
                `member ann
                member bob
                2026-01-05 ann: purchase 100 EUR
                2026-01-05 bob: purchase 90 EUR
                2026-02-01 expect ann tier Top
                2026-02-05 ann: purchase 100 EUR
                2026-02-05 bob: purchase 140 EUR
                2026-03-01 expect ann tier Top
                expect bob tier Basic
                2026-03-05 ann: purchase 100 EUR
                2026-03-05 bob: purchase 151 EUR
                2026-04-01 expect bob tier Top
                expect ann tier Basic`,
            ),
        ).toEqual([]);
    });

    test('a return is worked out with the places of the day of purchase', async () => {
        const program = `segment Best { when top 1 members by spend over last 12 months }
            points Star {}
            earn Base on purchase { give 1 Star per 1 EUR }
            earn Double on purchase { when Best give 100% of Base }`;
        expect(
            await failures(
                program,
                `member ann
                member bob
                2026-01-05 ann: purchase 100 EUR
                2026-01-06 ann: purchase 50 EUR as A
                2026-01-06 bob: purchase 500 EUR
                2026-01-10 ann: return 10 EUR of A
                expect ann taken_back 20 Star`,
            ),
        ).toEqual([]);
    });
});
