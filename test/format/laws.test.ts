import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../src/format/edits.ts';
import { formatEdits, formatRange, formatText } from '../../src/format/format.ts';
import { DECLARATION_KEYWORDS } from '../../src/language/lexer.ts';
import { randomProgram } from './support/programs.ts';
import { commentsOf, declarationLines, declarationWords, meaningOf, wordsOf } from './support/tokens.ts';

const samples = ['coffee', 'stays', 'fertiliser'].map(name =>
    readFileSync(new URL(`programs/${name}.loyalty`, import.meta.url), 'utf8'),
);
const sampleWords = samples.flatMap(declarationWords);
vi.setConfig({ testTimeout: 180_000 });

const width = fc.constantFrom(100, 100, 72, 40, 20);

/** What may stand between two words, over and above a blank; `#` becomes a number of its own. */
const noise = fc.oneof(
    { weight: 14, arbitrary: fc.constant(' ') },
    { weight: 3, arbitrary: fc.constantFrom('\n', '\n\n', '\n\n\n\n', '\t', '   ', '\r\n', '\u00a0', '\n\t\t') },
    {
        weight: 2,
        arbitrary: fc.constantFrom(
            ' // c#\n',
            '\n// c#\n',
            '\n\n// c#\n\n',
            ' //\n',
            '// 日本語 👍🏽 e\u0301 #\n',
            '//\tc#  \n',
        ),
    },
    {
        weight: 2,
        arbitrary: fc.constantFrom(
            '/* c# */',
            ' /* c# */ ',
            '\n/* c# */\n',
            '\n/** c#\n   * d\n */\n',
            '/* c#\n\t\tdeep\n  flat */',
            '\n/*\n   c#\n*/',
        ),
    },
);

/** One or more declarations of the samples, with noise between their words. */
const noisyProgram = fc
    .tuple(
        fc.array(fc.constantFrom(...sampleWords), { minLength: 1, maxLength: 3 }),
        fc.array(noise, { minLength: 60, maxLength: 260 }),
    )
    .map(([declarations, between]) => interleave(declarations.flat(), between));

describe('layout', () => {
    it('keeps what a program says and all its comments, wherever comments and line ends stand', () => {
        fc.assert(
            fc.property(noisyProgram, width, (text, columns) => expectLaws(text, columns)),
            { numRuns: 400 },
        );
    });

    it('keeps what random programs say', () => {
        fc.assert(
            fc.property(randomProgram, width, (text, columns) => expectLaws(text, columns)),
            { numRuns: 300 },
        );
    });

    it('keeps random programs with noise between their words', () => {
        const noisy = fc
            .tuple(randomProgram, fc.array(noise, { minLength: 40, maxLength: 200 }))
            .map(([text, between]) => interleave(wordsOf(text), between));
        fc.assert(
            fc.property(noisy, width, (text, columns) => expectLaws(text, columns)),
            { numRuns: 300 },
        );
    });

    it('is the same for every width once lines are short', () => {
        for (const text of samples)
            expect(formatted(formatted(text, 40), 100).split('\n').length).toBeLessThanOrEqual(
                formatted(text, 40).split('\n').length,
            );
    });
});

describe('edits', () => {
    it('turn a text into its layout', () => {
        fc.assert(
            fc.property(noisyProgram, text => {
                const result = formatEdits(text);
                if (result.kind === 'refused') throw new Error(result.reason);
                expect(applyEdits(text, result.edits)).toBe(formatted(text));
            }),
            { numRuns: 200 },
        );
    });

    it('are none for a text that is laid out', () => {
        for (const text of samples) expect(formatEdits(formatted(text))).toMatchObject({ edits: [] });
    });
});

describe('the layout of some lines', () => {
    it('changes only lines of the declarations that they touch', () => {
        fc.assert(
            fc.property(noisyProgram, fc.nat(40), fc.nat(10), (text, start, length) => {
                const result = formatRange(text, { start, end: start + length });
                if (result.kind === 'refused') throw new Error(result.reason);
                const lines = declarationLines(text).filter(each => each.start <= start + length && each.end >= start);
                for (const edit of result.edits) {
                    const [first, last] = [lineOf(text, edit.start), lineOf(text, edit.end)];
                    expect(
                        lines.some(each => each.start <= first && last <= each.end),
                        `${first}-${last} of ${JSON.stringify(lines)}\n${text}`,
                    ).toBe(true);
                }
                expect(applyEdits(text, result.edits)).toBe(result.text);
                expect(meaningOf(result.text)).toEqual(meaningOf(text));
                expect(commentsOf(result.text)).toEqual(commentsOf(text));
            }),
            { numRuns: 200 },
        );
    });

    it('of all lines leaves only the lines between declarations', () => {
        for (const text of samples) {
            const result = formatRange(text, { start: 0, end: 10_000 });
            expect(result.kind === 'formatted' && formatted(result.text)).toBe(formatted(text));
        }
    });
});

function expectLaws(text: string, columns: number): void {
    const once = formatted(text, columns);
    expect(meaningOf(once)).toEqual(meaningOf(text));
    expect(commentsOf(once)).toEqual(commentsOf(text));
    expect(formatted(once, columns)).toBe(once);
    const plain = once.replaceAll('\r\n', '\n');
    expect(plain).not.toMatch(/[ \t]\n|\n\n\n|^\n|\n\n$/);
    expect(plain.replaceAll(/"[^"\n]*"/g, '')).not.toMatch(/[\t\0]/);
    if (plain !== '') expect(plain.endsWith('\n')).toBe(true);
}

function formatted(text: string, columns = 100): string {
    const result = formatText(text, { width: columns });
    if (result.kind === 'refused') throw new Error(`${result.reason} (line ${result.line})\n${text}`);
    return result.text;
}

/** Words with noise between them. Within a block, no word that begins a declaration may stand at the very start of a line. */
function interleave(words: readonly string[], between: readonly string[]): string {
    let depth = 0;
    return words
        .map((word, index) => {
            const gap = (between[index % between.length] ?? ' ').replace('#', String(index));
            const indent = depth > 0 && DECLARATION_KEYWORDS.has(word) && /[\n]$/.test(gap) ? ' ' : '';
            depth += word === '{' ? 1 : word === '}' ? -1 : 0;
            return (words[index - 1] === '/' ? ' ' : '') + gap + indent + word;
        })
        .join('');
}

function lineOf(text: string, at: number): number {
    return text.slice(0, at).split('\n').length - 1;
}
