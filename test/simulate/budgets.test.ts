import { describe, expect, test } from 'vitest';
import type { SimulationDocument } from '../../src/model/documents/simulation.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { failures } from './support/failures.ts';
import { sourceOf } from './support/histories.ts';
import { HEAD, programOf } from './support/programs.ts';

const POINTS = `points Star { worth 0.01 EUR }
earn Base on purchase { give 1 Star per 1 EUR }`;

const people = 'member ann\nmember bob\nmember cat\n';

async function figuresOf(program: string, history: string): Promise<SimulationDocument> {
    const result = await simulate({
        program: await programOf(`${HEAD}\n${program}`),
        source: sourceOf(history),
        dataset: 'Year',
    });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    return result.document;
}

describe('what holds at the edge', () => {
    test.each([
        ['clipped, then nothing', '', [60, 40, 0]],
        ['refused whole, then nothing, though something smaller would fit', 'else reject', [60, 0, 0]],
        ['clipped, and half of what does not fit', 'then give 50%', [60, 60, 10]],
        ['refused whole, and half of it', 'else reject then give 50%', [60, 40, 10]],
    ])('%s', async (_, clause, [ann, bob, cat]) => {
        expect(
            await failures(
                `${POINTS}\nbudget Year { covers Base at most 100 Star ${clause} }`,
                `${people}2026-03-01 ann: purchase 60 EUR
                2026-03-02 bob: purchase 80 EUR
                2026-03-03 cat: purchase 20 EUR
                expect ann earned ${ann} Star
                expect bob earned ${bob} Star
                expect cat earned ${cat} Star`,
            ),
        ).toEqual([]);
    });

    test('another rule takes over from the next event on', async () => {
        expect(
            await failures(
                `${POINTS}
                earn Small on purchase { give 1 Star per whole 10 EUR }
                budget Year { covers Base at most 1 EUR then apply Small }`,
                `${people}2026-03-01 ann: purchase 60 EUR
                2026-03-02 bob: purchase 80 EUR as B
                2026-03-03 cat: purchase 25 EUR as C
                expect ann earned 60 Star
                expect bob earned 40 Star
                expect cat earned 2 Star
                2026-03-04 cat: return of C
                expect cat taken_back 2 Star
                2026-03-05 bob: return of B
                expect bob taken_back 40 Star`,
            ),
        ).toEqual([]);
    });

    test('a trigger tells of it, once, on the time line of the one whose gift it was', async () => {
        expect(
            await failures(
                `${POINTS}
                budget Year { covers Base at most 100 Star }
                trigger Empty on using up Year { escalate to "marketing" }`,
                `${people}2026-03-01 ann: purchase 60 EUR
                2026-03-02 bob: purchase 40 EUR
                2026-03-03 cat: purchase 20 EUR
                expect ann not gets Empty
                2026-03-02 expect bob gets Empty
                expect bob gets Empty 1 times
                expect cat not gets Empty`,
            ),
        ).toEqual([]);
    });

    test('per month it begins anew, in the time zone of the program', async () => {
        expect(
            await failures(
                `${POINTS}
                budget Monthly { covers Base at most 100 Star per month }
                trigger Empty on using up Monthly { escalate to "marketing" }`,
                `${people}2026-03-01 ann: purchase 160 EUR
                2026-03-31 bob: purchase 10 EUR
                2026-04-01 bob: purchase 70 EUR
                2026-04-02 cat: purchase 40 EUR
                expect ann earned 100 Star
                expect bob earned 70 Star
                expect cat earned 30 Star
                expect ann gets Empty 1 times
                expect cat gets Empty 1 times`,
            ),
        ).toEqual([]);
    });
});

describe('a ceiling for each member', () => {
    test('per member per month, with a share beside it, and a trigger for each whose ceiling it was', async () => {
        expect(
            await failures(
                `${POINTS}
                budget Own { covers Base at most 100 Star per member per month then give 10% }
                trigger Full on using up Own { escalate to "care" }`,
                `${people}2026-03-01 ann: purchase 160 EUR
                2026-03-02 bob: purchase 60 EUR
                2026-03-03 ann: purchase 50 EUR
                expect ann earned 111 Star
                expect bob earned 60 Star
                2026-04-01 ann: purchase 50 EUR
                expect ann earned 161 Star
                expect ann gets Full 1 times
                expect bob not gets Full`,
            ),
        ).toEqual([]);
    });

    test('per rolling days, and what takes over meanwhile', async () => {
        expect(
            await failures(
                `${POINTS}
                earn Small on purchase { give 1 Star }
                budget Own { covers Base at most 100 Star per member per rolling 10 days else reject then apply Small }`,
                `${people}2026-03-01 ann: purchase 60 EUR
                2026-03-02 ann: purchase 60 EUR
                2026-03-03 ann: purchase 60 EUR
                expect ann earned 61 Star
                2026-03-03 bob: purchase 60 EUR
                expect bob earned 60 Star
                2026-03-11 ann: purchase 60 EUR
                expect ann earned 121 Star`,
            ),
        ).toEqual([]);
    });
});

