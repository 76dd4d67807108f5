import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { good, withDataset } from './support/programs.ts';
import { openSession, type Session } from './support/session.ts';

const data = `member,at,price
ann,2026-01-05,40.00
bob,2026-01-07,12.50
ann,2026-02-09,10.00
`;
const dearer = withDataset.replace('give 1 Star', 'give 2 Star');
const files = { 'old.loyalty': withDataset, 'new.loyalty': dearer, 'data.csv': data };

describe('compare', () => {
    test('says who wins and what it costs', async () => {
        const { exitCode, stdout, stderr } = await openSession(files).run('compare', 'old.loyalty', 'new.loyalty');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout).toContain('Base now gives 2 Star per 1 EUR instead of 1 Star per 1 EUR.');
        expect(stdout).toContain('Of 2 members, 2 (100.0%) are better off, nobody is worse off.');
    });

    test('--format json is a document of the published schema', async () => {
        const { stdout } = await openSession(files).run('compare', 'old.loyalty', 'new.loyalty', '--format', 'json');
        const document = JSON.parse(stdout);
        const schema = JSON.parse(readFileSync(join(root, 'schemas', 'comparison.schema.json'), 'utf8'));
        const validate = new Ajv2020({ strict: false }).compile(schema);
        expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
        expect(document).toMatchObject({
            old: { label: 'old.loyalty', file: 'old.loyalty' },
            new: { label: 'new.loyalty' },
            members: { all: 2, better: 2 },
            delta: { cost: { amount: '1.26', currency: 'EUR' }, points: { Star: { issued: '63' } } },
        });
    });

    test('a condition that comes true is exit code 1', async () => {
        const session = openSession(files);
        const run = (condition: string) => session.run('compare', 'old.loyalty', 'new.loyalty', '--fail-on', condition);
        expect((await run('cost > 200%')).exitCode).toBe(0);
        const failed = await run('cost > 1%');
        expect(failed.exitCode).toBe(1);
        expect(failed.stdout).toContain("✗ 'cost > 1%' is true: +1.26 EUR, +101.61%");
        const wrong = await run('cots > 1%');
        expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
        expect(wrong.stderr).toContain("Did you mean 'cost'?");
    });

    test.each(['html', 'md', 'json', 'txt'])('--report r.%s', async ending => {
        const session = openSession(files);
        const { stderr } = await session.run('compare', 'old.loyalty', 'new.loyalty', '--report', `r.${ending}`);
        expect(stderr).toBe(`The report is in 'r.${ending}'.\n`);
        expect(session.read(`r.${ending}`)).toContain('1.26');
    });

    test('--report to something else is refused before any work', async () => {
        const { exitCode, stderr } = await openSession().run('compare', 'a', 'b', '--report', 'r.pdf');
        expect({ exitCode, stderr }).toEqual({
            exitCode: 2,
            stderr: "'r.pdf' must end with one of .txt, .md, .json, .html, .xml, .sarif, .github.txt, .gitlab.json: it decides the format.\n",
        });
    });
});

describe('compare refuses in one sentence', () => {
    const refusal = async (old: string, fresh: string): Promise<string> => {
        const session = openSession({ 'old.loyalty': old, 'new.loyalty': fresh, 'data.csv': data });
        const { exitCode, stdout, stderr } = await session.run('compare', 'old.loyalty', 'new.loyalty');
        expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
        return stderr;
    };

    test('versions in different currencies', async () => {
        expect(await refusal(withDataset, dearer.replaceAll('EUR', 'GBP'))).toBe(
            "The versions can't be compared: 'old.loyalty' is in EUR, 'new.loyalty' in GBP.\n",
        );
    });

    test('versions with different members', async () => {
        const field = (type: string): string => `${withDataset}\nmember { vip : ${type} }\n`;
        expect(await refusal(field('text'), field('number'))).toBe(
            "The versions have different members: 'vip' is text in 'old.loyalty' and a number in 'new.loyalty', so the same data can't be read for both.\n",
        );
    });

    test('a version with an error', async () => {
        const session = openSession({ ...files, 'old.loyalty': withDataset.replace('1 Star per', '1 Sta per') });
        const { exitCode, stderr } = await session.run('compare', 'old.loyalty', 'new.loyalty');
        expect(exitCode).toBe(1);
        expect(stderr).toContain("Unknown unit 'Sta'. Did you mean 'Star'?");
    });
});

