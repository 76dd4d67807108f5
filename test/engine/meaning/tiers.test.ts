import { describe, expect, it } from 'vitest';
import { failures, play } from '../support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const ladder = (clauses: string, tiers = ''): string => `tiers Status { ${clauses}
    tier Friend
    tier Silver from 100 EUR
    tier Gold from 500 EUR ${tiers} }`;

describe('upgrades', () => {
    it('immediately, by several steps at once', () =>
        holds(
            ladder('qualify by spend over last 12 months'),
            `member ann
            2026-03-02 ann: purchase 600 EUR
            expect ann tier Gold`,
        ));

    it('at review, where written', () =>
        holds(
            ladder('qualify by spend over last 12 months upgrade review review quarterly'),
            `member ann
            2026-03-02 ann: purchase 600 EUR
            2026-03-31 expect ann tier Friend
            2026-04-01 0:00 expect ann tier Gold`,
        ));

    it('by another condition beside the threshold', () =>
        holds(
            ladder('qualify by spend over last 12 months', 'or visits over last 12 months >= 3'),
            `member ann
            2026-03-02 ann: purchase 1 EUR
            2026-03-03 ann: purchase 1 EUR
            expect ann tier Friend
            2026-03-04 ann: purchase 1 EUR
            expect ann tier Gold`,
        ));
});

describe('reviews look at the windows of the last instant before them', () => {
    const history = (tier: string) => `member ann { tier Gold }
        2026-03-02 ann: purchase 20 EUR
        2026-12-31 expect ann tier Gold
        2027-01-01 0:00 expect ann tier ${tier}`;
    const rules = (clauses: string) =>
        ladder(`qualify by spend over calendar year review yearly on 1 January ${clauses}`);

    it('stepwise: one tier down', () => holds(rules(''), history('Silver')));
    it('to what is met', () => holds(rules('downgrade to what is met'), history('Friend')));
    it('none', () => holds(rules('downgrade none'), history('Gold')));
    it('a calendar year is looked at when it is over', () =>
        holds(
            rules('downgrade to what is met'),
            `member ann
            2026-03-02 ann: purchase 600 EUR
            2027-01-01 expect ann tier Gold
            2027-12-31 expect ann tier Gold
            2028-01-01 expect ann tier Friend`,
        ));

    it('grace: the downgrade waits, and is dropped when the tier is met in the meantime', async () => {
        await holds(
            rules('grace 30 days'),
            `member ann { tier Gold }
            2026-03-02 ann: purchase 20 EUR
            2027-01-30 expect ann tier Gold
            2027-01-31 expect ann tier Silver`,
        );
        await holds(
            rules('grace 30 days'),
            `member ann { tier Gold }
            2026-03-02 ann: purchase 20 EUR
            2027-01-20 ann: purchase 500 EUR
            2027-01-31 expect ann tier Gold`,
        );
    });

    it('monthly on a day that a month lacks: on its last', () =>
        holds(
            ladder('qualify by spend over last 10 days upgrade review review monthly on 31'),
            `member ann
            2026-02-20 ann: purchase 200 EUR
            2026-02-27 expect ann tier Friend
            2026-02-28 expect ann tier Silver
            2026-03-30 expect ann tier Silver
            2026-03-31 expect ann tier Friend`,
        ));

    it('on the anniversary of reaching the tier', () =>
        holds(
            ladder('qualify by spend over last 12 months review on anniversary'),
            `member ann
            2026-03-02 ann: purchase 600 EUR
            2027-03-01 expect ann tier Gold
            2028-03-01 expect ann tier Gold
            2028-03-02 expect ann tier Silver`,
        ));
});

describe('keep until 31 March 2 years later', () => {
    const rules = (downgrade = 'downgrade stepwise') =>
        ladder(`qualify by spend over calendar year keep until 31 March 2 years later ${downgrade}`);

    it('stepwise: the tier below is kept until the next such day', () =>
        holds(
            rules(),
            `member ann
            2026-06-01 ann: purchase 600 EUR
            2028-03-31 expect ann tier Gold
            2028-04-01 0:00 expect ann tier Silver
            2029-03-31 expect ann tier Silver
            2029-04-01 expect ann tier Friend`,
        ));

    it('to what is met: the highest that is still kept', async () => {
        await holds(
            rules('downgrade to what is met'),
            `member ann
            2026-06-01 ann: purchase 600 EUR
            2027-06-01 ann: purchase 100 EUR
            2028-04-01 expect ann tier Silver
            2029-04-01 expect ann tier Friend`,
        );
        await holds(
            rules('downgrade to what is met'),
            `member ann
            2026-06-01 ann: purchase 600 EUR
            2028-04-01 expect ann tier Friend`,
        );
    });

    it('meeting it again keeps it longer', () =>
        holds(
            rules(),
            `member ann
            2026-06-01 ann: purchase 600 EUR
            2027-06-01 ann: purchase 500 EUR
            2029-03-31 expect ann tier Gold
            2029-04-01 expect ann tier Silver`,
        ));

    it('keep for 12 months', () =>
        holds(
            ladder('qualify by spend over last 30 days keep for 12 months'),
            `member ann
            2026-06-01 ann: purchase 600 EUR
            2027-06-01 expect ann tier Gold
            2027-06-02 expect ann tier Silver
            2028-06-02 expect ann tier Silver
            2028-06-03 expect ann tier Friend`,
        ));
});

describe('tiers that are reached otherwise, or never lost', () => {
    it('forever: never lost once reached', () =>
        holds(
            `tiers Status { qualify by spend over calendar year review yearly on 1 January downgrade to what is met
            tier Friend
            tier Silver from 100 EUR forever
            tier Gold from 500 EUR }`,
            `member ann
            2026-03-02 ann: purchase 600 EUR
            2028-01-01 expect ann tier Silver
            2030-01-01 expect ann tier Silver`,
        ));

    it('by invitation: entered when it is given, not reviewed', () =>
        holds(
            ladder('qualify by spend over calendar year review yearly on 1 January', '\n tier Black by invitation'),
            `member ann
            2026-03-02 ann: tier_given tier = "Black"
            expect ann tier Black
            2027-01-01 expect ann tier Black`,
        ));

    it('paid: left at its end, and longer when paid again', () =>
        holds(
            `tiers Club { tier None\n tier Plus costs 99 EUR per 12 months }
            earn Perk on purchase { when Club is Plus give 5 Star }
            points Star {}`,
            `member ann
            2026-03-02 ann: tier_given tier = "Plus"
            2026-03-03 ann: purchase 10 EUR
            expect ann earned 5 Star
            2027-02-01 ann: tier_given tier = "Plus"
            2028-03-01 expect ann tier Plus
            2028-03-02 expect ann tier None`,
        ));

    it('by a trigger that moves', () =>
        holds(
            `${ladder('qualify by spend over calendar year')}
            trigger Star on first purchase { when purchase.net >= 50 EUR move to Gold }`,
            `member ann
            2026-03-02 ann: purchase 60 EUR
            expect ann tier Gold`,
        ));

    it('the surplus above the threshold counts in the next year, where it is kept', async () => {
        const rules = (surplus: string) =>
            ladder(
                `qualify by spend over calendar year review yearly on 1 January downgrade to what is met ${surplus}`,
            );
        const history = (tier: string) => `member ann
            2026-03-02 ann: purchase 850 EUR
            2027-03-02 ann: purchase 150 EUR
            2028-01-01 expect ann tier ${tier}`;
        await holds(rules('surplus kept'), history('Gold'));
        await holds(rules(''), history('Silver'));
    });

    it('says what is missing, and why', async () => {
        const { failures: failed, lines } = await play(
            ladder('qualify by spend over last 12 months'),
            `member ann
            2026-03-02 ann: purchase 40 EUR
            expect ann has missing to Silver is 60 EUR
            expect ann has missing to Gold is 460 EUR
            expect ann has spend over last 12 months >= 100 EUR`,
        );
        expect(failed).toEqual([
            'expect ann has spend over last 12 months >= 100 EUR: spend over last 12 months >= 100 EUR does not hold: it is 40.00 EUR, 60.00 EUR are missing',
        ]);
        expect(String(lines.get('ann')?.missing('Status', 'Gold'))).toBe('460');
    });
});
