import { describe, expect, it } from 'vitest';
import { failures } from '../support/play.ts';

const STAR = 'points Star { worth 0.01 EUR }\n';

/** Everything that the history expects must come true. */
const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

describe('row 1: points are rounded once per event and currency', () => {
    const rules = (round: string) => `points Star { ${round} }
        earn Base on purchase { give 1 Star per 1 EUR }
        earn Half on purchase { give 50% of Base }`;

    it('down: 1.70 + 0.85 are 2 Stars, not 1 + 0', () =>
        holds(
            rules(''),
            `member ann
            2026-03-02 ann: purchase 1.70 EUR
            expect ann earned 2 Star
            expect ann earned 1 Star by Base
            expect ann earned 1 Star by Half`,
        ));

    it('half up where written: 2.55 are 3 Stars', () =>
        holds(
            rules('round half up'),
            `member ann
            2026-03-02 ann: purchase 1.70 EUR
            expect ann earned 3 Star`,
        ));

    it('a rule with its own rounding is rounded by itself', () =>
        holds(
            `${STAR}
            earn Base on purchase { give 1 Star per 1 EUR }
            earn Extra on purchase { give 1 Star per 2 EUR round up }`,
            `member ann
            2026-03-02 ann: purchase 3.50 EUR
            expect ann earned 3 Star by Base
            expect ann earned 2 Star by Extra`,
        ));

    it('per 2 EUR counts fractions, per whole 2 EUR full steps', async () => {
        const history = (stars: number) => `member ann
            2026-03-02 ann: purchase 7 EUR
            expect ann earned ${stars} Star`;
        await holds(`${STAR} earn Base on purchase { give 2 Star per 2 EUR }`, history(7));
        await holds(`${STAR} earn Base on purchase { give 2 Star per whole 2 EUR }`, history(6));
    });

    it('points with decimals keep them', () =>
        holds(
            'points Mile { decimals 2 } earn Base on purchase { give 0.333 Mile per 1 EUR }',
            `member ann
            2026-03-02 ann: purchase 1 EUR
            expect ann balance 0.33 Mile`,
        ));
});

describe('row 3: points are earned on what is paid for goods, without discounts, tax and shipping', () => {
    const sale = `program P "P" { currency EUR timezone "Europe/Berlin" prices with tax }
        price Sale on order { discount 10 EUR }\n`;

    it('of 119 EUR with 19% tax and 10 EUR off, with 5 EUR shipping: 91 Stars', () =>
        holds(
            `${sale}${STAR} earn Base on purchase { give 1 Star per 1 EUR }`,
            `member ann
            2026-03-02 ann: purchase 1 unit of "A" at 119 EUR (tax = 19%) shipping = 5 EUR
            expect ann pays 109 EUR
            expect ann earned 91 Star`,
        ));

    it('of purchase.gross where written: 119 Stars', () =>
        holds(
            `${sale}${STAR} earn Base on purchase { give 1 Star per 1 EUR of purchase.gross }`,
            `member ann
            2026-03-02 ann: purchase 1 unit of "A" at 119 EUR (tax = 19%)
            expect ann earned 119 Star`,
        ));

    it('with where, only matching lines count, also in what is measured', () =>
        holds(
            `item { category : one of tea, cake }
            ${STAR}
            earn Base on purchase { where category is tea give 1 Star per 1 EUR of purchase.gross }
            earn Cake on purchase { where category is cake give 7 Star }`,
            `member ann
            2026-03-02 ann: purchase 2 units of "TEA" at 5 EUR (category = tea), 1 unit of "CAKE" at 4 EUR (category = cake)
            expect ann earned 10 Star by Base
            expect ann earned 7 Star by Cake
            2026-03-03 ann: purchase 1 unit of "TEA" at 5 EUR (category = tea)
            expect ann earned 7 Star by Cake`,
        ));

    it('on item looks at each line by itself', () =>
        holds(
            `item { category : one of tea, cake }
            ${STAR} earn Lines on item { where category is tea give 1 Star per whole 4 EUR }`,
            `member ann
            2026-03-02 ann: purchase 1 unit of "A" at 7 EUR (category = tea), 1 unit of "B" at 7 EUR (category = tea)
            expect ann earned 2 Star`,
        ));
});

