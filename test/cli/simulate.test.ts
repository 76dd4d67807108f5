import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { withDataset } from './support/programs.ts';
import { openSession } from './support/session.ts';

const data = `member,at,price
ann,2026-01-05,40.00
bob,2026-01-07,12.50
ann,2026-02-09,10.00
`;

const files = { 'a.loyalty': withDataset, 'data.csv': data };

/** The document that was printed, after its published schema has agreed to it. */
function documentOf(stdout: string, schema: string) {
    const document = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: false }).compile(
        JSON.parse(readFileSync(join(root, 'schemas', schema), 'utf8')),
    );
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    return document;
}

describe('simulate', () => {
    test('prints one page that says what the program would have done', async () => {
        const { exitCode, stdout, stderr } = await openSession(files).run('simulate', 'a.loyalty');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout).toContain('Revenue: paid for goods without tax, less returns');
        expect(stdout).toContain('62.50');
    });

    test('--format json is a document of the published schema', async () => {
        const { stdout } = await openSession(files).run('simulate', 'a.loyalty', '--format', 'json');
        const { program, data, totals, goals } = documentOf(stdout, 'simulation.schema.json');
        expect({ program, data, totals, goals }).toMatchObject({
            program: { name: 'Rewards', currency: 'EUR', file: 'a.loyalty' },
            data: { dataset: 'Year', members: 2, rejected: 0, from: '2026-01-05', to: '2026-02-09' },
            totals: {
                revenue: { amount: '62.50', currency: 'EUR' },
                points: { Star: { issued: '62', available: '62', spent: '0' } },
            },
            goals: [{ name: 'The program costs less than 5% of revenue', status: 'met' }],
        });
    });

    test('reads what was redeemed in an order', async () => {
        const program = `program Cups { currency EUR  timezone "Europe/Berlin" }
points Stamp { worth 0.10 EUR }
earn Each on item { give 1 Stamp per 1 unit }
reward Free { costs 2 Stamp  give 1 unit of "LATTE" free }
dataset Year {
  purchase from "orders.csv" {
    member = "m"  time = "at"  order = "o"  sku = "s"  quantity = "q"  price = "p"  reward = "r"  times = "n"
  }
}`;
        const orders =
            'm,at,o,s,q,p,r,n\nann,2026-01-05,1,LATTE,4,3.00,,\nann,2026-01-06,2,LATTE,3,3.00,Free,2\nann,2026-01-06,2,BUN,1,2.00,,\n';
        const session = openSession({ 'a.loyalty': program, 'orders.csv': orders });
        const { stdout } = await session.run('simulate', 'a.loyalty', '--format', 'json');
        // Four stamps, then one of three drinks is paid for, and a bun.
        expect(documentOf(stdout, 'simulation.schema.json').totals).toMatchObject({
            revenue: { amount: '17.00' },
            points: { Stamp: { issued: '6', spent: '4', available: '2' } },
        });
    });

    test('a missed goal is exit code 1', async () => {
        const strict = withDataset.replaceAll('5%', '1%');
        const { exitCode, stdout } = await openSession({ ...files, 'a.loyalty': strict }).run('simulate', 'a.loyalty');
        expect(exitCode).toBe(1);
        expect(stdout).toContain('missed');
    });

    test('a program with an error does not run', async () => {
        const session = openSession({ ...files, 'a.loyalty': withDataset.replace('1 Star per', '1 Sta per') });
        const { exitCode, stdout, stderr } = await session.run('simulate', 'a.loyalty', '--report', 'r.html');
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
        expect(stderr).toContain("Unknown unit 'Sta'. Did you mean 'Star'?");
        expect(session.files()).toEqual(['a.loyalty', 'data.csv']);
    });

    test.each(['html', 'md', 'json', 'txt'])('--report r.%s', async ending => {
        const session = openSession(files);
        const { exitCode, stderr } = await session.run('simulate', 'a.loyalty', '--report', `r.${ending}`);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `The report is in 'r.${ending}'.\n` });
        expect(session.read(`r.${ending}`)).toContain('62.50');
    });

    test('--members and --ledger write every member and every movement', async () => {
        const session = openSession(files);
        await session.run('simulate', 'a.loyalty', '--members', 'm.csv', '--ledger', 'l.csv');
        expect(session.read('m.csv')).toMatchSnapshot();
        expect(session.read('l.csv')).toMatchSnapshot();
    });

    test('the tables are the same in Parquet', async () => {
        const session = openSession(files);
        await session.run('simulate', 'a.loyalty', '--members', 'm.parquet', '--ledger', 'l.parquet');
        for (const [file, rows] of [
            ['m', 2],
            ['l', 6],
        ] as const) {
            const text = await session.readParquet(`${file}.parquet`);
            expect(text).toHaveLength(rows);
            expect(text).toMatchSnapshot();
        }
    });

    test('--from and --to cut events, --sample draws members by the seed', async () => {
        const session = openSession(files);
        const print = async (...options: readonly string[]) =>
            JSON.parse((await session.run('simulate', 'a.loyalty', '--format', 'json', ...options)).stdout);
        const cut = await print('--from', '2026-01-06', '--to', '2026-01-31');
        expect(cut.totals.revenue.amount).toBe('12.50');
        const sample = await print('--sample', '1', '--seed', '7');
        expect(sample.data).toMatchObject({ members: 1, sample: { members: 1, seed: 7 } });
        expect(await print('--sample', '1', '--seed', '7')).toEqual(sample);
    });
});

