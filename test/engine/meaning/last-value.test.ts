import { expect, it } from 'vitest';
import { failures } from '../support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

it('last: the most recent answer of the window, not known where there is none', () =>
    holds(
        `program P { currency EUR  timezone "Europe/Berlin"  channels email }
        metric nps { last of survey.score }
        trigger Sorry on survey { when survey.score <= 6  send "sorry" by email }
        trigger Recovered on survey { when last of survey.score over last 30 days >= 9 and minimum of survey.score over last 30 days <= 6  send "glad" by email }`,
        `member ann
        2026-03-01 ann: purchase 1 EUR
        expect ann not has nps over lifetime >= 0
        2026-03-02 ann: survey score = 3
        expect ann gets Sorry 1 time
        expect ann has nps over lifetime <= 3
        2026-03-20 ann: survey score = 9
        expect ann gets Sorry 1 time
        expect ann gets Recovered 1 time
        expect ann has nps over lifetime >= 9
        2026-05-20 expect ann has nps over lifetime >= 9
        2026-05-20 expect ann not has nps over last 30 days >= 0`,
    ));

it('last: of what was bought, the latest purchase that was not returned whole', () =>
    holds(
        'metric latest { last of purchase.paid }',
        `member ann
        2026-03-01 ann: purchase 10 EUR as A1
        2026-03-02 ann: purchase 20 EUR as A2
        expect ann has latest over lifetime >= 20 EUR
        2026-03-03 ann: return of A2
        expect ann has latest over lifetime <= 10 EUR`,
    ));