describe('row 4: what is paid with points earns nothing, a gift card earns when it is used', () => {
    const base = `${STAR} earn Base on purchase { give 1 Star per 1 EUR }
        reward Off { costs 100 Star give 10 EUR off }\n`;
    const header = (clauses: string) => `program P "P" { currency EUR timezone "Europe/Berlin" ${clauses} }\n`;

    it('10 of 40 EUR paid with points: 30 Stars', () =>
        holds(
            base,
            `member ann { balance 100 Star }
            2026-03-02 ann: purchase 40 EUR redeeming Off
            expect ann earned 30 Star`,
        ));

    it('tender points earns normally: 40 Stars', () =>
        holds(
            header('tender points earns normally') + base,
            `member ann { balance 100 Star }
            2026-03-02 ann: purchase 40 EUR redeeming Off
            expect ann earned 40 Star`,
        ));

    const card = `member ann
        2026-03-02 ann: purchase 1 unit of "CARD" at 50 EUR (gift_card = "yes")
        expect ann earned`;
    const used = (stars: number) => `member ann
        2026-03-02 ann: purchase 40 EUR gift_card = 10 EUR
        expect ann earned ${stars} Star`;

    it('a gift card earns when it is used', async () => {
        await holds(base, `${card} 0 Star`);
        await holds(base, used(40));
    });

    it('a gift card earns when it is sold, where written', async () => {
        await holds(header('tender gift_card earns when sold') + base, `${card} 50 Star`);
        await holds(header('tender gift_card earns when sold') + base, used(30));
    });

    it('credit earns nothing, where written', () =>
        holds(
            header('tender credit earns nothing') + base,
            `member ann
            2026-03-02 ann: purchase 40 EUR credit = 4 EUR
            expect ann earned 36 Star`,
        ));
});

describe('row 5: the purchase that crosses a threshold', () => {
    const rules = (crossing: string) => `${STAR}
        tiers Status { qualify by spend over lifetime ${crossing} tier Friend tier Silver from 100 EUR tier Gold from 200 EUR }
        earn Base on purchase { give 1 Star per 1 EUR }
        earn Silver on purchase { give 100% of Base if Status is Silver give 300% of Base if Status is Gold }`;
    const history = (stars: number) => `member ann
        2026-03-02 ann: purchase 60 EUR
        2026-03-03 ann: purchase 80 EUR
        expect ann tier Silver
        expect ann earned ${stars} Star`;

    it('earns at the tier held when it began', () => holds(rules(''), history(140)));
    it('earns at the new tier, where written', () => holds(rules('crossing earns new tier'), history(220)));
    it('is split at the threshold, where written: 40 at the old, 40 at the new', () =>
        holds(rules('crossing earns split'), history(180)));

    it('is split at two thresholds at once: 100 at Friend, 100 doubled, 100 fourfold', () =>
        holds(
            rules('crossing earns split'),
            `member ann
            2026-03-02 ann: purchase 300 EUR
            expect ann earned 700 Star`,
        ));
});

describe('row 6: a threshold belongs to the higher tier', () => {
    const rules = 'tiers Status { qualify by spend over lifetime tier Friend tier Silver from 100 EUR }';

    it('99.99 EUR are Friend, 100 EUR are Silver', () =>
        holds(
            rules,
            `member ann
            2026-03-02 ann: purchase 99.99 EUR
            expect ann tier Friend
            2026-03-03 ann: purchase 0.01 EUR
            expect ann tier Silver`,
        ));
});

describe('row 7: brackets of points', () => {
    const rules = (mode: string) => `${STAR} earn Base on purchase {
        ${mode} by purchase.net { from 0 EUR: 1 Star per 1 EUR  from 100 EUR: 2 Star per 1 EUR } }`;
    const history = (stars: number) => `member ann
        2026-03-02 ann: purchase 150 EUR
        expect ann earned ${stars} Star`;

    it('graduated: 100 at one, 50 at two', () => holds(rules('graduated'), history(200)));
    it('all-units: 150 at two', () => holds(rules('all-units'), history(300)));
    it('the limit belongs to the higher', () =>
        holds(
            rules('all-units'),
            `member ann
            2026-03-02 ann: purchase 100 EUR
            expect ann earned 200 Star`,
        ));
});

