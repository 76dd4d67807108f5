import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { good, withDataset } from './support/programs.ts';
import { openSession, type Session } from './support/session.ts';

const gated = good.replace('give 1 Star per 1 EUR', 'when purchase.net >= 50 EUR\n  give 1 Star per 1 EUR');
const failing = gated.replace('expect ann earned 40 Star', 'expect ann earned 0 Star');
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(
    JSON.parse(readFileSync(`${root}schemas/coverage.schema.json`, 'utf8')),
);

const git = (session: Session, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: session.folder });

describe('loyalty test --coverage', () => {
    test('says after the tests what none of them reaches', async () => {
        const { exitCode, stdout } = await openSession({ 'a.loyalty': failing }).run('test', '--coverage');
        expect(exitCode).toBe(0);
        expect(stdout.slice(stdout.indexOf('1 test passed.'))).toMatchSnapshot();
    });

    test('fails below a minimum, and says by how much', async () => {
        const session = openSession({ 'a.loyalty': failing });
        expect((await session.run('test', '--coverage-min', '33%')).exitCode).toBe(0);
        const { exitCode, stderr } = await session.run('test', '--coverage-min', '34%');
        expect({ exitCode, stderr }).toEqual({
            exitCode: 1,
            stderr: 'Too little is reached: 33.3% (2 of 6), and at least 34% is asked for.\n',
        });
    });

    test('--coverage-format json is the only document on standard output', async () => {
        const { stdout, stderr } = await openSession({ 'a.loyalty': failing }).run(
            'test',
            '--coverage',
            '--coverage-format',
            'json',
        );
        expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
        expect(stderr).toContain('1 test passed.');
    });

    test('--coverage-report writes what its ending says', async () => {
        const session = openSession({ 'a.loyalty': failing });
        const names = ['c.html', 'c.md', 'c.json', 'c.txt', 'c.info', 'c.xml'];
        await session.run('test', ...names.flatMap(name => ['--coverage-report', name]));
        expect(names.map(name => session.read(name).slice(0, 14).split('\n')[0])).toEqual([
            '<!doctype html',
            '# Coverage of ',
            '{',
            'Coverage of Re',
            'TN:tests',
            '<?xml version=',
        ]);
        const wrong = await session.run('test', '--coverage-report', 'c.pdf');
        expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    });

    test('--changed-since looks only at rules that a git revision has not', async () => {
        const session = openSession({ 'a.loyalty': good });
        git(session, 'init', '-q', '-b', 'main');
        git(session, 'add', '.');
        git(session, 'commit', '-q', '-m', 'first');
        const same = await session.run('test', '--changed-since', 'git:main', '--coverage-min', '100%');
        expect(same.exitCode).toBe(0);
        await session.run('fmt');
        const { writeFileSync } = await import('node:fs');
        writeFileSync(`${session.folder}/a.loyalty`, failing);
        const other = await session.run('test', '--changed-since', 'git:main', '--coverage-min', '100%');
        expect(other.exitCode).toBe(1);
        expect(other.stderr).toContain('of what has changed since git:main is reached: 33.3%');
        writeFileSync(`${session.folder}/b.loyalty`, good.replace('Rewards', 'Other'));
        const fresh = await session.run('test', 'b.loyalty', '--changed-since', 'git:main', '--coverage-min', '100%');
        expect(fresh.exitCode).toBe(0);
        const unknown = await session.run('test', '--changed-since', 'git:nowhere');
        expect(unknown).toMatchObject({
            exitCode: 2,
            stderr: "There is no revision 'nowhere' in the git repository.\n",
        });
    });

    test.each(['80', '120%', 'much'])('a minimum of %s is wrong use', async share => {
        const { exitCode } = await openSession({ 'a.loyalty': good }).run('test', '--coverage-min', share);
        expect(exitCode).toBe(2);
    });
});

test('loyalty simulate --coverage says which share of members reaches what', async () => {
    const session = openSession({
        'a.loyalty': withDataset.replace('give 1 Star', 'when purchase.net >= 50 EUR\n  give 1 Star'),
        'data.csv': 'member,at,price\nann,2026-01-05,40.00\nbob,2026-01-05,60.00\n',
    });
    const { exitCode, stdout } = await session.run(
        'simulate',
        'a.loyalty',
        '--coverage',
        '--coverage-report',
        'c.json',
    );
    expect(exitCode).toBe(0);
    expect(stdout.slice(stdout.indexOf('Which share of members reaches what'))).toMatchSnapshot();
    expect(validate(JSON.parse(session.read('c.json')))).toBe(true);
    const plain = JSON.parse((await session.run('simulate', 'a.loyalty', '--format', 'json')).stdout);
    expect(plain.coverage).toBeUndefined();
});
