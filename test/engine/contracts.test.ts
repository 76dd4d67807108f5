import { describe, expect, test } from 'vitest';
import { failures, play } from './support/play.ts';

const HEAD =
    'program P "Test" { currency EUR timezone "Europe/Berlin" }\nitem { category : one of nitrogen, potash, seed }\n';
const contract = (clauses: string, more = ''): string => `${HEAD}contract Year {\n${clauses}\n}\n${more}`;

describe('a discount for the term', () => {
    const rules = contract('term 12 months\ndiscount 6% if category in nitrogen, potash');

    test('holds from signing through the last day of the term, on the goods that it names', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-15 }
                2026-01-15 lu: purchase 10 units of "UREA" at 100 EUR (category = nitrogen)
                expect lu pays 940 EUR
                2026-01-16 lu: purchase 10 units of "OATS" at 100 EUR (category = seed)
                expect lu pays 1000 EUR
                2027-01-14 lu: purchase 1 units of "UREA" at 100 EUR (category = nitrogen)
                expect lu pays 94 EUR
                expect lu under Year
                2027-01-15 lu: purchase 1 units of "UREA" at 100 EUR (category = nitrogen)
                expect lu pays 100 EUR
                expect lu not under Year`,
            ),
        ).toEqual([]);
    });

    test('is signed by an event, ends by another, and nobody signs twice', async () => {
        const { failures: failed, outcomes } = await play(
            rules,
            `member lu
            2026-01-14 lu: purchase 1 units of "UREA" at 100 EUR (category = nitrogen)
            expect lu pays 100 EUR
            2026-01-15 lu: contract_signed contract = "Year"
            2026-01-16 lu: contract_signed contract = "Year"
            2026-01-17 lu: purchase 1 units of "UREA" at 100 EUR (category = nitrogen)
            expect lu pays 94 EUR
            2026-02-01 lu: contract_ended contract = "Year"
            2026-02-02 lu: purchase 1 units of "UREA" at 100 EUR (category = nitrogen)
            expect lu pays 100 EUR`,
        );
        expect(failed).toEqual([]);
        expect(outcomes.flatMap(each => (each.kind === 'contract' ? [`${each.change}: ${each.why}`] : []))).toEqual([
            'signed: from 2026-01-15, through 2027-01-14',
            'refused: it is signed already',
            'ended early: ended before its term',
        ]);
    });

    test('is renewed automatically, term by term', async () => {
        expect(
            await failures(
                contract('term 1 month\ndiscount 6%\nrenew automatically'),
                `member lu { contract Year from 2026-01-31 }
                2026-02-27 lu: purchase 100 EUR
                expect lu pays 94 EUR
                2026-12-24 lu: purchase 100 EUR
                expect lu pays 94 EUR`,
            ),
        ).toEqual([]);
    });

    test('of a season waits for its first day, and for the next season when it is renewed', async () => {
        expect(
            await failures(
                contract('term from 1 November through 31 March\ndiscount 10%\nrenew automatically'),
                `member lu { contract Year from 2026-05-01 }
                2026-10-31 lu: purchase 100 EUR
                expect lu pays 100 EUR
                2026-11-01 lu: purchase 100 EUR
                expect lu pays 90 EUR
                2027-03-31 lu: purchase 100 EUR
                expect lu pays 90 EUR
                2027-04-01 lu: purchase 100 EUR
                expect lu pays 100 EUR
                2027-11-01 lu: purchase 100 EUR
                expect lu pays 90 EUR`,
            ),
        ).toEqual([]);
    });

    test('is only for those for whom its condition holds when they sign', async () => {
        const { failures: failed, outcomes } = await play(
            contract('when spend over lifetime >= 100 EUR\ndiscount 10%'),
            `member lu
            member bo
            2026-01-01 lu: purchase 100 EUR
            2026-01-01 bo: purchase 99 EUR
            2026-01-02 lu: contract_signed contract = "Year"
            2026-01-02 bo: contract_signed contract = "Year"
            2026-01-03 lu: purchase 50 EUR
            expect lu pays 45 EUR
            2026-01-03 bo: purchase 50 EUR
            expect bo pays 50 EUR`,
        );
        expect(failed).toEqual([]);
        expect(
            outcomes.flatMap(each => (each.kind === 'contract' && each.change === 'refused' ? [each.why] : [])),
        ).toEqual(['spend over lifetime >= 100 EUR does not hold: it is 99.00 EUR, 1.00 EUR are missing']);
    });
});

describe('a locked price', () => {
    test('keeps rises away and lets drops through; what was not listed is locked when it is first bought', async () => {
        expect(
            await failures(
                contract('term 12 months\nlock price if category is nitrogen for term\ndiscount 10%'),
                `member lu { contract Year from 2026-01-10 }
                2026-01-01 price "UREA" 100 EUR
                2026-02-01 price "UREA" 120 EUR
                2026-02-02 lu: purchase 10 units of "UREA" (category = nitrogen)
                expect lu pays 900 EUR
                2026-03-01 price "UREA" 80 EUR
                2026-03-02 lu: purchase 10 units of "UREA" (category = nitrogen)
                expect lu pays 720 EUR
                2026-04-01 lu: purchase 1 units of "NITRAN" at 50 EUR (category = nitrogen)
                expect lu pays 45 EUR
                2026-05-01 lu: purchase 1 units of "NITRAN" at 60 EUR (category = nitrogen)
                expect lu pays 45 EUR
                2026-05-01 lu: purchase 1 units of "POTASH" at 60 EUR (category = potash)
                expect lu pays 54 EUR
                2027-01-10 price "UREA" 130 EUR
                2027-01-10 lu: purchase 1 units of "UREA" (category = nitrogen)
                expect lu pays 130 EUR`,
            ),
        ).toEqual([]);
    });

    test('may be written, may end before the term, and stops at the floor', async () => {
        expect(
            await failures(
                contract('term 12 months\nlock price at 90 EUR for 3 months\nfloor cost + 10%'),
                `member lu { contract Year from 2026-01-10 }
                2026-02-01 lu: purchase 2 units of "A" at 100 EUR (cost = 50 EUR)
                expect lu pays 180 EUR
                2026-02-01 lu: purchase 2 units of "B" at 100 EUR (cost = 85 EUR)
                expect lu pays 187 EUR
                2026-04-10 lu: purchase 2 units of "A" at 100 EUR (cost = 50 EUR)
                expect lu pays 180 EUR
                2026-04-11 lu: purchase 2 units of "A" at 100 EUR (cost = 50 EUR)
                expect lu pays 200 EUR`,
            ),
        ).toEqual([]);
    });
});

test('an article that no list of prices knows costs nothing, and that is reported', async () => {
    const { failures: failed, outcomes } = await play(
        contract('discount 6%'),
        `member lu
        2026-01-05 price "UREA" 100 EUR
        2026-01-04 lu: purchase 2 units of "UREA"
        expect lu pays 0 EUR
        2026-01-05 lu: purchase 2 units of "UREA"
        expect lu pays 200 EUR`,
    );
    expect(failed).toEqual([]);
    expect(outcomes.flatMap(each => (each.kind === 'unknown' ? [each.what] : []))).toEqual(['the price of UREA']);
});

describe('price protection', () => {
    const rules = contract('protect price for 180 days after purchase');

    test('credits the falling price on stock', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-11-01 }
                2026-11-01 price "UREA" 2_400 EUR
                2026-11-20 lu: purchase 100 units of "UREA"
                2026-12-15 price "UREA" 2_250 EUR
                2026-12-14 expect lu credited 0 EUR
                2026-12-15 expect lu credited 15_000 EUR`,
            ),
        ).toEqual([]);
    });

    test('goes by the lowest price since, through the last day, also after the contract', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-01 }
                2026-01-01 price "UREA" 100 EUR
                2026-01-02 lu: purchase 10 units of "UREA"
                2026-01-10 price "UREA" 110 EUR
                2026-01-10 expect lu credited 0 EUR
                2026-01-20 price "UREA" 90 EUR
                2026-01-20 expect lu credited 100 EUR
                2026-01-21 lu: contract_ended contract = "Year"
                2026-02-01 price "UREA" 95 EUR
                2026-02-10 price "UREA" 90 EUR
                2026-02-10 expect lu credited 100 EUR
                2026-07-01 price "UREA" 85 EUR
                2026-07-01 expect lu credited 150 EUR
                2026-07-02 price "UREA" 10 EUR
                2026-07-02 expect lu credited 150 EUR`,
            ),
        ).toEqual([]);
    });

    test('covers what is kept: goods that come back give their credit back', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-01 }
                2026-01-01 price "UREA" 100 EUR
                2026-01-02 lu: purchase 10 units of "UREA" as A
                2026-01-05 lu: return 4 units of "UREA" of A
                2026-01-10 price "UREA" 90 EUR
                2026-01-10 expect lu credited 60 EUR
                2026-01-12 lu: return 2 units of "UREA" of A
                expect lu credited 40 EUR
                2026-01-14 lu: return of A
                expect lu credited 0 EUR`,
            ),
        ).toEqual([]);
    });

    test('credits as if the goods had been bought at the new price with the discounts that they had', async () => {
        expect(
            await failures(
                contract('discount 6%\nprotect price for 180 days after purchase'),
                `member lu { contract Year from 2026-01-01 }
                2026-01-01 price "UREA" 2_400 EUR
                2026-01-02 lu: purchase 100 units of "UREA"
                expect lu pays 225_600 EUR
                2026-01-10 price "UREA" 2_250 EUR
                2026-01-10 expect lu credited 14_100 EUR`,
            ),
        ).toEqual([]);
    });
});