describe('rules of every kind', () => {
    test('prices: an item rule, an order rule and what falls back', async () => {
        expect(
            await failures(
                `price Half on item { discount 50% }
                price One on order { discount 1 EUR }
                budget Year { covers Half at most 30 EUR then apply One }`,
                `${people}2026-03-01 ann: purchase 40 EUR
                expect ann discount 20 EUR
                2026-03-02 bob: purchase 40 EUR
                expect bob discount 10 EUR
                2026-03-03 cat: purchase 40 EUR
                expect cat discount 1 EUR by One`,
            ),
        ).toEqual([]);
    });

    test.each([
        ['else reject', 20, 0, 0],
        ['then give 10%', 20, 11, 2],
        ['else reject then give 10%', 20, 2, 2],
    ])('prices %s', async (clause, ann, bob, cat) => {
        expect(
            await failures(
                `price Half on item { discount 50% }
                budget Year { covers Half at most 30 EUR ${clause} }`,
                `${people}2026-03-01 ann: purchase 40 EUR
                2026-03-02 bob: purchase 40 EUR
                2026-03-03 cat: purchase 40 EUR
                expect ann discount ${ann} EUR
                expect bob discount ${bob} EUR
                expect cat discount ${cat} EUR`,
            ),
        ).toEqual([]);
    });

    test('rewards, offers and gifts of triggers share it in the order of time', async () => {
        expect(
            await failures(
                `${POINTS}
                reward Cash { costs 10 Star give 5 EUR credit }
                reward Off { costs 10 Star give 5 EUR off }
                trigger Offer on purchase { offer 4 EUR off next order within 30 days }
                trigger Gift on review { give 100 Star }
                event review {}
                budget Year { covers Cash, Off, Offer, Gift at most 18 EUR }`,
                `member ann { balance 100 Star }
                member bob { balance 100 Star }
                2026-03-01 ann: purchase 40 EUR
                2026-03-02 ann: purchase 40 EUR
                expect ann discount 4 EUR by Offer
                2026-03-03 ann: redemption of Cash
                expect ann credited 5 EUR
                2026-03-04 bob: purchase 40 EUR redeeming Off
                expect bob discount 5 EUR by Off
                2026-03-05 ann: redemption of Cash
                expect ann credited 5 EUR
                2026-03-06 bob: review
                expect bob earned 0 Star by Gift`,
            ),
        ).toEqual([]);
    });

    test('contracts and rebates', async () => {
        expect(
            await failures(
                `contract Supply { term 12 months discount 10% }
                rebate YearEnd { by spend over calendar year all-units { from 0 EUR: 5% } settle on 31 January as credit }
                budget Deals { covers Supply, YearEnd at most 120 EUR }`,
                `member ann { contract Supply from 2026-01-01 }
                member bob { contract Supply from 2026-01-01 }
                2026-03-01 ann: purchase 500 EUR
                expect ann discount 50 EUR by Supply
                2026-03-02 bob: purchase 500 EUR
                expect bob discount 50 EUR by Supply
                2027-01-31 expect ann credited 20 EUR
                2027-01-31 expect bob credited 0 EUR`,
            ),
        ).toEqual([]);
    });

    test('every rule together', async () => {
        expect(
            await failures(
                `${POINTS}
                price Half on item { discount 50% }
                budget All { covers every rule at most 20.10 EUR }`,
                `${people}2026-03-01 ann: purchase 40 EUR
                expect ann discount 20 EUR
                expect ann earned 10 Star
                2026-03-02 bob: purchase 40 EUR
                expect bob discount 0 EUR
                expect bob earned 0 Star`,
            ),
        ).toEqual([]);
    });
});

describe('in a simulation', () => {
    test('used, when it ran out, and what was asked and not granted', async () => {
        const { budgets } = await figuresOf(
            `${POINTS}\nbudget Year { covers Base at most 1 EUR }`,
            `2026-03-01 ann buys 60
            2026-03-02 bob buys 80
            2026-03-03 cat buys 20`,
        );
        expect(budgets).toEqual([
            { name: 'Year', limit: '1.00 EUR', used: '1.00 EUR', usedUpAt: '2026-03-02 12:00', refused: '0.60 EUR' },
        ]);
    });

    test('by period', async () => {
        const { budgets } = await figuresOf(
            `price Half on item { discount 50% }\nbudget Month { covers Half at most 30 EUR per month else reject }`,
            `2026-03-01 ann buys 40
            2026-03-02 bob buys 40
            2026-04-03 cat buys 60`,
        );
        expect(budgets).toEqual([
            {
                name: 'Month',
                limit: '30.00 EUR per month',
                used: '50.00 EUR',
                usedUpAt: '2026-03-02 12:00',
                refused: '20.00 EUR',
                periods: [
                    { from: '2026-03-01', used: '20.00 EUR', usedUpAt: '2026-03-02 12:00', refused: '20.00 EUR' },
                    { from: '2026-04-01', used: '30.00 EUR', usedUpAt: '2026-04-03 12:00' },
                ],
            },
        ]);
    });
});
