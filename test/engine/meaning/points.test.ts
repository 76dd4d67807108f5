import { describe, expect, it } from 'vitest';
import { failures, play } from '../support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const BASE = 'earn Base on purchase { give 1 Star per 1 EUR }\n';

describe('row 18: which points go first', () => {
    const rules = (order: string) => `points Star { expire after 2 months ${order} }
        ${BASE}
        earn Gift on enrolment { give 10 Star expiring in 100 days }
        reward Pass { costs 10 Star give "a pass" }`;
    // 10 Stars of January 1st live until April 11th, 10 of February 1st until April 1st, 10 of February 2nd until April 2nd.
    const history = `member ann
        2026-01-01 ann: enrolment
        2026-02-01 ann: purchase 10 EUR
        2026-02-02 ann: purchase 10 EUR
        2026-02-03 ann: redemption of Pass\n`;

    it('soonest to expire', () =>
        holds(
            rules(''),
            `${history}
        2026-04-02 expect ann balance 20 Star
        2026-04-03 expect ann balance 10 Star
        2026-04-12 expect ann balance 0 Star`,
        ));
    it('oldest, where written', () =>
        holds(
            rules('spend oldest first'),
            `${history}
        2026-04-01 expect ann balance 20 Star
        2026-04-03 expect ann balance 0 Star`,
        ));
    it('newest, where written', () =>
        holds(
            rules('spend newest first'),
            `${history}
        2026-04-02 expect ann balance 10 Star
        2026-04-12 expect ann balance 0 Star`,
        ));
});

describe('rows 19 to 21: days, months and the end of February', () => {
    it('valid until a day means through the end of that day', () =>
        holds(
            `points Star { expire after 10 days }\n${BASE}`,
            `member ann
            2026-03-02 23:59 ann: purchase 10 EUR
            2026-03-12 23:59 expect ann balance 10 Star
            2026-03-13 0:00 expect ann balance 0 Star`,
        ));

    it('a month after 31 January is 28 February, two months after it 31 March', async () => {
        const history = (last: string, gone: string) => `member ann
            2026-01-31 ann: purchase 10 EUR
            ${last} expect ann balance 10 Star
            ${gone} expect ann balance 0 Star`;
        await holds(`points Star { expire after 1 months }\n${BASE}`, history('2026-02-28', '2026-03-01'));
        await holds(`points Star { expire after 2 months }\n${BASE}`, history('2026-03-31', '2026-04-01'));
    });

    it('at the end of the month, of the quarter, on a date, years later', async () => {
        const history = (last: string, gone: string) => `member ann
            2026-02-10 ann: purchase 10 EUR
            ${last} expect ann balance 10 Star
            ${gone} expect ann balance 0 Star
            expect ann expired 10 Star`;
        const rules = (clause: string) => `points Star { expire ${clause} }\n${BASE}`;
        await holds(rules('after 12 months at end of month'), history('2027-02-28', '2027-03-01'));
        await holds(rules('after 1 months at end of quarter'), history('2026-03-31', '2026-04-01'));
        await holds(rules('on 31 March'), history('2026-03-31', '2026-04-01'));
        await holds(rules('on 10 February'), history('2027-02-10', '2027-02-11'));
        await holds(rules('on 31 March 1 year later'), history('2027-03-31', '2027-04-01'));
    });

    it('after inactivity all points expire; earning or spending any starts it anew', () =>
        holds(
            `points Star { expire after 6 months inactive }\n${BASE} reward Pass { costs 1 Star give "a pass" }`,
            `member ann
            2026-01-10 ann: purchase 10 EUR
            2026-07-09 expect ann balance 10 Star
            2026-07-09 ann: redemption of Pass
            2026-07-10 expect ann balance 9 Star
            2027-01-08 expect ann balance 9 Star
            2027-01-09 expect ann balance 0 Star
            2027-02-01 ann: purchase 5 EUR
            2027-07-31 expect ann balance 5 Star
            2027-08-01 expect ann balance 0 Star`,
        ));

    it('pending points can not be spent, and are released at the start of their day', () =>
        holds(
            `points Star { pending 14 days }\n${BASE} reward Pass { costs 10 Star give "a pass" }`,
            `member ann
            2026-03-02 ann: purchase 10 EUR
            2026-03-15 ann: redemption of Pass
            expect ann pending 10 Star
            expect ann spent 0 Star
            2026-03-16 0:00 expect ann balance 10 Star
            2026-03-16 ann: redemption of Pass
            expect ann spent 10 Star`,
        ));

    it('hours count exactly', () =>
        holds(
            `points Star { pending 36 hours }\n${BASE}`,
            `member ann
            2026-03-02 13:00 ann: purchase 10 EUR
            2026-03-04 0:59 expect ann balance 0 Star
            2026-03-04 1:00 expect ann balance 10 Star`,
        ));

    it('a local day is a day in the time zone of the program: 23:30 in Berlin is that day, not the next in UTC', () =>
        holds(
            `points Star { pending 1 days }\n${BASE}`,
            `member ann
            2026-07-02 0:30 ann: purchase 10 EUR
            2026-07-02 expect ann balance 0 Star
            2026-07-03 0:00 expect ann balance 10 Star`,
        ));

    it('status points count and can not be spent', async () => {
        const { failures: failed, outcomes } = await play(
            `points Night { use status }
            earn Nights on purchase { give 1 Night per 10 EUR }
            tiers Status { qualify by Night.earned over lifetime tier Friend tier Silver from 5 Night }`,
            `member ann
            2026-03-02 ann: purchase 50 EUR
            expect ann tier Silver
            expect ann balance 5 Night`,
        );
        expect(failed).toEqual([]);
        expect(outcomes.filter(({ kind }) => kind === 'tier')).toHaveLength(1);
    });
});

describe('rewards', () => {
    const rules = `points Star {}
        reward Pass { costs 100 Star give "a pass" worth 3 EUR limit 2 times per member per month }
        reward Cash { costs 50 Star give 5 EUR credit }
        reward Off { costs 100 Star give 2 EUR off at most 50% of order.total }`;

    it('are had as often as balance and limits allow', async () => {
        const { outcomes, failures: failed } = await play(
            rules,
            `member ann { balance 350 Star }
            2026-03-02 ann: redemption of Pass 3 times
            2026-03-03 ann: redemption of Cash 4 times
            expect ann balance 0 Star
            expect ann credited 15 EUR`,
        );
        expect(failed).toEqual([]);
        expect(outcomes.filter(({ kind }) => kind === 'redemption')).toMatchObject([
            { reward: 'Pass', times: 3, granted: 2, points: 200n, value: 600n },
            { reward: 'Cash', times: 4, granted: 3, points: 150n, value: 1500n },
        ]);
    });

    it('cost points only as far as they take something off', () =>
        holds(
            rules,
            `member ann { balance 500 Star }
            2026-03-02 ann: purchase 5 EUR redeeming Off 4 times
            expect ann pays 2.50 EUR
            expect ann spent 200 Star`,
        ));

    it('say why they were not granted', async () => {
        const { outcomes } = await play(
            rules,
            `member ann { balance 20 Star }
            2026-03-02 ann: redemption of Cash
            expect ann spent 0 Star`,
        );
        const [redemption] = outcomes.filter(each => each.kind === 'redemption');
        expect(redemption?.why).toBe('50 Star are needed each time, 20 Star are available');
    });
});
