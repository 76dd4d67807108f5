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
        ['active_members between 2 and 2', 'met: 2'],
        ['repurchase_rate >= 60%', 'missed: 50%'],
        ['retention >= 40%', 'missed: 0%'],
        ['churn <= 50%', 'missed: 100%'],
        ['top_fifth <= 80%', 'met: 78.13%'],
        ['referral_rate >= 10%', 'missed: 0%'],
        ['lifetime_value >= 500 EUR', 'met: 576.00 EUR'],
        ['expected_liability / liability <= 100%', 'met: 100%'],
        [
            'Star.breakage <= 20%',
            'unknown: Star.breakage is not known: none has come to the end of its life in the data',
        ],
        ['nps >= 30', 'unknown: nps is not known: no survey was answered'],
        [
            'predicted_value / lifetime_value >= 1',
            'unknown: predicted_value is not known: too few repeat buyers: 1, at least 30 are needed',
        ],
        ['share of members in Gold between 2% and 8%', 'missed: 0%'],
        ['share of members in Friend between 50% and 100%', 'met: 100%'],
        ['cost > 1 EUR and revenue > 1_000_000 EUR', 'missed: 151.04 EUR; 1,152.00 EUR'],
        ['cost > 1 EUR or revenue > 1_000_000 EUR', 'met: 151.04 EUR; 1,152.00 EUR'],
    ])('%s is judged on the figures', async (condition, answer) => {
        expect(await judged(condition)).toBe(answer);
    });

    it('asks for the share of points that expired unspent', async () => {
        const later = `${HISTORY}\n            2026-05-08 bob buys 1`;
        expect(await judged('Star.breakage <= 20%', later)).toBe('missed: 100%');
    });

    it('asks for the score of those who answered', async () => {
        const answers = `${HISTORY}
            2026-01-08 ann survey score = 10
            2026-01-08 bob survey score = 8`;
        expect(await judged('nps >= 30', answers)).toBe('met: 50');
    });

    it('can not be decided where it is a share of nothing', async () => {
        expect(await judged('cost / revenue <= 3%', '2026-01-05 ann enrolment')).toBe(
            'unknown: cost / revenue is a share of nothing',
        );
    });
});
