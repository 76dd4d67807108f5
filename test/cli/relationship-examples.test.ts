import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { openSession } from './support/session.ts';

function example(name: string): Record<string, string> {
    const folder = join(root, 'examples', name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
        /\.(csv|loyalty)$/.test(file),
    );
    return Object.fromEntries(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

test.each(['fertiliser', 'bank', 'b2b-supplier'])('%s: its worked numbers hold', async name => {
    const { exitCode, stdout } = await openSession(example(name)).run('test', `${name}.loyalty`);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
});

test('fertiliser: contracts, prices over time and rebates on the data come to what a pencil says', async () => {
    const session = openSession(example('fertiliser'));
    const { stdout } = await session.run('simulate', 'fertiliser.loyalty', '--format', 'json');
    const { totals, rules } = JSON.parse(stdout);
    const costs = Object.fromEntries(
        rules.map((rule: { name: string; money: { amount: string } }) => [rule.name, rule.money.amount]),
    );
    // L1 150 × 2,400, L2 100 × 2,600 and 20 × 3,000, H1 100 × 3,000, H2 50 × 800, M1 250 × 2,400, M2 40 × 2,600, H3 10 × 800
    expect(totals.gross.amount).toBe('1732000.00');
    expect(costs).toEqual({
        // 3% of 56,400 and 5% of 282,000: what the contract leaves
        Bulk: '15792.00',
        // 21,600 + 34,400 (locked at 2,400) + 3,600 + 18,000, less 30% of the 292,100 that hu did not buy
        AnnualSupply: '-10030.00',
        // 40 tonnes, 2,600 to 2,250
        OffSeasonStock: '14000.00',
        // 2% of 118,708 and of 100,000
        YearEnd: '4374.16',
        Growth: '0.00',
    });
    expect(totals.cost.amount).toBe('24136.16');
});
