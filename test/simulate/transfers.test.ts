import { describe, expect, it } from 'vitest';
import { failing } from './support/told.ts';

const miles = (terms: string): string => `
member { household : group }
points Mile { worth 0.01 EUR  expire after 12 months  transfer to members ${terms} }
points Star { worth 0.01 EUR }
earn Base on purchase { give 1 Mile per 1 EUR }
reward Lamp { costs 100 Mile  give "a lamp" worth 2 EUR }
`;
const PEOPLE = `
            member ann
            member bob
            2026-01-05 ann: purchase 1000 EUR as A1`;

describe('points that a member gives to another', () => {
    it('leave one balance and arrive in the other, with their expiry', async () => {
        const found = await failing(
            miles(''),
            `${PEOPLE}
            2026-03-05 ann: points_sent 400 Mile to bob
            expect ann balance 600 Mile
            expect ann sent 400 Mile
            expect ann spent 0 Mile
            expect bob received 400 Mile
            expect bob earned 0 Mile
            expect bob balance 400 Mile
            2027-01-05 expect bob balance 400 Mile
            2027-01-06 expect bob balance 0 Mile
            expect bob expired 400 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('live anew where the program says so', async () => {
        const found = await failing(
            miles('{ expiry anew }'),
            `${PEOPLE}
            2026-03-05 ann: points_sent 400 Mile to bob
            2027-03-05 expect bob balance 400 Mile
            2027-03-06 expect bob balance 0 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('cost a fee on top, or arrive in part; what does not arrive is spent', async () => {
        const found = await failing(
            miles('{ fee 5%  rate 50% }'),
            `${PEOPLE}
            2026-03-05 ann: points_sent 400 Mile to bob
            expect ann balance 580 Mile
            expect ann sent 200 Mile
            expect ann spent 220 Mile
            expect bob balance 200 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('cost money by each step that begins', async () => {
        const found = await failing(
            miles('{ fee 10 EUR per 300 Mile }'),
            `${PEOPLE}
            2026-03-05 ann: points_sent 400 Mile to bob
            expect ann balance 600 Mile
            expect bob balance 400 Mile
            expect ann charged 20 EUR`,
        );
        expect(found).toEqual([]);
    });

    it('are refused below the minimum and beyond the balance, and clipped by limits', async () => {
        const found = await failing(
            miles('{ at least 100 Mile  fee 10 Mile  limit 500 Mile per member per year }'),
            `${PEOPLE}
            2026-03-05 ann: points_sent 99 Mile to bob
            expect bob balance 0 Mile
            2026-03-06 ann: points_sent 400 Mile to bob
            2026-03-07 ann: points_sent 400 Mile to bob
            expect bob balance 500 Mile
            expect ann balance 480 Mile
            2027-01-02 ann: points_sent 471 Mile to bob
            expect ann balance 480 Mile
            2027-01-02 ann: points_sent 470 Mile to bob
            expect ann balance 0 Mile
            2026-01-05 bob: purchase 1 EUR`.replace('2026-01-05 bob: purchase 1 EUR', ''),
        );
        expect(found).toEqual([]);
    });

    it('go only to the same household, where the program says so, and fill debt', async () => {
        const found = await failing(
            miles('of the same household'),
            `
            member ann { household = "H1" }
            member bob { household = "H1" }
            member cyd { household = "H2" }
            2026-01-05 ann: purchase 1000 EUR
            2026-01-05 bob: purchase 100 EUR as B1
            2026-01-05 bob: redemption of Lamp
            2026-01-06 bob: return of B1
            expect bob has Mile.debt is 100 Mile
            2026-01-07 ann: points_sent 300 Mile to bob
            expect bob balance 200 Mile
            2026-01-08 ann: points_sent 300 Mile to cyd
            expect cyd balance 0 Mile
            expect ann balance 700 Mile`,
        );
        expect(found).toEqual([]);
    });

    it('are not taken back from the one who has them now', async () => {
        const found = await failing(
            miles(''),
            `${PEOPLE}
            2026-03-05 ann: points_sent 1000 Mile to bob
            2026-03-06 ann: return of A1
            expect ann has Mile.debt is 1000 Mile
            expect bob balance 1000 Mile`,
        );
        expect(found).toEqual([]);
    });
});
