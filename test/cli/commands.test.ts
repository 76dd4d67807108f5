import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/cli/diff.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { ciFiles } from '../../src/cli/starter/ci.ts';
import { starterFiles } from '../../src/cli/starter/files.ts';
import { failing, good, misspelt } from './support/programs.ts';
import { openSession } from './support/session.ts';

describe('fmt', () => {
    const untidy = good.replace('  currency EUR', 'currency    EUR');

    test('--check names what would change and fails; without it the file is changed', async () => {
        const session = openSession({ 'a.loyalty': untidy, 'b.loyalty': good });
        const checked = await session.run('fmt', '--check');
        expect(checked).toEqual({ exitCode: 1, stdout: 'a.loyalty\n', stderr: '1 file of 2 would change.\n' });
        expect(session.read('a.loyalty')).toBe(untidy);
        const changed = await session.run('fmt');
        expect(changed).toEqual({ exitCode: 0, stdout: 'a.loyalty\n', stderr: '1 file of 2 changed.\n' });
        expect(session.read('a.loyalty')).not.toBe(untidy);
        expect(await session.run('fmt', '--check')).toMatchObject({ exitCode: 0, stdout: '' });
    });

    test('what can not be read is named and left as it is, the others are formatted', async () => {
        const broken = 'program {';
        const session = openSession({ 'a.loyalty': broken, 'b.loyalty': untidy });
        const { exitCode, stdout, stderr } = await session.run('fmt');
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'b.loyalty\n' });
        expect(stderr).toMatch(/^'a\.loyalty:1' stays as it is: /);
        expect(session.read('a.loyalty')).toBe(broken);
    });

    test('a byte order mark and Windows line ends stay', async () => {
        const session = openSession({ 'a.loyalty': `\ufeff${untidy.replaceAll('\n', '\r\n')}` });
        await session.run('fmt');
        const text = session.read('a.loyalty');
        expect(text.startsWith('\ufeffprogram')).toBe(true);
        expect(text.replaceAll('\r\n', '').includes('\n')).toBe(false);
    });
});

describe('test', () => {
    test('tests that pass', async () => {
        const { exitCode, stdout } = await openSession({ 'a.loyalty': good }).run('test');
        expect(exitCode).toBe(0);
        expect(stdout).toContain('1 test passed');
    });

    test('a test that fails says what was expected, and exits with 1', async () => {
        const { exitCode, stdout } = await openSession({ 'a.loyalty': failing }).run('test');
        expect(exitCode).toBe(1);
        expect(stdout.replace(/\d+ ms/g, '0 ms')).toMatchSnapshot();
    });

    test('--filter runs only tests with this in their names', async () => {
        const { exitCode, stdout } = await openSession({ 'a.loyalty': failing }).run(
            'test',
            '--filter',
            'ONE star',
            '--format',
            'json',
        );
        expect(exitCode).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({
            schema: 'loyalty/tests/1',
            tests: [{ name: 'one star for one euro', file: 'a.loyalty', line: 14, status: 'passed' }],
            summary: { tests: 1, passed: 1, failed: 0, errors: 0 },
        });
    });

    test('--format junit', async () => {
        const { stdout } = await openSession({ 'a.loyalty': failing }).run('test', '--format', 'junit');
        expect(stdout).toMatch(/<testsuites?[^>]* tests="2"[^>]* failures="1"/);
    });

    test('a program with an error has no tests to run', async () => {
        const { exitCode, stdout, stderr } = await openSession({ 'a.loyalty': misspelt }).run('test');
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
        expect(stderr).toContain("Unknown unit 'Sta'");
    });
});

describe('init', () => {
    test('makes a project in which everything passes', async () => {
        const session = openSession();
        const made = await session.run('init', 'project');
        expect(made).toMatchObject({
            exitCode: 0,
            stdout: "A project is in 'project'. Go on with: cd project && loyalty test\n",
        });
        const data = ['members', 'purchases', 'returns'].map(it => `data/${it}.csv`);
        const files = [...Object.keys({ ...starterFiles, ...ciFiles.github }), ...data].map(it => `project/${it}`);
        expect(session.files()).toEqual(files.sort());
        for (const command of [['check', '--fail-on', 'info'], ['fmt', '--check'], ['test'], ['simulate']]) {
            const { exitCode, stderr } = await session.run(...command, 'project');
            expect({ command, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({
                command,
                exitCode: 0,
                stderr: '',
            });
        }
    });

    test('writes over nothing', async () => {
        const session = openSession({ 'rewards.loyalty': 'mine' });
        const { exitCode, stderr } = await session.run('init');
        expect({ exitCode, stderr }).toEqual({
            exitCode: 2,
            stderr: "There is a 'rewards.loyalty' in '.' already: nothing was written.\n",
        });
        expect(session.files()).toEqual(['rewards.loyalty']);
    });
});

describe('generate data', () => {
    test('writes the same files for the same seed, and others for another', async () => {
        const session = openSession();
        const make = (out: string, seed: string) =>
            session.run('generate', 'data', '--out', out, '--members', '20', '--months', '3', '--seed', seed);
        const { exitCode, stdout } = await make('one', '1');
        expect(exitCode).toBe(0);
        expect(stdout).toMatch(/^members\.csv: 20 rows\npurchases\.csv: \d+ rows\nreturns\.csv: \d+ rows\n$/);
        await make('two', '1');
        await make('three', '2');
        expect(session.read('two/purchases.csv')).toBe(session.read('one/purchases.csv'));
        expect(session.read('three/purchases.csv')).not.toBe(session.read('one/purchases.csv'));
    });
});

describe('progress', () => {
    const lines = (isTTY: boolean, env = {}) => {
        let [now, said] = [0, ''];
        const write = (text: string) => {
            said += text;
        };
        const stderr = { write, isTTY, columns: 60 };
        const progress = createProgress('Simulating', { stderr, env, now: () => now } as never);
        for (let step = 0; step <= 20; step++) {
            now += 1000;
            progress.report(step / 20, `${step} members`);
        }
        progress.end();
        return said;
    };

    test('is a bar on a terminal that is gone at the end', () => {
        const said = lines(true);
        expect(said).toContain('[████████████············] Simulating 50%, 10 members');
        expect(said.endsWith('\r\u001b[2K')).toBe(true);
        expect(said).not.toContain('\n');
    });

    test('is a line now and then where there is no terminal, and in CI', () => {
        for (const said of [lines(false), lines(true, { CI: 'true' }), lines(true, { TERM: 'dumb' })]) {
            expect(said).toBe('Simulating 45%, 9 members\nSimulating 95%, 19 members\n');
        }
    });
});

describe('the difference of two texts', () => {
    const numbers = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, at) => `${from + at}\n`).join('');

    test.each([
        ['nothing', 'a\n', 'a\n', ''],
        ['a line', 'a\nb\nc\n', 'a\nB\nc\n', '--- x\n+++ x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
        ['everything', '', 'a\n', '--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n'],
        ['the last line break', 'a', 'a\n', '--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n'],
    ])('%s', (_, before, after, difference) => {
        expect(unifiedDiff('x', before, after)).toBe(difference);
    });

    test('changes that are far from each other stand in hunks of their own', () => {
        const before = numbers(0, 40);
        const after = before.replace('5\n', 'five\n').replace('30\n', '');
        expect(unifiedDiff('x', before, after).match(/^@@.*@@$/gm)).toEqual(['@@ -3,7 +3,7 @@', '@@ -28,7 +28,6 @@']);
    });
});
