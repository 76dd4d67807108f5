import { describe, expect, it } from 'vitest';
import { failures } from './support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

describe('a complaint with a clock', () => {
    it('thanks who was answered in time, tells the boss and makes good where it was not', () =>
        holds(
            `program P "P" { currency EUR timezone "Europe/Berlin" channels email }
            points Star {}
            event complaint { severity : one of minor, major }
            journey Care on complaint {
              when complaint.severity is major
              again starts over
              open case "complaint" for "care" within 24 hours
              wait at most 24 hours for complaint_closed
              look if complaint_closed happened { send "thank-you" by email }
              otherwise {
                escalate to "boss"
                give 100 Star
                wait at most 2 days for complaint_closed
                look if not complaint_closed happened { call by "boss" }
              }
            }
            trigger Slow while complaint open for 36 hours { tag "waited" }
            trigger Settled on complaint_closed {
              when complaint.severity is minor
              give 10 Star
            }`,
            `member ann
            member bob
            member cat
            2026-03-02 10:00 ann: complaint severity = major
            2026-03-02 10:00 bob: complaint severity = major
            2026-03-02 10:00 cat: complaint severity = minor
            2026-03-03 9:00 ann: complaint_closed
            expect ann gets "thank-you"
            expect ann earned 0 Star
            expect ann not has Care
            2026-03-03 9:59 expect bob earned 0 Star
            2026-03-03 10:00 expect bob earned 100 Star
            2026-03-03 21:59 expect bob gets Slow 0 times
            2026-03-03 22:00 expect bob gets Slow
            expect ann gets Slow 0 times
            2026-03-04 11:00 bob: complaint_closed
            expect bob gets "thank-you" 0 times
            expect bob not has Care
            2026-03-05 cat: complaint_closed
            expect cat earned 10 Star
            expect cat gets Care 0 times`,
        ));
});

describe('what a hotel says to its guests', () => {
    const HOTEL = `program Harbour "Harbour Hotels" { currency USD timezone of member else "UTC" channels email, post }
    member { birthday : date }
    event stay { nights : number  spend : money }
    points Mile {}
    trigger Anniversary on anniversary of member.joined {
      give 500 Mile per 1 of member.years at most 1_200 Mile
    }
    trigger Feedback on stay after 2 days { ask "how was it" by email }
    trigger Detractor on survey {
      when survey.score <= 6
      open case "recovery" for "guest-care" within 24 hours
    }
    trigger Monthly every 1 month at 9:00 { send "news" by email }
    trigger Quiet without stay for 1 year { send "we-miss-you" by post }`;

    it('500 miles a year of membership up to a limit, feedback after two days, a case for those who are unhappy', () =>
        holds(
            HOTEL,
            `member kim { joined 2024-02-29 }
            2026-01-10 kim: stay nights = 2, spend = 400 USD
            2026-01-11 expect kim gets "how was it" 0 times
            2026-01-12 expect kim gets "how was it" 1 times
            2026-01-13 kim: survey score = 7
            expect kim gets Detractor 0 times
            2026-01-14 kim: survey score = 6
            expect kim gets Detractor 1 times
            2026-02-27 expect kim earned 0 Mile
            2026-02-28 expect kim earned 1_000 Mile
            2027-01-09 expect kim gets "we-miss-you" 0 times
            2027-01-10 expect kim gets "we-miss-you" 1 times
            2027-02-28 expect kim earned 2_200 Mile`,
        ));

    it('at midnight, or at nine, where the guest lives', () =>
        holds(
            HOTEL,
            `member lee { joined 2025-06-01 timezone = "Asia/Tokyo" }
            2026-05-01 lee: survey score = 9
            2026-05-31 14:59 expect lee earned 0 Mile
            2026-05-31 15:00 expect lee earned 500 Mile
            2026-05-31 expect lee gets "news" 0 times
            2026-06-01 expect lee gets "news" 1 times`,
        ));
});
