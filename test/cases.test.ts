import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatText } from '../src/format/format.ts';
import { compile } from '../src/language/compile.ts';
import { runTests } from '../src/simulate/tests.ts';

/**
 * Cases with known numbers, from the tests of other engines and from published programs: each file of a program with
 * its tests. What a file is about, and where its numbers come from, stands in its doc comment.
 */
const folder = fileURLToPath(new URL('./cases/', import.meta.url));
const files = globSync('**/*.loyalty', { cwd: folder }).toSorted();

test('there are cases', () => {
    expect(files.length).toBeGreaterThan(0);
});

describe.each(files)('%s', name => {
    const file = `${folder}${name}`;
    const text = readFileSync(file, 'utf8');

    test('has no errors, and its tests pass', async () => {
        const { findings, programs } = await compile([{ uri: pathToFileURL(file).href, text }]);
        const errors = findings.filter(({ severity }) => severity === 'error');
        expect(errors.map(({ message, span }) => `${span.line + 1}: ${message}`)).toEqual([]);
        const [program] = programs;
        if (program === undefined) throw new Error(`${name} declares no program`);
        const { tests, summary } = runTests(program, {});
        const failed = tests.filter(({ status }) => status !== 'passed');
        expect(
            failed.map(({ name: title, expectations, error }) => ({
                title,
                error,
                wrong: expectations.filter(each => each.status !== 'passed'),
            })),
        ).toEqual([]);
        expect(summary.tests).toBeGreaterThan(0);
    });

    test('is in the one layout', () => {
        expect(formatText(text)).toEqual({ kind: 'formatted', text });
    });
});