describe('a commitment', () => {
    const rules = contract('term 12 months\ncommit 600_000 EUR per term\nshortfall pays 30% of missing');

    test('that is not kept is charged when the term ends, less what came back', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-01 }
                2026-03-01 lu: purchase 500_000 EUR as A
                2026-04-01 lu: return 20_000 EUR of A
                2026-12-31 expect lu charged 0 EUR
                2027-01-01 expect lu charged 36_000 EUR
                2027-12-31 expect lu charged 36_000 EUR`,
            ),
        ).toEqual([]);
    });

    test('that is kept costs nothing; the limit itself keeps it', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-01 }
                2026-12-31 lu: purchase 600_000 EUR
                2027-01-01 expect lu charged 0 EUR`,
            ),
        ).toEqual([]);
    });

    test('is counted anew in each term', async () => {
        expect(
            await failures(
                contract('term 1 year\ncommit 100 EUR per term\nshortfall pays 50% of missing\nrenew automatically'),
                `member lu { contract Year from 2026-01-01 }
                2026-03-01 lu: purchase 160 EUR
                2027-01-01 expect lu charged 0 EUR
                2027-03-01 lu: purchase 40 EUR
                2028-01-01 expect lu charged 30 EUR`,
            ),
        ).toEqual([]);
    });

    test.each([
        ['early end pays 10% of missing', 5],
        ['early end pays 12.50 EUR', 12.5],
        ['shortfall pays 30% of missing', 15],
    ])('that is left early: %s', async (clause, charged) => {
        expect(
            await failures(
                contract(`term 1 year\ncommit 100 EUR per term\n${clause}`),
                `member lu { contract Year from 2026-01-01 }
                2026-03-01 lu: purchase 50 EUR
                2026-04-01 lu: contract_ended contract = "Year"
                expect lu charged ${charged} EUR
                2027-01-01 expect lu charged ${charged} EUR`,
            ),
        ).toEqual([]);
    });
});

