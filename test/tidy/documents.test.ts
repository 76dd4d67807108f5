import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/program.ts';
import { lines } from './layers.ts';
import { filesBelow, root, textOf } from './project.ts';

describe('ARCHITECTURE.md', () => {
    const text = textOf('ARCHITECTURE.md');

    test('shows the table of layers as it is', () => {
        const table = lines.map((folders, index) => ` ${index + 1}  ${folders.join('  ')}`).join('\n');
        expect(text).toContain(`\`\`\`text\n${table}\n\`\`\``);
    });

    test('maps every folder of src', () => {
        const folders = new Set(
            filesBelow('src')
                .filter(it => it.split('/').length > 2)
                .map(it => it.split('/')[1]),
        );
        expect([...folders].filter(folder => !text.includes(`\`src/${folder}\``))).toEqual([]);
    });

    test('names no folder or file that is not there', () => {
        const named = [...text.matchAll(/`((?:src|test|docs|scripts)\/[\w./-]+)`/g)].map(([, path = '']) => path);
        expect(named.filter(path => !existsSync(posix.join(root, path)))).toEqual([]);
    });
});

describe('the reference in docs/language', () => {
    /** Grammar files that are no constructs. */
    const noConstructs = new Set(['loyalty', 'terminals']);
    const constructs = filesBelow('src/language/grammar').map(path => posix.basename(path, '.langium'));

    test('has a page for every construct', () => {
        const missing = constructs.filter(it => !noConstructs.has(it) && !existsSync(`${root}docs/language/${it}.md`));
        expect(missing).toEqual([]);
    });

    test('has no page that its index does not name', () => {
        const index = textOf('docs/language/index.md');
        const pages = filesBelow('docs/language').map(path => posix.basename(path));
        expect(pages.filter(page => page !== 'index.md' && !index.includes(`(${page})`))).toEqual([]);
    });
});

test('links between documents lead to files that are there', () => {
    const documents = [...filesBelow('docs'), 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
    const broken = documents.flatMap(path =>
        [...textOf(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
            .map(([, target = '']) => posix.join(posix.dirname(path), target))
            .filter(target => !existsSync(root + target))
            .map(target => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
});

test('every decision is in the list of decisions', () => {
    const list = textOf('docs/decisions/README.md');
    const pages = filesBelow('docs/decisions').map(path => posix.basename(path));
    expect(pages.filter(page => page !== 'README.md' && !list.includes(`(${page})`))).toEqual([]);
});

test('every script of package.json that people need is in CONTRIBUTING.md', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const text = textOf('CONTRIBUTING.md') + textOf('README.md');
    const parts = new Set(['types', 'lint']);
    const isNamed = (name: string) => text.includes(name === 'test' ? 'npm test' : `npm run ${name}`);
    expect(Object.keys(scripts).filter(name => !parts.has(name) && !isNamed(name))).toEqual([]);
});

test('every command is in the README', () => {
    const readme = textOf('README.md');
    expect(commands.filter(it => !readme.includes(`\`loyalty ${it.name}`)).map(it => it.name)).toEqual([]);
});
