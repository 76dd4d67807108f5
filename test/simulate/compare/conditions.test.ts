import { describe, expect, it } from 'vitest';
import { judged, parseConditions } from '../../../src/simulate/compare/conditions/conditions.ts';
import { sourceOf } from '../support/histories.ts';
import { CLUB, programOf } from '../support/programs.ts';
import { compareTexts, edited } from './support.ts';

const after = edited(['1 Star per 1 EUR', '2 Star per 1 EUR'], ['Gold from 1000 EUR', 'Gold from 1_200 EUR']);
const source = sourceOf(`
    2026-01-05 ann buys 60
    2026-01-06 bob buys 1200
    2026-02-06 bob buys 50`);
const [before, fresh] = [await programOf(CLUB), await programOf(after)];
const document = await compareTexts(CLUB, after, source);

// Old cost: 120 EUR off, 60 + 1,080 + 50 + 25 Star at two cents; new: 2,380 Star.
describe('a comparison in which both gain points and one loses a tier', () => {
    it.each([
        ['cost > 10%', 'failed', '+23.30 EUR, +16.15%'],
        ['cost > 20%', 'passed', '+23.30 EUR, +16.15%'],
        ['cost > 23 EUR', 'failed', '+23.30 EUR'],
        ['cost>23.30 EUR', 'passed', '+23.30 EUR'],
        ['cost >= 23.30 EUR', 'failed', '+23.30 EUR'],
        ['margin < 0 EUR', 'failed', '-23.30 EUR'],
        ['margin < -1_000 EUR', 'passed', '-23.30 EUR'],
        ['credit > 0%', 'passed', '0.00 EUR, of nothing before'],
        ['Star > 1_000', 'failed', '+1,165 Star'],
        ['Star > 100%', 'passed', '+1,165 Star, +95.88%'],
        ['losers > 0', 'passed', '0 members'],
        ['winners >= 50%', 'failed', '1 member, 50.00%'],
        ['mixed > 0', 'failed', '1 member'],
        ['changed > 99%', 'failed', '2 members, 100.00%'],
        ['mixed in Gold > 0%', 'failed', '1 member, 100.00%'],
        ['losers in Friend > 0', 'passed', '0 members'],
        ['any Gold loses tier', 'failed', '1 member'],
        ['any Friend loses tier', 'passed', '0 members'],
        ['any member loses tier', 'failed', '1 member'],
        ['any member gains tier', 'passed', '0 members'],
        ['any Gold loses', 'passed', '0 members'],
        ['any member wins', 'failed', '1 member'],
        ['any goal missed', 'passed', 'none'],
    ])('%s: %s', (text, status, actual) => {
        const parsed = parseConditions([text], before, fresh);
        if (parsed.kind === 'wrong') throw new Error(parsed.message);
        expect(judged(parsed.conditions, document)).toEqual([{ text, status, actual }]);
    });
});

describe('what is no condition', () => {
    it.each([
        ['', 'It must say what is compared with what'],
        ['cost', 'It must say what is compared with what'],
        ['costs > 1%', "'costs' must be one of cost, revenue, discounts, credit, liability, margin, losers"],
        ['costs > 1%', "Did you mean 'cost'?"],
        ['constructor > 1%', "'constructor' must be one of"],
        ['cost > much', "'much' must be a share such as 1%, an amount such as 100 EUR, or a number."],
        ['cost > 1 GBP', "'GBP' must be a unit of the program: EUR, Star."],
        ['cost > 1 Star', "'cost' is compared in EUR or in percent, not in Star."],
        ['losers > 1 EUR', 'Members are compared as a number or in percent, not in EUR.'],
        ['losers in Platinum > 1', "There is no tier or segment 'Platinum'"],
        ['cost in Gold > 1', "Only members can be counted in 'Gold'"],
        ['any Glod loses tier', "There is no tier 'Glod' in the old version"],
        ['any Gold smiles', 'It must say who loses what'],
    ])('%j: %s', (text, message) => {
        const parsed = parseConditions([text], before, fresh);
        expect(parsed.kind === 'wrong' ? parsed.message : '').toContain(message);
    });
});
