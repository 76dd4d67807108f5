import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ComparisonDocument } from '../../src/model/documents/comparison.ts';
import { comparisonFormats } from '../../src/report/comparison/formats.ts';
import { verdict } from '../../src/report/comparison/say.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { SORT_HASH, SORT_SCRIPT } from '../../src/report/layout/sort-script.ts';
import { sampleComparison } from './support/comparison.ts';
import { HOSTILE, hostileComparison } from './support/hostile.ts';
import { elementsOf } from './support/markup.ts';

const html = (document: ComparisonDocument) => comparisonFormats.html.render(document, plainSurroundings);
const markdown = (document: ComparisonDocument) => comparisonFormats.markdown.render(document);
const text = (document: ComparisonDocument) => comparisonFormats.text.render(document, plainSurroundings);

describe('the verdict', () => {
    const nobody = { all: 100, same: 100, better: 0, worse: 0, mixed: 0 };
    const nothing: ComparisonDocument = {
        ...sampleComparison,
        members: nobody,
        delta: zero(sampleComparison.delta),
        triggers: [],
        goals: [],
    };

    it('says who wins, who loses and what it costs', () => {
        expect(verdict(sampleComparison)).toBe(
            'Of 100 members, 14 (14.0%) are worse off, 5 (5.0%) are better off, 1 (1.0%) is better in one respect and worse in another. The program costs 41.00 EUR less (-20.5%); the margin is 41.00 EUR more.',
        );
    });

    it('of a change that nobody notices is that it makes no difference', () => {
        expect(verdict(nothing)).toBe('The change makes no difference to any of the 100 members, and costs nothing.');
        expect(text(nothing)).not.toContain('Who wins');
    });

    it('of other messages only is that nobody is better or worse off', () => {
        const heard = { ...nothing, triggers: sampleComparison.triggers };
        expect(verdict(heard)).toBe(
            'None of the 100 members is better or worse off, but not everyone hears the same. The program costs what it did.',
        );
    });
});

function zero<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (key, each: unknown) =>
        typeof each === 'string' && key !== 'currency' ? each.replace(/[1-9]/g, '0').replace('-', '') : each,
    ) as T;
}

describe('the comment on a pull request', () => {
    it('is short, says the verdict first and what was edited next', () => {
        const comment = markdown(sampleComparison);
        expect(comment.length).toBeLessThan(3000);
        expect(comment).toMatchSnapshot();
    });
});

describe('the page for the terminal', () => {
    it('reads from the answer to the details', () => {
        expect(text(sampleComparison)).toMatchSnapshot();
    });
});

describe('the HTML report', () => {
    it('has one script, which its policy names, and nothing from elsewhere', async () => {
        const page = await html(sampleComparison);
        const elements = elementsOf(page);
        expect(elements.filter(({ name }) => name === 'script')).toHaveLength(1);
        expect(page).toContain(`<script>${SORT_SCRIPT}</script>`);
        expect(`sha256-${createHash('sha256').update(SORT_SCRIPT).digest('base64')}`).toBe(SORT_HASH);
        const policy = elements.find(({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy');
        expect(policy?.attributes.get('content')).toContain('script-src &#39;sha256-');
        expect(elements.filter(({ attributes }) => attributes.has('src') || attributes.has('href'))).toEqual(
            elements.filter(({ name, attributes }) => name === 'a' && attributes.get('href')?.startsWith('#')),
        );
    });

    it('tells two stories side by side', async () => {
        const page = await html(sampleComparison);
        expect(page).toContain('The story of m-1 in both versions (-12.00 EUR)');
        expect(page).toContain('<th scope="row">2026-03-02 12:00 (after 2 moments alike)</th>');
        expect(page).toContain('and more moments that differ, later');
    });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
const DRAWN = new Set(['svg', 'g', 'path', 'text', 'rect', 'tspan', 'defs', 'clipPath', 'pattern', 'circle', 'image']);

describe.each(HOSTILE.map(each => [each]))('names and messages that say %j', hostile => {
    it('change nothing of the HTML but its texts', async () => {
        const shape = (page: string): string[] =>
            elementsOf(page)
                .filter(({ name }) => !DRAWN.has(name))
                .map(({ name, attributes }) => `${name} ${[...attributes.keys()].join(' ')}`);
        const page = await html(hostileComparison(hostile));
        expect(page.replace(SORT_SCRIPT, '')).not.toMatch(UNSEEN);
        expect(shape(page)).toEqual(shape(await html(sampleComparison)));
    });

    it('change nothing of the comment but its texts', () => {
        const shape = (comment: string): string[] =>
            comment
                .split('\n')
                .map(line =>
                    line.startsWith('|')
                        ? `row of ${line.match(/(?<!\\)\|/g)?.length}`
                        : (/^(#+ |- )/.exec(line)?.[0] ?? ''),
                );
        const comment = markdown(hostileComparison(hostile));
        expect(shape(comment)).toEqual(shape(markdown(sampleComparison)));
        expect(comment.replaceAll('@<!-- -->', '')).not.toMatch(/<(?!\/?(?:details|summary)>)/);
        expect(comment).not.toMatch(/(?<!\\)\]\(|!\[|(?<!\\)::?\/\/|@\w/);
    });

    it('move no cursor and forge no line of text', () => {
        expect(text(hostileComparison(hostile))).not.toMatch(UNSEEN);
        expect(text(hostileComparison(hostile))).not.toMatch(/^::error/m);
    });
});
