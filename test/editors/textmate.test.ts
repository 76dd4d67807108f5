import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IRawGrammar } from 'vscode-textmate';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Contributed {
    readonly scopeName: string;
    readonly path: string;
    readonly injectTo?: readonly string[];
}

const contributed: readonly Contributed[] = JSON.parse(read('package.json')).contributes.grammars;

/** What matters here of the grammar that editors have for Markdown: a fence in a language that it does not know is plain text. */
const markdown: IRawGrammar = {
    scopeName: 'text.html.markdown',
    patterns: [
        { match: '^#+ .*$', name: 'markup.heading.markdown' },
        {
            begin: '(^|\\G)\\s*(`{3,}|~{3,})\\s*(?=([^`]*)?$)',
            end: '(^|\\G)\\s*(\\2)\\s*$',
            name: 'markup.fenced_code.block.markdown',
        },
        { match: '`[^`]+`', name: 'markup.inline.raw.string.markdown' },
    ],
    repository: { $self: {}, $base: {} },
};

const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

/** The engine that VS Code colours with, and the grammars that the extension brings. */
const registry = new textmate.Registry({
    onigLib: Promise.resolve({
        createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
        createOnigString: text => new oniguruma.OnigString(text),
    }),
    loadGrammar: async scope => {
        if (scope === markdown.scopeName) return markdown;
        const found = contributed.find(each => each.scopeName === scope);
        return found ? JSON.parse(read(found.path)) : null;
    },
    getInjections: scope => contributed.filter(each => each.injectTo?.includes(scope)).map(each => each.scopeName),
});

/** Each word with its scopes, a line each; blanks between words are left out. */
async function scopesOf(text: string, scope: string): Promise<readonly string[]> {
    const grammar = await registry.loadGrammar(scope);
    if (!grammar) throw new Error(`There is no grammar ${scope}.`);
    let stack = textmate.INITIAL;
    return text.split('\n').flatMap(line => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
        stack = ruleStack;
        return tokens
            .map(({ startIndex, endIndex, scopes }) => ({ word: line.slice(startIndex, endIndex).trim(), scopes }))
            .filter(({ word }) => word !== '')
            .map(({ word, scopes }) => `${word}  ${scopes.slice(1).join(' ')}`.trimEnd());
    });
}

test('the words of an example have the scopes that themes colour', async () => {
    const scopes = await scopesOf(read('examples/coffee/coffee.loyalty'), 'source.loyalty');
    await expect(`${scopes.slice(0, 260).join('\n')}\n`).toMatchFileSnapshot('golden/coffee.scopes.txt');
});

test('nothing of an example is left open: the last line is coloured as it would be alone', async () => {
    for (const name of ['coffee', 'stays', 'fertiliser']) {
        const text = `${read(`examples/${name}/${name}.loyalty`).trimEnd()}\nearn Last on purchase { give 1 Star }`;
        const alone = await scopesOf('earn Last on purchase { give 1 Star }', 'source.loyalty');
        expect((await scopesOf(text, 'source.loyalty')).slice(-alone.length)).toEqual(alone);
    }
});

test.each([
    ['```loyalty', '```'],
    ['~~~ loyalty title="rules"', '~~~'],
    ['````Loyalty', '````'],
])('in Markdown, what stands in %s is coloured as a program', async (open, close) => {
    const program = 'points Star { worth 0.02 EUR } // what one costs';
    const text = `# Rules\n\nSee \`points\`:\n\n${open}\n${program}\n${close}\n\npoints Star are no program here\n`;
    const scopes = await scopesOf(text, 'text.html.markdown');
    const inside = scopes.filter(each => each.includes('meta.embedded.block.loyalty'));
    const alone = await scopesOf(program, 'source.loyalty');
    const lastScope = (each: string): string => `${each.split('  ')[0]} ${each.split(' ').at(-1)}`;
    expect(inside.map(lastScope)).toEqual(
        alone.map(each => (each.includes('  ') ? lastScope(each) : `${each} meta.embedded.block.loyalty`)),
    );
    expect(scopes.filter(each => each.startsWith('points Star are'))).toEqual(['points Star are no program here']);
    expect(scopes).toContain('`points`  markup.inline.raw.string.markdown');
});

test('in Markdown, a fence of another language is left alone', async () => {
    const scopes = await scopesOf('```text\npoints Star { worth 0.02 EUR }\n```\n', 'text.html.markdown');
    expect(scopes.join('\n')).not.toContain('loyalty');
});

test('a fence in a list, indented, ends where it ends', async () => {
    const text = '- see\n\n  ```loyalty\n  points Star {}\n  ```\n\nearn is a word\n';
    const scopes = await scopesOf(text, 'text.html.markdown');
    expect(scopes.filter(each => each.includes('meta.embedded')).length).toBeGreaterThan(0);
    expect(scopes.at(-1)).toBe('earn is a word');
});
