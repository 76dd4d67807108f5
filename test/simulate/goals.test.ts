import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, programOf } from './support/programs.ts';

/** Two members, one of them Gold; 128 EUR of discounts and 1152 Star worth 23.04 EUR on 1152 EUR of revenue. */
const HISTORY = `
    2026-01-05 ann buys 1000
    2026-01-06 bob buys 180
    2026-01-07 bob buys 100`;

async function judged(condition: string, history = HISTORY) {
    const program = await programOf(`${CLUB}\ngoal "it is so" { ${condition} }`);
    const result = await simulate({ program, source: sourceOf(history), dataset: 'Test' });
    if (result.kind === 'broken laws') throw new Error('laws are broken');
    const [goal] = result.document.goals;
    return `${goal?.status}: ${goal?.actual}`;
}

describe('a goal', () => {
    it.each([
        ['cost / revenue <= 3%', 'missed: 13.11%'],
        ['cost / revenue <= 15%', 'met: 13.11%'],
        ['revenue >= 1000 EUR', 'met: 1,152.00 EUR'],
        ['discounts is 128 EUR', 'met: 128.00 EUR'],
        ['liability < 10 EUR', 'missed: 23.04 EUR'],
        ['Star.issued > 1_000 Star', 'met: 1,152 Star'],
        ['share of members in Gold between 2% and 8%', 'missed: 0%'],
        ['share of members in Friend between 50% and 100%', 'met: 100%'],
        ['cost > 1 EUR and revenue > 1_000_000 EUR', 'missed: 151.04 EUR; 1,152.00 EUR'],
        ['cost > 1 EUR or revenue > 1_000_000 EUR', 'met: 151.04 EUR; 1,152.00 EUR'],
    ])('%s is judged on the figures', async (condition, answer) => {
        expect(await judged(condition)).toBe(answer);
    });

    it('can not be decided where it is a share of nothing', async () => {
        expect(await judged('cost / revenue <= 3%', '2026-01-05 ann enrolment')).toBe(
            'unknown: cost / revenue is a share of nothing',
        );
    });
});
