import { describe, expect, it } from 'vitest';
import { failures, play } from '../support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const star = (clauses = ''): string => `points Star { worth 0.01 EUR ${clauses} }
    earn Base on purchase { give 1 Star per 1 EUR }\n`;

describe('row 13: a return takes back what was earned on what came back', () => {
    it('f(bought) - f(kept), cumulative: 10.50 earns 10, keeping 7.00 is worth 7, keeping 3.50 is worth 3', () =>
        holds(
            star(),
            `member ann
            2026-03-02 ann: purchase 10.50 EUR as A1
            2026-03-03 ann: return 3.50 EUR of A1
            expect ann taken_back 3 Star
            2026-03-04 ann: return 3.50 EUR of A1
            expect ann taken_back 7 Star
            2026-03-05 ann: return 3.50 EUR of A1
            expect ann taken_back 10 Star
            expect ann balance 0 Star`,
        ));

    it('return keeps points, where written', () =>
        holds(
            star('return keeps points'),
            `member ann
            2026-03-02 ann: purchase 10 EUR as A1
            2026-03-03 ann: return of A1
            expect ann balance 10 Star
            expect ann has spend over lifetime is 0 EUR`,
        ));

    it('at the tier and the rules of the day of the purchase', () =>
        holds(
            `${star()}
            tiers Status { qualify by spend over lifetime tier Friend tier Silver from 100 EUR }
            earn Silver on purchase { give 100% of Base if Status is Silver }`,
            `member ann
            2026-03-02 ann: purchase 100 EUR as A1
            2026-03-03 ann: purchase 50 EUR as A2
            expect ann earned 200 Star
            2026-03-04 ann: return of A1
            expect ann taken_back 100 Star
            2026-03-05 ann: return 20 EUR of A2
            expect ann taken_back 140 Star`,
        ));

    it('with the limit as it stood: what was clipped away is not taken back', () =>
        holds(
            `points Star {}
            earn Base on purchase { give 1 Star per 1 EUR limit 60 Star per member per month }`,
            `member ann
            2026-03-02 ann: purchase 100 EUR as A1
            expect ann earned 60 Star
            2026-03-03 ann: return 30 EUR of A1
            expect ann taken_back 0 Star
            2026-03-04 ann: return 30 EUR of A1
            expect ann taken_back 20 Star
            2026-03-05 ann: purchase 50 EUR
            expect ann earned 80 Star`,
        ));

    it('a return without its order takes the most recent lines of the same article', () =>
        holds(
            `${star()}
            earn Extra on purchase { when purchase.net >= 60 EUR give 50 Star }`,
            `member ann
            2026-03-02 ann: purchase 3 units of "MUG" at 10 EUR as A1
            2026-03-03 ann: purchase 2 units of "MUG" at 20 EUR, 1 unit of "CUP" at 30 EUR as A2
            expect ann earned 150 Star
            2026-03-04 ann: return 1 unit of "MUG" at 15 EUR
            expect ann taken_back 70 Star
            2026-03-05 ann: return 2 units of "MUG" at 15 EUR
            expect ann taken_back 100 Star
            expect ann has spend over lifetime is 50 EUR`,
        ));

    it('what is left over is an orphan: it lowers spend and nothing else', async () => {
        const { failures: failed, outcomes } = await play(
            star(),
            `member ann
            2026-03-02 ann: purchase 2 units of "MUG" at 10 EUR
            2026-03-03 ann: return 3 units of "MUG" at 12 EUR
            expect ann taken_back 20 Star
            expect ann balance 0 Star
            expect ann has spend over lifetime < 0 EUR`,
        );
        expect(failed).toEqual([]);
        const returned = outcomes.find(({ kind }) => kind === 'return');
        expect(returned).toMatchObject({ paid: 3200n, orphan: 1200n });
        expect(outcomes.find(each => each.kind === 'event' && each.event === 'return')).toMatchObject({ orphan: true });
    });

    it('what is bought earlier is not found by a return that came before it', () =>
        holds(
            star(),
            `member ann
            2026-03-02 ann: return 1 unit of "MUG" at 10 EUR
            2026-03-03 ann: purchase 1 unit of "MUG" at 10 EUR
            expect ann balance 10 Star`,
        ));

    it('metrics fall at the time of the return, and a purchase that came back whole is no visit', () =>
        holds(
            star(),
            `member ann
            2026-03-30 ann: purchase 100 EUR as A1
            2026-03-30 13:00 ann: purchase 40 EUR
            2026-04-02 ann: return of A1
            expect ann has visits over lifetime is 1
            expect ann has visits over calendar month is 0
            expect ann has spend over lifetime is 40 EUR
            expect ann has spend over last calendar month is 140 EUR`,
        ));

    it('takes back credit, and what triggers on the purchase gave', () =>
        holds(
            `${star()}
            earn Cash on purchase { give 0.05 EUR per 1 EUR }
            trigger Big on purchase { when purchase.net >= 80 EUR give 30 Star }`,
            `member ann
            2026-03-02 ann: purchase 100 EUR as A1
            expect ann earned 130 Star
            expect ann credited 5 EUR
            2026-03-03 ann: return 10 EUR of A1
            expect ann taken_back 10 Star
            expect ann credited 4.50 EUR
            2026-03-04 ann: return 20 EUR of A1
            expect ann taken_back 60 Star`,
        ));
});

describe('row 14: points that are taken back after they were spent', () => {
    const rules = (debt: string) => `${star(debt)} reward Pass { costs 80 Star give "a pass" }`;
    const history = `member ann
        2026-03-02 ann: purchase 100 EUR as A1
        2026-03-03 ann: redemption of Pass
        expect ann balance 20 Star
        2026-03-04 ann: return of A1\n`;

    it('become debt, which later earning fills first', () =>
        holds(
            rules(''),
            `${history}
            expect ann has Star.debt is 80 Star
            2026-03-05 ann: purchase 100 EUR
            expect ann balance 20 Star`,
        ));
    it('are forgiven, where written', () =>
        holds(
            rules('debt forgiven'),
            `${history}
            expect ann balance 0 Star
            2026-03-05 ann: purchase 100 EUR
            expect ann balance 100 Star`,
        ));
    it('come from other lots before they become debt', () =>
        holds(
            rules(''),
            `member ann { balance 50 Star }
            2026-03-02 ann: purchase 100 EUR as A1
            2026-03-03 ann: redemption of Pass
            2026-03-04 ann: return of A1
            expect ann has Star.debt is 30 Star`,
        ));
});

describe('row 15: points spent on what comes back', () => {
    const rules = (clause: string) => `points Star { expire after 1 months ${clause} }
        reward Off { costs 100 Star give 10 EUR off }`;

    it('go back in the share of the goods, and are usable for at least 30 days', () =>
        holds(
            rules(''),
            `member ann { balance 100 Star }
            2026-03-02 ann: purchase 40 EUR redeeming Off as A1
            expect ann pays 30 EUR
            expect ann balance 0 Star
            2026-03-25 ann: return 7.50 EUR of A1
            expect ann balance 25 Star
            2026-03-26 ann: return of A1
            expect ann balance 100 Star
            2026-04-24 expect ann balance 100 Star
            2026-04-25 expect ann balance 75 Star
            2026-04-26 expect ann balance 0 Star`,
        ));
    it('for 60 days, where written', () =>
        holds(
            rules('restored for 60 days'),
            `member ann { balance 100 Star }
            2026-03-02 ann: purchase 40 EUR redeeming Off as A1
            2026-03-25 ann: return of A1
            2026-05-24 expect ann balance 100 Star
            2026-05-25 expect ann balance 0 Star`,
        ));
    it('go back to their own lot when that lives longer', () =>
        holds(
            'points Star { expire after 12 months }\n reward Off { costs 100 Star give 10 EUR off }',
            `member ann { balance 150 Star }
            2026-03-02 ann: purchase 40 EUR redeeming Off as A1
            2026-03-25 ann: return of A1
            2027-03-02 expect ann balance 150 Star
            2027-03-03 expect ann balance 0 Star`,
        ));
});

describe('row 16: returns and tiers', () => {
    const rules = (clause: string) => `tiers Status { qualify by spend over last 12 months ${clause}
        review yearly on 1 January
        tier Friend
        tier Silver from 100 EUR }`;
    const history = (tier: string) => `member ann
        2026-03-02 ann: purchase 120 EUR as A1
        2026-03-03 ann: return of A1
        expect ann tier ${tier}
        2026-12-31 expect ann tier ${tier}
        2027-01-01 expect ann tier Friend`;

    it('the tier stays until its review', () => holds(rules(''), history('Silver')));
    it('falls at once, where written', () => holds(rules('return lowers tier immediately'), history('Friend')));
});

describe('row 17: spending and expiry never lower a tier', () => {
    it('a status of points earned stays when they are spent and when they expire', () =>
        holds(
            `points Star { expire after 1 months }
            earn Base on purchase { give 1 Star per 1 EUR }
            reward Pass { costs 80 Star give "a pass" }
            tiers Status { qualify by Star.earned over last 12 months tier Friend tier Silver from 100 Star }`,
            `member ann
            2026-03-02 ann: purchase 100 EUR
            expect ann tier Silver
            2026-03-03 ann: redemption of Pass
            2026-05-03 ann: purchase 1 EUR
            expect ann expired 20 Star
            expect ann tier Silver`,
        ));
});
