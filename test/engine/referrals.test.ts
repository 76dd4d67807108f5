import { describe, expect, it } from 'vitest';
import { failures } from './support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const HEADER = `program P "P" { currency EUR timezone "Europe/Berlin" channels email }
member { household : group }
points Star {}
earn Welcome on first purchase of referred member {
  give 50 Star
  give 1 Star per 1 EUR to referrer at most 100 Star
}
earn Ambassador on friend_bought { give 500 Star at 2 of count of friend_bought over lifetime then every 2 }
trigger Thanks on friend_bought {
  when friend_bought.net >= 20 EUR
  send "your-friend-is-here" by email
  limit 2 times per member per year
}
`;

const BROUGHT_BACK = (left: string): string => `member ann
            member bob { referred by ann }
            2026-01-02 bob: purchase 40 EUR as B1
            2026-01-05 bob: return of B1
            expect ann balance ${left}`;

describe('referral', () => {
    it('gives to both sides, with milestones and limits for the one who referred', () =>
        holds(
            HEADER,
            `member ann
            member bob { referred by ann }
            member cat { referred by ann }
            member dan { referred by ann }
            2026-01-02 bob: purchase 40 EUR
            expect bob earned 50 Star
            expect ann earned 40 Star
            expect ann gets Thanks
            2026-01-03 bob: purchase 40 EUR
            expect ann earned 40 Star
            2026-01-04 cat: purchase 10 EUR
            expect ann earned 550 Star
            expect ann gets Thanks 1 times
            2026-01-05 dan: purchase 400 EUR
            expect ann earned 650 Star
            expect ann gets Thanks 2 times
            expect ann has count of friend_bought over lifetime is 3`,
        ));

    it('a returned first purchase takes both gifts back, and the referrer hears of it', () =>
        holds(
            `${HEADER}trigger Undone on friend_returned { tag "undone" }`,
            `member ann
            member bob { referred by ann }
            2026-01-02 bob: purchase 40 EUR as B1
            expect ann balance 40 Star
            2026-01-05 bob: return 10 EUR of B1
            expect ann balance 30 Star
            expect ann not gets Undone
            2026-01-06 bob: return 30 EUR of B1
            expect bob balance 0 Star
            expect ann balance 0 Star
            expect ann gets Undone 1 times
            2026-01-07 bob: purchase 30 EUR
            expect ann has count of friend_bought over lifetime is 1`,
        ));

    it('what is given for the friend who bought stays, unless a trigger takes it', () =>
        Promise.all([
            holds(`${HEADER}earn Brought on friend_bought { give 7 Star }`, BROUGHT_BACK('7 Star')),
            holds(
                `${HEADER}earn Brought on friend_bought { give 7 Star }
                trigger Undo on friend_returned { take 7 Star }`,
                BROUGHT_BACK('0 Star'),
            ),
        ]));

    const FAMILY = `member ann { household = "h1" }
            member bob { household = "h1" referred by ann }
            member eve { referred by eve }
            2026-01-02 bob: purchase 40 EUR
            2026-01-02 eve: purchase 40 EUR
            expect eve earned 0 Star
            `;

    it('nobody refers themselves, nor those of the same household', () =>
        holds(HEADER, `${FAMILY}expect bob earned 0 Star\nexpect ann earned 0 Star\nexpect ann not gets Thanks`));

    it('where households count, they may', () =>
        holds(
            HEADER.replace('channels email', 'channels email\nreferral in group counts'),
            `${FAMILY}expect bob earned 50 Star\nexpect ann earned 40 Star\nexpect ann gets Thanks`,
        ));

    it('who referred whom is known from an event, too: the first before the first purchase', () =>
        holds(
            HEADER,
            `member ann
            member bob
            member cat
            2026-01-01 ann: referral friend = "bob"
            2026-01-02 cat: referral friend = "bob"
            2026-01-03 bob: purchase 40 EUR
            expect ann earned 40 Star
            expect cat earned 0 Star
            2026-01-04 bob: referral friend = "cat"
            2026-01-05 cat: purchase 10 EUR
            expect bob earned 60 Star
            2026-01-06 ann: purchase 10 EUR
            2026-01-07 cat: referral friend = "ann"
            2026-01-08 ann: purchase 10 EUR
            expect cat earned 50 Star`,
        ));
});
