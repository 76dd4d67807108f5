import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { failures, play, programOf } from './support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const HEADER =
    'program P "P" { currency EUR timezone "Europe/Berlin" channels email, sms }\npoints Star {}\nevent opened { message : text }\n';

const WELCOME = `${HEADER}journey Welcome on enrolment {
  aim  purchase happened
  send "welcome" by email
  wait 3 days
  look if opened happened where opened.message is "welcome" {
    give 10 Star
  } otherwise {
    send "welcome-again" by email
    wait 4 days
  }
  give 50 Star
  send "last-call" by email, sms
}`;

describe('a journey', () => {
    it('sends, waits, looks and sends another', () =>
        holds(
            WELCOME,
            `member ann
            member bob
            2026-03-02 ann: enrolment
            2026-03-02 bob: enrolment
            2026-03-02 expect ann gets Welcome
            2026-03-02 expect ann gets "welcome"
            2026-03-03 ann: opened message = "welcome"
            2026-03-04 expect bob not gets "welcome-again"
            2026-03-05 expect bob gets "welcome-again"
            2026-03-05 expect ann gets "last-call"
            2026-03-05 expect ann earned 60 Star
            2026-03-05 expect ann not has Welcome
            2026-03-08 expect bob has Welcome
            expect bob earned 0 Star
            2026-03-09 expect bob gets "last-call"
            2026-03-09 expect bob earned 50 Star
            expect ann gets "welcome" 1 times
            expect ann gets "welcome-again" 0 times`,
        ));

    it('is left when the aim is met', () =>
        holds(
            WELCOME,
            `member ann
            2026-03-02 ann: enrolment
            2026-03-04 ann: purchase 10 EUR
            expect ann not has Welcome
            2026-03-30 expect ann earned 0 Star
            expect ann gets "welcome-again" 0 times`,
        ));

    it('begun by a purchase does not take that one for its aim, and goes on with the event that it waits for', () =>
        holds(
            `${HEADER}journey HowWasIt on first purchase at 10:00 {
              aim  purchase happened within 60 days
              ask  "how-was-it" by email
              wait at most 7 days for survey
              look if last of survey.score over this journey >= 9 {
                send "tell-a-friend" by email
                stop
              }
              look if survey happened { open case "unhappy" for "care" }
              otherwise { ask "reminder" by sms }
            }`,
            `member ann
            member bob
            2026-03-02 ann: purchase 10 EUR
            2026-03-02 bob: purchase 10 EUR
            2026-03-02 expect ann gets "how-was-it"
            2026-03-03 14:00 ann: survey score = 10
            2026-03-03 expect ann gets "tell-a-friend"
            expect ann not has HowWasIt
            2026-03-09 9:59 expect bob gets "reminder" 0 times
            2026-03-09 10:00 expect bob gets "reminder"
            2026-05-01 expect bob has HowWasIt
            2026-05-02 expect bob not has HowWasIt`,
        ));

    it('is stopped by what makes it out of place', () =>
        holds(
            `${HEADER}journey Care on purchase {
              stop when complaint happened
              wait 5 days
              send "care" by email
            }`,
            `member ann
            member bob
            2026-03-02 ann: purchase 10 EUR
            2026-03-02 bob: purchase 10 EUR
            2026-03-03 bob: complaint
            expect bob not has Care
            2026-03-07 expect ann gets "care"
            expect bob not gets "care"`,
        ));

    const again = (clause: string): string => `${HEADER}journey Care on purchase {
      ${clause}
      wait 5 days
      send "care" by email
    }`;
    const TWICE = `member ann
            2026-03-02 ann: purchase 10 EUR
            2026-03-05 ann: purchase 10 EUR`;

    it('is not entered by those who are in it, and again by those who are through', () =>
        holds(
            again(''),
            `${TWICE}
            2026-03-07 expect ann gets "care"
            2026-03-08 ann: purchase 10 EUR
            2026-03-20 expect ann gets "care" 0 times
            expect ann gets "care" 2 times
            expect ann gets Care 2 times`,
        ));

    it('starts over where it says so', () =>
        holds(
            again('again starts over'),
            `${TWICE}
            2026-03-07 expect ann gets "care" 0 times
            2026-03-10 expect ann gets "care" 1 times`,
        ));

    it('is entered as often as its limit lets', () =>
        holds(
            again('limit 1 time per member per year'),
            `member ann
            2026-03-02 ann: purchase 10 EUR
            2026-04-05 ann: purchase 10 EUR
            2026-04-30 expect ann gets "care" 0 times
            2027-01-05 ann: purchase 10 EUR
            2027-01-30 expect ann gets "care" 0 times
            2027-01-30 expect ann has visits over lifetime is 3
            expect ann gets "care" 2 times`,
        ));

    it('asks consent, quiet hours and limits for each message; what waits in the night is not sent to who has left', () =>
        holds(
            `program P "P" { currency EUR timezone "Europe/Berlin" channels email, sms
              consent member.consent
              quiet   21:00 to 8:00
              at most 1 message per member per day
            }
            member { consent : set of channels }
            points Star {}
            journey Care on purchase {
              aim  survey happened
              send "one" by email, sms
              send "two" by email
              give 1 Star
              wait 12 hours
              send "three" by sms
              wait 1 day
              send "four" by email
            }`,
            `member ann { consent = email }
            2026-03-02 11:00 ann: purchase 10 EUR
            2026-03-02 12:00 expect ann gets "one" 1 times
            2026-03-02 12:00 expect ann gets "two" 0 times
            expect ann earned 1 Star
            2026-03-02 23:30 expect ann gets "three" 0 times
            2026-03-03 8:30 expect ann gets "three" 0 times
            2026-03-02 expect ann gets "four" 0 times
            2026-03-03 expect ann gets "four" 1 times
            2026-03-10 21:30 ann: purchase 10 EUR
            2026-03-11 7:00 ann: survey score = 9
            2026-03-11 9:00 expect ann has visits over lifetime is 2
            expect ann gets "one" 1 times`,
        ));

    it('has a control group that goes the same way and is left alone', async () => {
        const rules = `${HEADER}journey Care on purchase {
          hold out 50%
          aim  purchase happened within 30 days
          give 5 Star
          wait 5 days
          send "care" by email
        }`;
        const people = Array.from({ length: 40 }, (_, index) => `m${index}`);
        const { outcomes, lines } = await play(
            rules,
            `${people.map(each => `member ${each}`).join('\n')}
            ${people.map(each => `2026-03-02 ${each}: purchase 10 EUR`).join('\n')}
            ${people.map(each => `2026-03-20 ${each}: purchase 10 EUR`).join('\n')}
            2026-04-30 expect m0 has visits over lifetime is 2`,
        );
        const journeys = outcomes.filter(each => each.kind === 'journey');
        const of = (group: string, change: string): readonly Outcome[] =>
            journeys.filter(each => each.group === group && each.change === change);
        const [treated, control] = [of('in', 'aim met').length, of('held out', 'aim met').length];
        expect(treated + control).toBe(40);
        expect(treated).toBeGreaterThan(10);
        expect(control).toBeGreaterThan(10);
        for (const each of of('held out', 'step')) {
            expect(each.kind === 'journey' && each.actions).toEqual([]);
            expect(lines.get(each.member)?.balance('Star')).toBe(0n);
        }
    });

    it('goes on after a stop of the engine as if there had been none', async () => {
        const program = await programOf(WELCOME);
        const engine = createEngine(program);
        const occurrence = {
            ...{ id: 'e', member: 'ann', at: Date.UTC(2026, 2, 2, 12), sequence: 1, event: 'enrolment' },
            ...{ fields: new Map(), lines: [], order: undefined, tenders: undefined, redeems: [], shipping: undefined },
        };
        const ann = { id: 'ann', joined: undefined, referrer: undefined, fields: new Map() };
        const told = (stops: boolean): string[] => {
            const outcomes: Outcome[] = [];
            const options = { sink: (each: Outcome) => outcomes.push(each) };
            const line = engine.open(ann, options);
            line.apply(occurrence);
            const other = stops ? engine.resume(JSON.parse(JSON.stringify(line.snapshot())), options) : line;
            other.advance(Date.UTC(2026, 3, 30));
            return outcomes.map(each =>
                JSON.stringify(each, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
            );
        };
        expect(told(true)).toEqual(told(false));
        expect(told(true).length).toBeGreaterThan(5);
    });
});
