import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { withDataset } from './support/programs.ts';
import { openSession } from './support/session.ts';

const data = 'member,at,price\nann,2026-01-05,40.00\nbob,2026-01-07,12.50\nann,2026-02-09,10.00\n';
const extended = (more: string) => ({ 'a.loyalty': `${withDataset}\n${more}`, 'data.csv': data });

test('a broken invariant is exit code 1, one that is kept is not', async () => {
    const invariant = (limit: number) => extended(`invariant Cap on purchase { always purchase.paid <= ${limit} EUR }`);
    const broken = await openSession(invariant(20)).run('simulate', 'a.loyalty');
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toContain('Cap: broken 1 time for 1 member');
    expect((await openSession(invariant(40)).run('simulate', 'a.loyalty')).exitCode).toBe(0);
});

test('a forecast stands apart, is a document of the published schema, and can be left out', async () => {
    const files = extended('assume "twice as much" { spend up 100% }');
    const { stdout } = await openSession(files).run(
        'simulate',
        'a.loyalty',
        '--format',
        'json',
        '--forecast-seeds',
        '5',
    );
    const validate = new Ajv2020({ strict: false }).compile(
        JSON.parse(readFileSync(join(root, 'schemas/simulation.schema.json'), 'utf8')),
    );
    const document = JSON.parse(stdout);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.totals.revenue.amount).toBe('62.50');
    expect(document.forecast.draws).toBe(5);
    expect(document.forecast.figures).toContainEqual({
        ...{ name: 'revenue', unit: 'EUR', replay: '62.50', median: '125.00', low: '125.00', high: '125.00' },
    });
    const without = await openSession(files).run('simulate', 'a.loyalty', '--forecast-seeds', '0');
    expect(without.stdout).not.toContain('If these assumptions hold');
});

test('a version after another says what has no place before it runs, and runs both where all has one', async () => {
    const next = withDataset
        .replace('timezone', 'version "2"\n  valid from 2026-02-01\n  timezone')
        .replaceAll('Star', 'Coin');
    const files = { 'old.loyalty': withDataset, 'new.loyalty': next, 'data.csv': data };
    const refused = await openSession(files).run('simulate', 'new.loyalty', '--after', 'old.loyalty');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain("The points 'Star' of the old version is gone.");
    const moved = `${next}\nmigrate from any version { points 1 Star to 2 Coin }\n`;
    const session = openSession({ ...files, 'new.loyalty': moved });
    const { stdout } = await session.run('simulate', 'new.loyalty', '--after', 'old.loyalty', '--format', 'json');
    // 40 and 12 Star, twice as many Coin, and 10 more.
    expect(JSON.parse(stdout).totals.points.Coin).toMatchObject({ issued: '114', available: '114' });
    const undated = openSession({ ...files, 'new.loyalty': moved.replace('valid from 2026-02-01', '') });
    const wrong = await undated.run('simulate', 'new.loyalty', '--after', 'old.loyalty');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('valid from');
});