describe('row 8: several rules match', () => {
    const rules = (combine: string) => `${STAR}
        earn Five on purchase { give 5 Star }
        earn Nine on purchase { give 9 Star }
        earn Rich on purchase { when purchase.net >= 100 EUR give 20 Star }
        earn Other on purchase { give 1 Star }
        ${combine}`;
    const history = (stars: number) => `member ann
        2026-03-02 ann: purchase 10 EUR
        expect ann earned ${stars} Star`;

    it('all add up', () => holds(rules(''), history(15)));
    it('best: the most for the member', () => holds(rules('combine Five, Nine: best'), history(10)));
    it('first: the first named that gives something', () =>
        holds(rules('combine Rich, Five, Nine: first'), history(6)));
    it('exclusive: no rule outside the group', () => holds(rules('combine Rich, Five: exclusive'), history(5)));
    it('exclusive, when none of the group gives: all others', () =>
        holds(rules('combine Rich, Nine: sum'), history(15)));

    it('best between two currencies: by worth', () =>
        holds(
            `points Star { worth 0.01 EUR } points Gem { worth 0.10 EUR }
            earn Stars on purchase { give 50 Star }
            earn Gems on purchase { give 6 Gem }
            combine Stars, Gems: best`,
            `member ann
            2026-03-02 ann: purchase 10 EUR
            expect ann earned 6 Gem
            expect ann earned 0 Star`,
        ));
});

describe('row 9: bonuses are shares of the base and add up', () => {
    const rules = (last: string) => `${STAR}
        earn Base on purchase { give 1 Star per 1 EUR }
        earn Quarter on purchase { give 25% of Base }
        earn Half on purchase { give 50% of Base ${last} }`;

    it('25% and 50% of 100 are 75', () =>
        holds(
            rules(''),
            `member ann
        2026-03-02 ann: purchase 100 EUR
        expect ann earned 175 Star`,
        ));
    it('compounding: 25, then 50% of 125', () =>
        holds(
            rules('compounding'),
            `member ann
        2026-03-02 ann: purchase 100 EUR
        expect ann earned 62 Star by Half`,
        ));
    it('a bonus is a share of what the base gives after its limit', () =>
        holds(
            `${STAR}
            earn Base on purchase { give 1 Star per 1 EUR limit 60 Star per member per day }
            earn Half on purchase { give 50% of Base }`,
            `member ann
            2026-03-02 ann: purchase 100 EUR
            expect ann earned 60 Star by Base
            expect ann earned 30 Star by Half`,
        ));
});

describe('row 11: over a limit', () => {
    const rules = (rest: string) =>
        `${STAR} earn Base on purchase { give 1 Star per 1 EUR limit 100 Star per member per month ${rest} }`;

    it('is clipped', () =>
        holds(
            rules(''),
            `member ann
        2026-03-02 ann: purchase 70 EUR
        2026-03-03 ann: purchase 70 EUR
        expect ann earned 100 Star`,
        ));
    it('is rejected whole, where written', () =>
        holds(
            rules('else reject'),
            `member ann
        2026-03-02 ann: purchase 70 EUR
        2026-03-03 ann: purchase 70 EUR
        expect ann earned 70 Star
        2026-03-04 ann: purchase 30 EUR
        expect ann earned 100 Star`,
        ));
    it('in times counts occasions, in units what is bought', () =>
        holds(
            `${STAR}
            earn Visit on purchase { give 5 Star limit 2 times per member per day }
            earn Cup on item { give 3 Star per 1 EUR limit 4 units per member per day }`,
            `member ann
            2026-03-02 8:00 ann: purchase 3 units of "A" at 1 EUR
            2026-03-02 9:00 ann: purchase 3 units of "A" at 1 EUR
            2026-03-02 10:00 ann: purchase 3 units of "A" at 1 EUR
            expect ann earned 10 Star by Visit
            expect ann earned 12 Star by Cup`,
        ));
    it('in points counts these points only', () =>
        holds(
            `${STAR}
            points Mile {}
            earn Base on purchase { give 5 Mile per 1 EUR give 1 Star per 1 EUR limit 100 Star per member per month }`,
            `member ann
            2026-03-02 ann: purchase 70 EUR
            2026-03-03 ann: purchase 70 EUR
            expect ann earned 100 Star
            expect ann earned 700 Mile`,
        ));
    it('of the whole program is shared by its members in order of time', () =>
        holds(
            `${STAR} earn Base on purchase { give 1 Star per 1 EUR limit 100 Star per program per day }`,
            `member ann
        member bob
        2026-03-02 8:00 ann: purchase 70 EUR
        2026-03-02 9:00 bob: purchase 70 EUR
        expect bob earned 30 Star`,
        ));
    it('of a budget is clipped, and nothing is given afterwards', () =>
        holds(
            `${STAR} earn Base on purchase { give 1 Star per 1 EUR }
        budget Small { covers Base at most 1 EUR }`,
            `member ann
        2026-03-02 ann: purchase 70 EUR
        2026-03-03 ann: purchase 70 EUR
        2026-03-04 ann: purchase 70 EUR
        expect ann earned 100 Star`,
        ));
});

