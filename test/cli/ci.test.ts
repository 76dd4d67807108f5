import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/program.ts';
import { ciFiles } from '../../src/cli/starter/ci.ts';
import { root } from '../tidy/project.ts';
import { openSession } from './support/session.ts';

const written: Readonly<Record<string, string>> = { ...ciFiles.github, ...ciFiles.gitlab };
const steps = written['ci.sh'] ?? '';
const textOf = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

test.each(['.github/workflows/loyalty.yml', '.gitlab-ci.yml'])(
    '%s asks for nothing that the steps do not make',
    path => {
        const named = [...(written[path] ?? '').matchAll(/ci-out\/([\w.-]+)/g)].map(([, name = '']) => name);
        expect(named.length).toBeGreaterThan(0);
        expect(named.filter(name => !steps.includes(`$OUT/${name}`))).toEqual([]);
        expect(written[path]).toContain('sh ci.sh');
    },
);

test('nothing that somebody else names is put into a line of the shell', () => {
    const lines = (written['.github/workflows/loyalty.yml'] ?? '').split('\n').filter(line => /run:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(line => line.includes('${'))).toEqual([]);
});

test.each(Object.entries(written))('docs/ci.md shows %s as it is written', (path, text) => {
    expect(textOf('docs/ci.md'), path).toContain(text);
});

test('the hooks start commands that there are', () => {
    const entries = [...textOf('.pre-commit-hooks.yaml').matchAll(/entry: loyalty (\w+)/g)].map(([, name]) => name);
    expect(entries).toEqual(['fmt', 'check', 'test']);
    expect(entries.filter(name => !commands.some(command => command.name === name))).toEqual([]);
});

test('the image copies what is there, or what the build makes', () => {
    const made = new Set(['dist', 'node_modules/@duckdb']);
    const paths = [...textOf('Dockerfile').matchAll(/--from=build \/loyalty\/(\S+)/g)].map(([, path = '']) => path);
    expect(paths.filter(path => !made.has(path) && !existsSync(root + path))).toEqual([]);
});

describe('loyalty init --ci', () => {
    test.each(['github', 'gitlab', 'none'] as const)('%s', async service => {
        const session = openSession();
        expect((await session.run('init', '--ci', service)).exitCode).toBe(0);
        const files = session.files().filter(path => path in written);
        expect(files).toEqual(Object.keys(ciFiles[service]).sort());
    });
});

describe('loyalty check --severity', () => {
    const program = `program P {
  currency EUR
  timezone "Europe/Berlin"
}

points Star {
}
`;
    const config = (severities: object) => JSON.stringify({ severities });

    test('takes a finding for more, for less, or for nothing', async () => {
        const session = openSession({ 'a.loyalty': program });
        const run = async (level: string) => {
            const asked = ['--severity', `points/worth=${level}`, '--format', 'json'];
            const { exitCode, stdout } = await session.run('check', ...asked);
            return [exitCode, ...JSON.parse(stdout).findings.map((each: { severity: string }) => each.severity)];
        };
        expect(await run('error')).toEqual([1, 'error']);
        expect(await run('info')).toEqual([0, 'info']);
        expect(await run('off')).toEqual([0]);
    });

    test('stands in the defaults of the project, and the command line wins', async () => {
        const session = openSession({
            'a.loyalty': program,
            'loyalty.config.json': config({ 'points/worth': 'error' }),
        });
        expect((await session.run('check')).exitCode).toBe(1);
        expect((await session.run('check', '--severity', 'points/worth=off')).exitCode).toBe(0);
    });

    test.each([
        [{ 'points/wort': 'off' }, "There is no diagnostic 'points/wort'. Did you mean 'points/worth'?\n"],
        [{ 'points/worth': 'loud' }, "The severity of 'points/worth' must be one of error, warning, info, off.\n"],
        [{ 'names/unknown': 'off' }, "'names/unknown' is an error and stays one: with it a program has no meaning.\n"],
    ])('%j is refused in one sentence', async (severities, message) => {
        const session = openSession({ 'a.loyalty': program, 'loyalty.config.json': config(severities) });
        expect(await session.run('check')).toEqual({ exitCode: 2, stdout: '', stderr: message });
    });
});
