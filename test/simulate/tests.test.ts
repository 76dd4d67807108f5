import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { testsFormats } from '../../src/report/tests/formats.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { CLUB, programOf } from './support/programs.ts';

const textOf = async (tests: string, filter = ''): Promise<string> => {
    const program = await programOf(`${CLUB}\n${tests}`);
    return testsFormats.text.render(runTests(program, { filter }), plainSurroundings);
};

describe('a test', () => {
    it('passes where all is as expected, at the moments that it names', async () => {
        const text = await textOf(`
            test "points, prices and tiers" {
              member ann
              member bob { tier Gold balance 120 Star }
              2026-01-05 ann: purchase 40 EUR
              expect ann earned 40 Star
              expect ann not gets Thanks
              2026-01-06 bob: purchase 200 EUR redeeming MoneyOff as B1
              expect bob pays 177 EUR
              expect bob discount 20 EUR by Tenth
              expect bob spent 100 Star by MoneyOff
              expect bob earned 265 Star
              expect bob earned 88 Star by Bonus
              2026-01-07 bob: purchase 600 EUR
              2026-01-07 expect bob gets Thanks
              2026-01-08 expect bob not gets Thanks
              expect bob gets Thanks 1 times
              expect bob pays 177 EUR for B1
              2026-04-05 expect ann balance 40 Star
              2026-04-06 expect ann expired 40 Star
              expect ann tier Friend
              2026-04-07 expect ann not has visits over lifetime > 1
            }`);
        expect(text).toBe('file:///club.loyalty\n  ✓ points, prices and tiers 0 ms\n\n1 test passed.\n');
    });

    it('that fails says what was expected, what came instead, and why', async () => {
        const text = await textOf(`
            test "all too much" {
              member ann
              2026-01-05 ann: purchase 40 EUR as A1
              expect ann earned 60 Star
              expect ann tier Gold
              expect ann gets Thanks
              expect ann discount 4 EUR
              expect ann balance 10 Star
              expect ann credited 1 EUR
              expect ann has spend over lifetime > 50 EUR
              expect ann not tier Friend
            }`);
        await expect(text).toMatchFileSnapshot('golden/failed-test.txt');
    });

    it('finds the price of an article that it has named before', async () => {
        const text = await textOf(`
            test "a price is known" {
              member ann
              2026-01-05 ann: purchase 1 units of "LATTE" at 4.50 EUR
              2026-01-06 ann: purchase 2 units of "LATTE"
              expect ann pays 9 EUR
            }`);
        expect(text).toContain('1 test passed.');
    });

    it('says which price it does not know', async () => {
        const text = await textOf(`
            test "a price is missing" {
              member ann
              2026-01-05 ann: purchase 1 units of "LATTE"
              expect ann pays 4.50 EUR
            }`);
        expect(text).toContain("Error: The test does not know a price for 'LATTE'.");
        expect(text).toContain('0 of 1 test passed, 1 could not run.');
    });

    it('begins with its own members and its own budgets', async () => {
        const program = await programOf(`${CLUB}
            budget Small { covers Base at most 1 EUR }
            test "one" { member ann 2026-01-05 ann: purchase 90 EUR expect ann earned 50 Star }
            test "two" { member ann 2026-01-05 ann: purchase 90 EUR expect ann earned 50 Star }`);
        expect(runTests(program).summary).toEqual({ tests: 2, passed: 2, failed: 0, errors: 0 });
    });

    it('is chosen by a part of its name', async () => {
        const tests = `
            test "a Gold member" { member ann 2026-01-05 ann: purchase 40 EUR expect ann earned 40 Star }
            test "a friend" { member ann 2026-01-05 ann: purchase 40 EUR expect ann earned 40 Star }`;
        expect(await textOf(tests, 'GOLD')).toContain('1 test passed.');
        expect(await textOf(tests, 'silver')).toBe('No tests found.\n');
    });

    it('is timed by the clock that it is given', async () => {
        const program = await programOf(
            `${CLUB}\ntest "timed" { member ann 2026-01-05 ann: purchase 40 EUR expect ann earned 40 Star }`,
        );
        let time = 0;
        const { tests } = runTests(program, { now: () => (time += 7) });
        expect(tests[0]?.milliseconds).toBe(7);
        expect(tests[0]?.line).toBe(20);
    });
});
