import { describe, expect, it } from 'vitest';
import { failures, programOf } from './support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const HEADER = 'program P "P" { currency EUR timezone "Europe/Berlin" channels email }\npoints Star {}\n';

describe('stages', () => {
    it('from suspect to advocate, and lapsed after twelve months without a purchase', () =>
        holds(
            `${HEADER}trigger GoodBye on reaching lapsed { give 7 Star }
            trigger Hello on change of stage { when stage is at least repeat  tag "core" }`,
            `member ann
            2026-01-01 ann: complaint
            expect ann tier suspect
            2026-01-02 ann: enrolment
            expect ann tier prospect
            2026-01-10 ann: purchase 10 EUR as A1
            expect ann tier first_time
            2026-03-10 ann: purchase 10 EUR
            expect ann tier repeat
            2026-03-10 expect ann gets Hello
            2026-03-11 ann: survey score = 9
            expect ann tier advocate
            2026-03-12 ann: survey score = 6
            expect ann tier repeat
            2026-03-13 ann: referral
            expect ann tier advocate
            2027-03-10 expect ann tier advocate
            2027-03-11 expect ann tier lapsed
            2027-03-11 expect ann gets GoodBye
            2027-04-01 ann: purchase 10 EUR
            expect ann tier advocate
            expect ann earned 7 Star`,
        ));

    it('a purchase that comes back whole was none', () =>
        holds(
            `${HEADER}segment Core { when stage is at least repeat }`,
            `member ann { joined 2026-01-01 }
            2026-01-10 ann: purchase 10 EUR as A1
            2026-01-11 ann: purchase 10 EUR as A2
            expect ann has Core
            2026-01-12 ann: return of A2
            expect ann tier first_time
            expect ann not has Core`,
        ));

    it('are those of the program where it declares them', () =>
        holds(
            `${HEADER}tiers stage {
              upgrade immediately
              review daily
              downgrade immediately
              tier stranger
              tier lapsed when visits over lifetime >= 1
              tier regular when visits over last 30 days >= 2
            }
            trigger Bye on reaching lapsed { give 1 Star }`,
            `member ann { joined 2026-01-01 }
            2026-01-10 ann: purchase 10 EUR
            expect ann tier lapsed
            2026-01-11 ann: purchase 10 EUR
            expect ann tier regular
            2026-02-09 expect ann tier regular
            2026-02-10 expect ann tier lapsed
            expect ann earned 2 Star`,
        ));

    it('are no part of a program that does not ask for them', async () => {
        expect((await programOf(`${HEADER}trigger Hi on purchase { tag "x" }`)).ladders).toEqual([]);
        expect(
            (await programOf(`${HEADER}segment S { when stage is repeat }`)).ladders.map(({ name }) => name),
        ).toEqual(['stage']);
    });
});
