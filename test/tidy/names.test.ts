import { expect, test } from 'vitest';
import { filesBelow, isWritten, textOf } from './project.ts';

const folders = ['src', 'test', 'scripts', 'bench', 'docs', 'examples', 'bin'].filter(it =>
    filesBelow('').some(path => path.startsWith(`${it}/`)),
);
const files = folders.flatMap(filesBelow).filter(path => isWritten(path) && !path.includes('/__snapshots__/'));

/** Names that others decide. */
const givenNames = new Set(['README.md']);

test('files and folders are named in kebab-case', () => {
    const isKebab = (name: string) => /^\.?[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name) || givenNames.has(name);
    expect(files.filter(path => !path.split('/').every(isKebab))).toEqual([]);
});

test('no folder or file that everything else hides in', () => {
    const hidden = /^(?:utils?|helpers?|common|misc)(?:\..*)?$/;
    expect(files.filter(path => path.split('/').some(name => hidden.test(name)))).toEqual([]);
});

/** Longer than this a newcomer gets lost. */
const MOST_LINES = 300;

test(`source files have at most ${MOST_LINES} lines`, () => {
    const sources = files.filter(path => path.startsWith('src/') && path.endsWith('.ts'));
    expect(sources.filter(path => textOf(path).split('\n').length - 1 > MOST_LINES)).toEqual([]);
});

test('no path of the machine on which it was written, no host of a package registry', () => {
    const machine = /\/(?:work|home|Users|root)\/\w|registry\.[a-z]+\.[a-z]+|:4873/;
    const places = [
        ...files,
        'package.json',
        'package-lock.json',
        ...filesBelow('').filter(it => /^[^/]+\.(md|json|mjs|ts)$/.test(it)),
    ];
    const isText = /\.(ts|mjs|js|json|md|loyalty|langium|css|html|yml|sh)$/;
    const found = [...new Set(places)].filter(
        path => path !== 'test/tidy/names.test.ts' && isText.test(path) && machine.test(textOf(path)),
    );
    expect(found).toEqual([]);
});
