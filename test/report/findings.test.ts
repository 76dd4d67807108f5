import { describe, expect, it } from 'vitest';
import type { DiagnosticEntry } from '../../src/diagnostics/entry.ts';
import type { FindingsDocument } from '../../src/model/documents/findings.ts';
import { excerpt } from '../../src/report/findings/excerpt.ts';
import { findingsFormats } from '../../src/report/findings/formats.ts';
import { plainSurroundings, type Surroundings } from '../../src/report/format.ts';
import { COFFEE, sampleFindings } from './support/findings.ts';

const entries: readonly DiagnosticEntry[] = [
    {
        code: 'points/unknown',
        severity: 'error',
        title: 'Points that are not declared',
        explanation: 'A rule gives points that no file declares.',
        bad: 'earn A on purchase { give 1 «Sta» }',
        good: 'earn A on purchase { give 1 Star }',
        fixable: true,
    },
];
const surroundings: Surroundings = {
    ...plainSurroundings,
    width: 90,
    version: '1.2.3',
    entries,
    source: file => (file === 'programs/my coffee.loyalty' ? COFFEE : undefined),
};
const nothing: FindingsDocument = {
    schema: 'loyalty/findings/1',
    findings: [],
    summary: { files: 3, errors: 0, warnings: 0, infos: 0 },
};

describe('findings', () => {
    for (const [name, format] of Object.entries(findingsFormats)) {
        it(`as ${name}`, async () => {
            const file = `golden/findings.${name}.txt`;
            await expect(format.render(sampleFindings, surroundings)).toMatchFileSnapshot(file);
        });
    }

    it('say so when there are none', () => {
        expect(findingsFormats.text.render(nothing, surroundings)).toBe('Nothing to report in 3 files.\n');
        expect(findingsFormats.github.render(nothing)).toBe('');
        expect(JSON.parse(findingsFormats.gitlab.render(nothing))).toEqual([]);
        expect(findingsFormats.junit.render(nothing)).toContain('tests="1" failures="0"');
    });

    it('wear colours only where asked', () => {
        const plain = findingsFormats.text.render(sampleFindings, surroundings);
        const colourful = findingsFormats.text.render(sampleFindings, { ...surroundings, colour: true });
        expect(colourful).toContain('\u001b[31merror\u001b[0m');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI codes are what is looked for
        expect(colourful.replace(/\u001b\[\d+m/g, '')).toBe(plain);
    });
});

describe('the line that a finding quotes', () => {
    const range = (line: number, column: number, endColumn: number) => ({
        start: { line, column },
        end: { line, column: endColumn },
    });

    it('is marked below what is meant, tabs and wide characters counted as they are shown', () => {
        expect(excerpt('\t日本 give 1 Sta', range(1, 12, 15), 80)).toEqual({
            text: '    日本 give 1 Sta',
            underline: '                ^^^',
        });
    });

    it('has one mark where nothing has a width', () => {
        expect(excerpt('tier', range(1, 5, 5), 80)?.underline).toBe('    ^');
    });

    it('is cut where it is too long, and still shows what is meant', () => {
        const line = `${'a'.repeat(300)} Sta ${'b'.repeat(300)}`;
        const cut = excerpt(line, range(1, 302, 305), 80);
        expect(cut?.text.length).toBeLessThanOrEqual(80);
        expect(cut?.text.slice(cut.underline.indexOf('^'), cut.underline.lastIndexOf('^') + 1)).toBe('Sta');
    });

    it('is left out where the source has changed meanwhile', () => {
        expect(excerpt('one line', range(7, 1, 2), 80)).toBeUndefined();
    });
});

describe('fingerprints', () => {
    const printsOf = (document: FindingsDocument): string[] =>
        // Our own output: an array of issues with their fingerprints.
        (JSON.parse(findingsFormats.gitlab.render(document)) as { fingerprint: string }[]).map(
            issue => issue.fingerprint,
        );

    it('stay when lines come and go above, and differ between findings that say the same', () => {
        const [first] = sampleFindings.findings;
        if (first === undefined) throw new Error('the sample has findings');
        const moved = { ...first, range: { start: { line: 60, column: 9 }, end: { line: 60, column: 12 } } };
        const before = printsOf({ ...sampleFindings, findings: [first] });
        const after = printsOf({ ...sampleFindings, findings: [moved, first] });
        expect(after[0]).toBe(before[0]);
        expect(after[1]).not.toBe(after[0]);
    });
});