describe('payment', () => {
    const rules = contract(
        'discount 2% if paid within 10 days\ndiscount 3% if paid within 3 days\nterms payment within 30 days',
    );

    test('in time is credited at the best rate whose time has not passed', async () => {
        expect(
            await failures(
                rules,
                `member lu { contract Year from 2026-01-01 }
                2026-01-05 lu: purchase 1_000 EUR as A
                2026-01-08 lu: payment order = "A", amount = 400 EUR
                expect lu credited 12 EUR
                2026-01-15 lu: payment order = "A", amount = 100 EUR
                expect lu credited 14 EUR
                2026-01-16 lu: payment order = "A"
                expect lu credited 14 EUR
                2026-01-20 lu: return 900 EUR of A
                expect lu credited 3 EUR`,
            ),
        ).toEqual([]);
    });

    test('after the terms is said to be late', async () => {
        const { outcomes } = await play(
            rules,
            `member lu { contract Year from 2026-01-01 }
            2026-01-05 lu: purchase 1_000 EUR as A
            2026-02-04 lu: payment order = "A", amount = 400 EUR
            2026-02-05 lu: payment order = "A"
            expect lu credited 0 EUR`,
        );
        expect(
            outcomes.flatMap(each => (each.kind === 'contract' && each.change === 'paid late' ? [each.why] : [])),
        ).toEqual(['order A was to be paid through 2026-02-04']);
    });
});

describe('contracts and promotions', () => {
    const promotions = `
price Tenth on item { where category is potash discount 10% }
price Five on order { discount 5 EUR }`;
    const history = (pays: number): string => `member lu { contract Year from 2026-01-01 }
        2026-01-05 lu: purchase 1 units of "P" at 100 EUR (category = potash), 1 units of "N" at 100 EUR (category = nitrogen)
        expect lu pays ${pays} EUR`;

    test.each([
        // 94 + 94, then 10% of 94, then 5
        ['', 173.6],
        ['before promotions', 173.6],
        // 94 + 94 and nothing else
        ['instead of promotions', 188],
        // 90 beats 94; 94 where nothing competes; then 5
        ['best of contract and promotions', 179],
    ])('%s', async (precedence, pays) => {
        expect(await failures(contract(`discount 6%\n${precedence}`, promotions), history(pays))).toEqual([]);
    });

    test('of several contracts each line takes the better one', async () => {
        const two = `${contract('discount 6%')}\ncontract Other { discount 8% if category is nitrogen }`;
        expect(
            await failures(
                two,
                `member lu { contract Year from 2026-01-01 contract Other from 2026-01-01 }
                2026-01-05 lu: purchase 1 units of "P" at 100 EUR (category = potash), 1 units of "N" at 100 EUR (category = nitrogen)
                expect lu pays 186 EUR`,
            ),
        ).toEqual([]);
    });

    test('rules may ask whether a member is under a contract', async () => {
        expect(
            await failures(
                contract(
                    'term 1 month\ndiscount 6%',
                    'points Star { worth 0.01 EUR }\nearn Partner on purchase { when Year give 1 Star per 1 EUR }',
                ),
                `member lu { contract Year from 2026-01-01 }
                2026-01-05 lu: purchase 100 EUR
                expect lu balance 94 Star
                2026-02-01 lu: purchase 100 EUR
                expect lu balance 94 Star`,
            ),
        ).toEqual([]);
    });
});
