import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* What `npm run build` made, started from another folder, on our Node and on that of the machine (LOYALTY_NODE). */

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/loyalty.js');
const machine = process.env.LOYALTY_NODE;
const nodes = [process.execPath, ...(machine === undefined ? [] : [machine])];

let folder = '';
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loyalty-smoke-'));
    expect(existsSync(join(root, 'dist/cli.cjs')), "run 'npm run build' first").toBe(true);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(nodes)('%s', node => {
    const run = (...argv: readonly string[]) => {
        const { status, stdout, stderr } = spawnSync(node, [bin, ...argv], {
            cwd: folder,
            encoding: 'utf8',
            timeout: 50_000,
        });
        return { status, stdout, stderr };
    };
    const project = `project-${nodes.indexOf(node)}`;

    test('--version and --help', () => {
        expect(run('--version')).toMatchObject({ status: 0, stderr: '' });
        expect(run('--help').stdout).toContain('Usage: loyalty');
    });

    test('a project from init to report', () => {
        expect(run('init', project)).toMatchObject({ status: 0, stderr: '' });
        expect(run('check', project)).toMatchObject({ status: 0, stderr: '' });
        expect(run('fmt', '--check', project)).toMatchObject({ status: 0 });
        expect(run('test', project)).toMatchObject({ status: 0, stderr: '' });
        const report = join(project, 'report.html');
        const simulated = run('simulate', project, '--report', report, '--members', 'm.parquet');
        expect(simulated.stdout).toContain('Revenue');
        expect(simulated).toMatchObject({ status: 0 });
        expect(existsSync(join(folder, report))).toBe(true);
        expect(run('explain', 'M0001', '--program', project)).toMatchObject({ status: 0 });
        expect(run('explain', 'names/unknown')).toMatchObject({ status: 0, stderr: '' });
    });

    test('every example is without errors', () => {
        expect(run('check', join(root, 'examples'))).toMatchObject({ status: 0 });
        expect(run('test', join(root, 'examples'))).toMatchObject({ status: 0 });
    });

    test.each([
        ['loyalty lsp --stdio', [bin, 'lsp', '--stdio']],
        ['server-process.cjs --stdio', [join(root, 'dist/server-process.cjs'), '--stdio']],
    ])('%s answers initialize, and ends when it is told to', async (_, argv) => {
        const child = spawn(node, argv, { cwd: folder, stdio: 'pipe' });
        const ended = new Promise(resolve => child.on('exit', resolve));
        try {
            const answer = await ask(child, 'initialize', { processId: null, rootUri: null, capabilities: {} });
            expect(answer.result.capabilities).toMatchObject({ hoverProvider: true });
            await ask(child, 'shutdown');
            tell(child, { method: 'exit' });
            expect(await ended).toBe(0);
        } finally {
            child.kill('SIGKILL');
        }
    });

    test('the library compiles a program', () => {
        const index = pathToFileURL(join(root, 'dist/index.js')).href;
        const script = `import { compile } from '${index}';
            const { programs } = await compile([{ uri: 'file:///a.loyalty', text: 'program A { currency EUR timezone "UTC" }' }]);
            console.log(programs[0].name);`;
        const { stdout, stderr } = spawnSync(node, ['--input-type=module', '-e', script], {
            cwd: folder,
            encoding: 'utf8',
        });
        expect({ stdout, stderr }).toEqual({ stdout: 'A\n', stderr: '' });
    });
});

test('the library lets members live by a program, from another folder', () => {
    const index = pathToFileURL(join(root, 'dist/index.js')).href;
    const script = `import { loadProgram, openMembers, resumeMembers } from '${index}';
        const { program } = await loadProgram('program A { currency EUR timezone "UTC" } points Star { } earn Base on purchase { give 1 Star per 1 EUR }');
        const { members } = openMembers(program, { begins: '2026-01-01' });
        members.join('ann');
        members.apply({ id: '1', member: 'ann', event: 'purchase', at: '2026-01-02', lines: [{ price: 7 }] });
        const resumed = resumeMembers(program, JSON.parse(JSON.stringify(members.save())));
        console.log(resumed.members.balance('ann', 'Star').available);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: folder,
        encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: '7\n', stderr: '' });
    const types = readFileSync(join(root, 'dist/types/index.d.ts'), 'utf8');
    expect(types).toContain('./embed/index');
    expect(readFileSync(join(root, 'dist/types/embed/members.d.ts'), 'utf8')).toContain('What a basket would cost');
});

test('on a Node that is too old it says so in one line', () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' }); await import('${pathToFileURL(bin).href}');`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr: 'loyalty needs Node 20.18 or newer, this is Node 18.20.4.\n',
    });
});

test('where it is not built it says so in one line', () => {
    mkdirSync(join(folder, 'bin'));
    cpSync(bin, join(folder, 'bin/loyalty.cjs'));
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/loyalty.cjs')], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
        status: 2,
        stderr: "loyalty is not built yet: run 'npm run build' in its folder.\n",
    });
});

interface Answer {
    readonly id?: number;
    // What a server answers is anything that JSON can say.
    readonly result: Record<string, unknown>;
}

function tell(child: ChildProcess, message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** The answer to a request; what the server asks or tells in the meantime is passed over. */
function ask(child: ChildProcess, method: string, params?: object): Promise<Answer> {
    const id = method.length;
    return new Promise((resolve, reject) => {
        let said = '';
        child.once('exit', code => reject(new Error(`the server ended (${code}) after: ${said}`)));
        child.stdout?.on('data', data => {
            said += data;
            for (const [, body = ''] of said.matchAll(/\r\n\r\n(\{.*?\})(?=Content-Length|$)/gs)) {
                const message = parse(body);
                if (message?.id === id) resolve(message);
            }
        });
        tell(child, { id, method, params });
    });
}

/** `undefined` for a message of which a part is still to come. */
function parse(body: string): Answer | undefined {
    try {
        return JSON.parse(body) as Answer;
    } catch {
        return undefined;
    }
}