describe('data that is not as it should be', () => {
    test('a missing column is a finding in the program, with a way out, and exit code 3', async () => {
        const session = openSession({ ...files, 'data.csv': data.replace('price', 'prise') });
        const { exitCode, stdout, stderr } = await session.run('simulate', 'a.loyalty');
        expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
        expect(stderr).toContain("File 'data.csv' has no column 'price'. Did you mean 'prise'?");
        expect(stderr).toContain('a.loyalty:26:14');
    });

    test('rejected rows are counted and kept; more than --max-rejects fails', async () => {
        const session = openSession({ ...files, 'data.csv': `${data}eve,someday,5.00\n` });
        const { exitCode, stdout } = await session.run('simulate', 'a.loyalty', '--rejects', 'r.csv');
        expect(exitCode).toBe(0);
        expect(stdout).toContain('1 row');
        expect(session.read('r.csv')).toMatch(/^file,row,reason\ndata\.csv,5,/);
        const strict = await session.run('simulate', 'a.loyalty', '--max-rejects', '10%');
        expect({ exitCode: strict.exitCode, stdout: strict.stdout }).toEqual({ exitCode: 3, stdout: '' });
        expect((await session.run('simulate', 'a.loyalty', '--max-rejects', '30%')).exitCode).toBe(0);
    });

    test('the data may lie in another folder', async () => {
        const session = openSession({ 'a.loyalty': withDataset, 'there/data.csv': data });
        expect((await session.run('simulate', 'a.loyalty')).exitCode).toBe(3);
        expect((await session.run('simulate', 'a.loyalty', '--data', 'there')).exitCode).toBe(0);
        expect((await session.run('simulate', 'a.loyalty', '--data', 'there', '--data', 'Year')).exitCode).toBe(0);
    });
});

describe('explain', () => {
    test('tells the story of a member', async () => {
        const { exitCode, stdout } = await openSession(files).run(
            'explain',
            'ann',
            '--program',
            'a.loyalty',
            '--data',
            'Year',
        );
        expect(exitCode).toBe(0);
        expect(stdout).toMatchSnapshot();
    });

    test('takes the only program here, stops at a day, and speaks JSON', async () => {
        const { stdout } = await openSession(files).run('explain', 'ann', '--at', '2026-01-31', '--format', 'json');
        expect(documentOf(stdout, 'story.schema.json')).toMatchObject({ member: 'ann', at: '2026-01-31' });
        expect(stdout).not.toContain('2026-02-09');
    });

    test('someone whom nobody knows', async () => {
        expect(await openSession(files).run('explain', 'eve')).toEqual({
            exitCode: 2,
            stdout: '',
            stderr: "There is no member 'eve' in the data.\n",
        });
    });

    test('a code prints its page', async () => {
        const { exitCode, stdout } = await openSession().run('explain', 'names/unknown');
        expect(exitCode).toBe(0);
        expect(stdout).toContain('give 1 «Sta» per 1 EUR');
    });

    test('--defaults lists what is not written', async () => {
        const { stdout } = await openSession(files).run('explain', '--defaults', 'a.loyalty');
        expect(stdout).toMatchSnapshot();
        const written = withDataset.replace(
            'worth 0.02 EUR',
            'worth 0.02 EUR\n  round half up\n  expire after 12 months',
        );
        const less = await openSession({ 'a.loyalty': written }).run('explain', '--defaults', 'a.loyalty');
        expect(less.stdout).not.toContain('rounded down');
        expect(less.stdout).not.toContain('never expire');
    });
});
