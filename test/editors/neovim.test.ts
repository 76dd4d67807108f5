import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const neovim = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
const isHere = neovim.status === 0;
const folder = mkdtempSync(join(tmpdir(), 'loyalty-neovim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

if (!isHere && process.env.LOYALTY_EDITORS === 'required') throw new Error('There is no nvim, and it is required.');
if (!isHere) console.warn('There is no nvim on this machine: the server is not tried in Neovim.');

const program = `program P { currency EUR timezone "UTC" }
points Star { worth 0.01 EUR }
tiers Status {
qualify by spend over last 12 months
tier Friend
tier Gold from 300 EUR
}
earn Base on purchase {
  when Status is at least Gold
  give 1 Sta per 1 EUR
}
`;

interface Seen {
    readonly problem?: string;
    readonly [what: string]: unknown;
}

/** What `neovim.lua` saw. */
function inNeovim(): Seen {
    const answers = join(folder, 'answers.json');
    const command = [
        process.execPath,
        fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url)),
        'lsp',
        '--stdio',
    ];
    writeFileSync(join(folder, 'program.loyalty'), program);
    const globals = { command, folder, answers };
    const setUp = Object.entries(globals).map(
        ([name, value]) => `${name} = vim.fn.json_decode([==[${JSON.stringify(value)}]==])`,
    );
    writeFileSync(
        join(folder, 'run.lua'),
        [...setUp, readFileSync(new URL('neovim.lua', import.meta.url), 'utf8')].join('\n'),
    );
    const options = {
        encoding: 'utf8',
        timeout: 120_000,
        env: { ...process.env, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder },
    } as const;
    const { stderr } = spawnSync(
        'nvim',
        ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${join(folder, 'run.lua')}`],
        options,
    );
    try {
        return JSON.parse(readFileSync(answers, 'utf8'));
    } catch {
        return { problem: stderr };
    }
}

test.runIf(isHere)('Neovim shows what is wrong, completes, explains, finds, renames, lays out and rewrites', () => {
    const { problem, diagnostics, completion, hover, definition, text, action, extracted } = inNeovim();
    expect(problem).toBeUndefined();
    expect(diagnostics).toEqual([
        { line: 10, code: 'names/unknown', message: "Unknown unit 'Sta'. Did you mean 'Star'?" },
    ]);
    expect(completion).toContain('Star');
    expect(hover).toContain('Gold');
    expect(definition).toBe('tier Gold from 300 EUR');
    expect(text).toBe(`program P {
  currency EUR
  timezone "UTC"
}

points Moon { worth 0.01 EUR }

tiers Status {
  qualify by spend over last 12 months
  tier Friend
  tier Gold   from 300 EUR
}

earn Base on purchase {
  when Status is at least Gold
  give 1 Moon per 1 EUR
}`);
    expect(action).toBe('Extract a segment');
    expect(extracted).toContain(
        'segment BaseMembers { when Status is at least Gold }\n\nearn Base on purchase {\n  when BaseMembers\n',
    );
});
