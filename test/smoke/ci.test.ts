import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* What services and containers do, without them: the steps of the workflow on a history in git, the files of the image. */

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loyalty-ci-'));
    command(join(root, 'bin/loyalty.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts the command on the path. */
function command(script: string): void {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    const loyalty = join(folder, 'bin/loyalty');
    writeFileSync(loyalty, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
    chmodSync(loyalty, 0o755);
}

const environment = (more: Readonly<Record<string, string>>) => {
    const { GITHUB_ACTIONS: _, ...own } = process.env;
    return { ...own, PATH: `${folder}/bin:${process.env.PATH}`, NO_COLOR: '1', ...more };
};

const loyalty = (cwd: string, ...args: readonly string[]) =>
    execFileSync('loyalty', args, { cwd, env: environment({}), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Forty members are enough to see something. */
function project(name: string): string {
    const path = join(folder, name);
    loyalty(folder, 'init', name);
    for (const file of ['members', 'purchases', 'returns']) {
        const table = join(path, 'data', `${file}.csv`);
        const [head = '', ...rows] = readFileSync(table, 'utf8').split('\n');
        writeFileSync(table, [head, ...rows.filter(row => /M00[0-3]\d/.test(row)), ''].join('\n'));
    }
    git(path, 'init', '--quiet', '--initial-branch', 'main');
    commit(path, 'Our rewards');
    return path;
}

const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', ...args], { cwd });

function commit(path: string, message: string): void {
    git(path, 'add', '.');
    git(path, 'commit', '--quiet', '--message', message);
}

function edit(path: string, before: string, after: string): void {
    const program = join(path, 'rewards.loyalty');
    const text = readFileSync(program, 'utf8');
    expect(text).toContain(before);
    writeFileSync(program, text.replaceAll(before, after));
}

function steps(cwd: string, more: Readonly<Record<string, string>>) {
    const { status, stdout } = spawnSync('sh', ['ci.sh'], { cwd, env: environment(more), encoding: 'utf8' });
    return { status, stdout, comment: readFileSync(join(cwd, 'ci-out/comment.md'), 'utf8') };
}

describe('the steps of the workflow', () => {
    test('on a change of one number, end in the comment that the pull request gets', () => {
        const path = project('changed');
        git(path, 'checkout', '--quiet', '-b', 'silver');
        edit(path, 'tier Silver from 200 EUR', 'tier Silver from 210 EUR');
        commit(path, 'Silver starts a little later');
        const { status, stdout, comment } = steps(path, { BASE: 'main', GITHUB_ACTIONS: 'true' });
        expect(comment).toMatchSnapshot();
        expect(stdout).toMatch(
            /^::\w+ file=rewards\.loyalty,line=\d+,.*title=compare\/edit::Silver now starts at 210 EUR/m,
        );
        expect(status, stdout).toBe(1);
    });

    test('on a change that breaks a test, show the line', () => {
        const path = project('broken');
        edit(path, 'give 1 Star per 1 EUR', 'give 2 Star per 1 EUR');
        commit(path, 'Twice as much');
        const { status, stdout, comment } = steps(path, { BASE: 'main~1', GITHUB_ACTIONS: 'true' });
        expect(status).toBe(1);
        expect(stdout).toMatch(/^::error file=rewards\.loyalty,line=\d+,.*title=test\/failed::/m);
        expect(comment).toContain('Base now gives 2 Star per 1 EUR instead of 1 Star per 1 EUR.');
    });

    test.each([
        '0000000000000000000000000000000000000000',
        'nowhere',
        '--help',
        'main; touch hacked',
        '$(touch hacked)',
    ])('say so where there is no version before: %s', base => {
        const path = join(folder, 'alone');
        if (!existsSync(path)) project('alone');
        // What is asked for is the script: the command says nothing and does nothing.
        const silent = join(folder, 'silent');
        mkdirSync(silent, { recursive: true });
        writeFileSync(join(silent, 'loyalty'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
        const { status, comment } = steps(path, { BASE: base, PATH: `${silent}:${process.env.PATH}` });
        expect(status).toBe(0);
        expect(comment).toBe('There is no version before this one that it could be compared with.\n');
        expect(existsSync(join(path, 'hacked'))).toBe(false);
    });
});

test('the image has all that the command needs', () => {
    const copied = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^COPY --from=build (\S+) (\S+)$/gm)];
    expect(copied.length).toBeGreaterThan(0);
    for (const [, from = '', to = ''] of copied) {
        mkdirSync(dirname(join(folder, 'image', to)), { recursive: true });
        cpSync(from.replace('/loyalty', root), join(folder, 'image', to), { recursive: true, dereference: true });
    }
    command(join(folder, 'image/loyalty/bin/loyalty.js'));
    const path = project('in-image');
    expect(loyalty(path, 'check')).toContain('Nothing to report in 1 file.');
    expect(loyalty(path, 'simulate', '.')).toContain('Revenue');
    expect(loyalty(path, 'compare', 'git:main', 'rewards.loyalty')).toContain('The change makes no difference');
});