describe('row 12: limits count by the calendar', () => {
    const rules = (period: string) =>
        `${STAR} earn Base on purchase { give 1 Star per 1 EUR limit 100 Star per member per ${period} }`;
    const history = (stars: number) => `member ann
        2026-03-31 ann: purchase 100 EUR
        2026-04-01 ann: purchase 100 EUR
        expect ann earned ${stars} Star`;

    it('a new month begins anew', () => holds(rules('month'), history(200)));
    it('rolling 30 days do not', () => holds(rules('rolling 30 days'), history(100)));
    it('rolling 30 days are the day and the 29 before it', () =>
        holds(
            rules('rolling 30 days'),
            `member ann
        2026-03-02 ann: purchase 100 EUR
        2026-03-31 ann: purchase 100 EUR
        expect ann earned 100 Star
        2026-04-01 ann: purchase 100 EUR
        expect ann earned 200 Star`,
        ));
    it('a membership year begins on the anniversary of joining', () =>
        holds(
            rules('membership year'),
            `member ann { joined 2020-03-15 }
        2026-03-14 ann: purchase 100 EUR
        2026-03-15 ann: purchase 100 EUR
        expect ann earned 200 Star
        2027-03-14 ann: purchase 100 EUR
        expect ann earned 200 Star`,
        ));
});

describe('every n, milestones and both sides of a referral', () => {
    it('the gift comes each time the count passes a multiple', () =>
        holds(
            `${STAR} earn Card on item { give 100 Star every 10 units }`,
            `member ann
            2026-03-02 ann: purchase 9 units of "A" at 1 EUR
            expect ann earned 0 Star
            2026-03-03 ann: purchase 12 units of "A" at 1 EUR
            expect ann earned 200 Star`,
        ));

    it('a card that was filled is not filled again by what was returned of an older purchase', () =>
        holds(
            `${STAR} earn Card on item { give 100 Star every 10 units }`,
            `member ann
            2026-03-02 ann: purchase 6 units of "A" at 1 EUR as A1
            2026-03-03 ann: purchase 4 units of "A" at 1 EUR
            expect ann earned 100 Star
            2026-03-04 ann: return 6 units of "A" of A1
            2026-03-05 ann: purchase 6 units of "A" at 1 EUR
            expect ann earned 100 Star
            expect ann taken_back 0 Star
            2026-03-06 ann: purchase 10 units of "A" at 1 EUR
            expect ann earned 200 Star`,
        ));

    it('a milestone is paid at its mark and every so often beyond, once a year', () =>
        holds(
            `event stay { nights : number }
            points Night { use status }
            points Mile {}
            earn Nights on stay { give 1 Night per 1 of stay.nights }
            earn Marks on stay { give 100 Mile at 40 Night of Night.earned over calendar year then every 10 Night }`,
            `member ann
            2026-03-02 ann: stay nights = 39
            expect ann earned 0 Mile
            2026-03-03 ann: stay nights = 1
            expect ann earned 100 Mile
            2026-03-04 ann: stay nights = 25
            expect ann earned 300 Mile
            2027-03-04 ann: stay nights = 40
            expect ann earned 400 Mile`,
        ));

    it('who referred and who was referred both earn, on the first purchase only', () =>
        holds(
            `${STAR} earn Friend on first purchase of referred member {
            when purchase.net >= 10 EUR
            give 300 Star to referrer
            give 100 Star to member
            limit 1 time per member per year }`,
            `member ann
            member bob { referred by ann }
            member cat { referred by ann }
            2026-03-02 bob: purchase 20 EUR as B1
            2026-03-03 bob: purchase 20 EUR
            expect ann earned 300 Star
            expect bob earned 100 Star
            2026-03-04 cat: purchase 20 EUR
            expect ann earned 300 Star
            expect cat earned 100 Star
            2026-03-05 bob: return of B1
            expect ann taken_back 300 Star
            expect bob taken_back 100 Star`,
        ));
});
