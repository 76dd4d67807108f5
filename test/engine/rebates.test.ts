import { describe, expect, test } from 'vitest';
import { failures } from './support/play.ts';

const rebate = (clauses: string, more = ''): string => `rebate YearEnd {\n${clauses}\n}\n${more}`;
const BANDS = 'from 0 EUR: 0%\nfrom 500_000 EUR: 2%\nfrom 2_000_000 EUR: 3.5%';

describe('a rebate for the year', () => {
    test('graduated gives each part the rate of its bracket, on the day of the settlement, less what came back', async () => {
        expect(
            await failures(
                rebate(`by spend over calendar year\ngraduated { ${BANDS} }\nsettle on 31 January as credit`),
                `member lu
                2026-03-01 lu: purchase 2_000_000 EUR as A
                2026-12-31 lu: purchase 1_100_000 EUR
                2026-12-31 lu: return 100_000 EUR of A
                2027-01-15 lu: purchase 800_000 EUR
                2027-01-30 expect lu credited 0 EUR
                2027-01-31 expect lu credited 65_000 EUR
                2028-01-31 expect lu credited 71_000 EUR`,
            ),
        ).toEqual([]);
    });

    test.each([
        ['499_999.99', 0],
        // The limit itself belongs to the bracket.
        ['500_000', 10_000],
        ['2_000_000', 70_000],
    ])('all-units gives all of %s EUR the rate of the bracket reached', async (spent, credited) => {
        expect(
            await failures(
                rebate(`by spend over calendar year\nall-units { ${BANDS} }\nsettle at end as credit`),
                `member lu
                2026-03-01 lu: purchase ${spent} EUR
                2027-01-01 expect lu credited ${credited} EUR`,
            ),
        ).toEqual([]);
    });

    test('by growth over the year before: brackets lie on last year, growth from nothing is none', async () => {
        const rules = (mode: string): string =>
            rebate(
                `by spend over calendar year\ngrowth over last calendar year\n${mode} { from 10%: 1% from 50%: 2% }\nsettle after 30 days as credit`,
            );
        const history = (credited: number): string => `member lu
            2026-03-01 lu: purchase 1_000 EUR
            2027-01-30 expect lu credited 0 EUR
            2027-03-01 lu: purchase 1_600 EUR
            2028-01-30 expect lu credited ${credited} EUR
            2028-03-01 lu: purchase 1_700 EUR
            2029-01-30 expect lu credited ${credited} EUR`;
        // 1,100 to 1,500 at 1%, 1,500 to 1,600 at 2%
        expect(await failures(rules('graduated'), history(6))).toEqual([]);
        expect(await failures(rules('all-units'), history(32))).toEqual([]);
    });

    test('may be paid out, or given in points for so much money', async () => {
        const by = 'by spend over calendar quarter\nall-units { from 0 EUR: 2.5% }\n';
        expect(
            await failures(
                rebate(`${by}settle at end as payment`),
                `member lu
                2026-02-01 lu: purchase 100.30 EUR
                2026-04-01 expect lu paid_out 2.51 EUR
                expect lu credited 0 EUR`,
            ),
        ).toEqual([]);
        expect(
            await failures(
                rebate(`${by}settle at end as 10 Star per 1 EUR`, 'points Star { worth 0.10 EUR }'),
                `member lu
                2026-02-01 lu: purchase 100.30 EUR
                2026-04-01 expect lu balance 25 Star`,
            ),
        ).toEqual([]);
    });

    test('by units gives money for each', async () => {
        expect(
            await failures(
                rebate('by units over calendar month\ngraduated { from 100 units: 0.50 EUR }\nsettle at end as credit'),
                `member lu
                2026-02-01 lu: purchase 140 units of "A" at 3 EUR
                2026-03-01 expect lu credited 20 EUR`,
            ),
        ).toEqual([]);
    });

    test('is asked for its condition when it is settled', async () => {
        const tiers = `tiers Partner {
            qualify by spend over lifetime
            tier Dealer
            tier Preferred from 1_000 EUR
        }`;
        expect(
            await failures(
                rebate(
                    'when Partner is at least Preferred\nby spend over calendar month\nall-units { from 0 EUR: 2% }\nsettle at end as credit',
                    tiers,
                ),
                `member lu
                2026-02-01 lu: purchase 500 EUR
                2026-03-01 expect lu credited 0 EUR
                2026-03-01 lu: purchase 500 EUR
                2026-04-01 expect lu credited 10 EUR`,
            ),
        ).toEqual([]);
    });
});

describe('parts before the settlement', () => {
    test('are a share of what has come together; too much of it is asked back', async () => {
        expect(
            await failures(
                rebate(
                    'by spend over calendar year\nall-units { from 0 EUR: 1% from 1_000 EUR: 2% }\npartial 50% each quarter\nsettle on 31 January as credit',
                ),
                `member lu
                2026-02-01 lu: purchase 500 EUR
                2026-03-31 expect lu credited 0 EUR
                2026-04-01 expect lu credited 2.50 EUR
                2026-05-01 lu: purchase 500 EUR as B
                2026-07-01 expect lu credited 10 EUR
                2026-08-01 lu: return of B
                2026-10-01 expect lu credited 10 EUR
                2027-01-30 expect lu credited 10 EUR
                2027-01-31 expect lu credited 5 EUR`,
            ),
        ).toEqual([]);
    });
});

describe('several rebates', () => {
    const two = (combine: string): string =>
        `rebate A { by spend over calendar year all-units { from 0 EUR: 1% } settle at end as credit }
        rebate B { by spend over calendar year all-units { from 1_000 EUR: 3% } settle at end as credit }
        ${combine}`;

    test.each([
        ['', 40],
        ['combine A, B: sum', 40],
        ['combine A, B: best', 30],
    ])('%s', async (combine, credited) => {
        expect(
            await failures(
                two(combine),
                `member lu
                2026-02-01 lu: purchase 1_000 EUR
                2027-01-01 expect lu credited ${credited} EUR`,
            ),
        ).toEqual([]);
    });
});