describe('a version of the past', () => {
    const git = (session: Session, ...args: readonly string[]): void => {
        const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
        execFileSync('git', [...who, ...args], { cwd: session.folder, stdio: 'ignore' });
    };

    /** A repository with the old version committed and the new one in the working tree. */
    function repository(more: Readonly<Record<string, string>> = {}): Session {
        const session = openSession({ 'rules/club.loyalty': withDataset, 'rules/data.csv': data, ...more });
        git(session, 'init', '-q', '-b', 'main', '.');
        git(session, 'add', '.');
        git(session, 'commit', '-qm', 'first');
        return session;
    }

    async function change(session: Session, path: string, text: string): Promise<void> {
        const { writeFileSync } = await import('node:fs');
        writeFileSync(join(session.folder, path), text);
    }

    test.each([
        ['git:main', 'rules/club.loyalty'],
        ['git:main', 'rules'],
        ['git:HEAD', 'rules/club.loyalty'],
        ['git:main:rules/club.loyalty', 'rules/club.loyalty'],
        ['git:main:./rules/club.loyalty', 'rules/club.loyalty'],
        ['git:main:rules', 'rules'],
        ['git:main~0:rules', 'rules/club.loyalty'],
    ])('%s against %s', async (old, fresh) => {
        const session = repository();
        await change(session, 'rules/club.loyalty', dearer);
        const { exitCode, stdout, stderr } = await session.run('compare', old, fresh);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout).toContain('Base now gives 2 Star per 1 EUR instead of 1 Star per 1 EUR.');
        expect(stdout).toContain(`${old} against ${fresh}`);
    });

    test('is read with what it imported then', async () => {
        const [head = '', rest = ''] = withDataset.split('points Star');
        const [rules = '', tail = ''] = rest.split('test "');
        const parts = `points Star${rules}`;
        const main = `import "parts.loyalty"\n${head}test "${tail}`;
        const session = repository({ 'rules/club.loyalty': main, 'rules/parts.loyalty': parts });
        await change(session, 'rules/parts.loyalty', parts.replace('1 Star', '3 Star'));
        const { stdout } = await session.run('compare', 'git:main', 'rules/club.loyalty');
        expect(stdout).toContain('Base now gives 3 Star per 1 EUR instead of 1 Star per 1 EUR.');
    });

    test('that is the same is said to change nothing', async () => {
        const { stdout } = await repository().run('compare', 'git:main', 'rules');
        expect(stdout).toContain('The change makes no difference to any of the 2 members, and costs nothing.');
    });

    test.each([
        ['git:nope', 'rules', "There is no revision 'nope' in the git repository.\n"],
        ['git:--help', 'rules', "There is no revision '--help' in the git repository.\n"],
        ['git:main;touch x', 'rules', "There is no revision 'main;touch x' in the git repository.\n"],
        ['git:main:other.loyalty', 'rules', "There is no program 'other.loyalty' in revision 'main'.\n"],
        ['git:main:../x.loyalty', 'rules', 'must lie in the repository'],
        ['git:', 'rules', "'git:' must name a revision: git:main, or git:main:path/of/program.\n"],
        ['git:main', 'git:HEAD', "'git:main' and 'git:HEAD' must say which program: git:HEAD:path/of/program.\n"],
    ])('%s is refused in one sentence', async (old, fresh, message) => {
        const session = repository();
        const { exitCode, stdout, stderr } = await session.run('compare', old, fresh);
        expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
        expect(stderr).toContain(message);
        expect(session.files().filter(path => !path.startsWith('.git/'))).toEqual([
            'rules/club.loyalty',
            'rules/data.csv',
        ]);
    });

    test('needs a repository', async () => {
        const { exitCode, stderr } = await openSession({ 'a.loyalty': good }).run('compare', 'git:main', 'a.loyalty');
        expect(exitCode).toBe(2);
        expect(stderr).toContain('is in no git repository');
    });
});
