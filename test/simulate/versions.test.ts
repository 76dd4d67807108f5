import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import { relayGaps } from '../../src/simulate/relay.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { sourceOf } from './support/histories.ts';
import { programOf } from './support/programs.ts';

const head = (version: string, more = ''): string =>
    `program Club "Club" {\n  currency EUR\n  timezone "Europe/Berlin"\n  version "${version}"\n  ${more}\n}\n`;

const OLD = `${head('1')}
points Star { worth 0.10 EUR }
tiers Status { qualify by spend over last 12 months tier Basic tier Gold from 500 EUR }
earn Base on purchase { give 1 Star per 1 EUR }
`;

const NEW = `${head('2', 'valid from 2026-07-01')}
points Coin { worth 0.001 EUR }
tiers Status { qualify by spend over last 12 months tier Friend tier Platinum from 500 EUR }
earn Base on purchase { give 200 Coin per 1 EUR }
`;

const MIGRATION = 'migrate from version "1" { tier Basic to Friend tier Gold to Platinum points 1 Star to 100 Coin }\n';

const HISTORY = `
    2026-01-05 ann buys 600
    2026-02-05 bob buys 100
    2026-06-30 23:30 bob buys 10
    2026-07-01 00:30 bob buys 20
    2026-12-31 ann buys 50`;

async function simulated(rules: string, old: string) {
    const [program, before] = [await programOf(rules), await programOf(old)];
    const until = parseDate('2026-07-01') ?? 0;
    const result = await simulate({
        program,
        source: sourceOf(HISTORY),
        dataset: 'T',
        after: { program: before, until },
    });
    if (result.kind === 'broken laws') throw new Error(JSON.stringify(result.broken));
    return result.document;
}

describe('two versions one after the other', () => {
    it.each([
        ['member by member', ''],
        ['in the order of time', 'budget Wide { covers Base at most 1_000_000 EUR }\n'],
        ['with shared balances', 'points Mile { pool by household }\nmember { household : group }\n'],
    ])('each holds in its time, and members come over, %s', async (_, more) => {
        const document = await simulated(`${NEW}${MIGRATION}${more}`, OLD);
        const { Star, Coin } = document.totals.points;
        // 600 + 100 + 10 Star become 71,000 Coin; 20 and 50 EUR earn 4,000 and 10,000.
        expect([Star?.issued, Star?.spent, Star?.available]).toEqual(['710', '710', '0']);
        expect([Coin?.issued, Coin?.available]).toEqual(['85000', '85000']);
        expect(document.tiers.Status).toEqual({ Basic: 0, Friend: 1, Platinum: 1, Gold: 0 });
        expect(
            document.months.map(({ month, tiers }) => `${month} ${JSON.stringify(tiers.Status)}`).slice(4, 8),
        ).toEqual([
            '2026-05 {"Basic":1,"Friend":0,"Platinum":0,"Gold":1}',
            '2026-06 {"Basic":1,"Friend":0,"Platinum":0,"Gold":1}',
            '2026-07 {"Basic":0,"Friend":1,"Platinum":1,"Gold":0}',
            '2026-08 {"Basic":0,"Friend":1,"Platinum":1,"Gold":0}',
        ]);
        // 71 EUR of Star become 71 EUR of Coin; 14,000 Coin more are worth 14 EUR.
        expect(document.totals.cost.amount).toBe('85.00');
        expect(document.rules.find(({ name }) => name === 'migration')?.points).toEqual({ Coin: '71000' });
        expect(document.remarks).toContain(
            'The old rules of version 1 held through 2026-06-30, the new ones of version 2 from 2026-07-01 on.',
        );
    });

    it('without a change are as one', async () => {
        const program = await programOf(NEW.replace('valid from 2026-07-01', ''));
        const alone = await simulate({ program, source: sourceOf(HISTORY), dataset: 'T' });
        const both = await simulated(
            NEW.replace('valid from 2026-07-01', ''),
            NEW.replace('valid from 2026-07-01', ''),
        );
        if (alone.kind === 'broken laws') throw new Error('laws');
        expect({ ...both, remarks: [] }).toEqual({ ...alone.document, remarks: [] });
    });

    it('are refused before anything runs where members would lose what they hold', async () => {
        const [old, next] = [await programOf(OLD), await programOf(NEW)];
        expect(relayGaps(old, next).map(gap => gap.split('.')[0])).toEqual([
            `The tier 'Basic' of 'Status' of version "1" is gone`,
            `The tier 'Gold' of 'Status' of version "1" is gone`,
            `The points 'Star' of version "1" is gone`,
        ]);
        expect(relayGaps(old, await programOf(`${NEW}${MIGRATION}`))).toEqual([]);
    });
});
