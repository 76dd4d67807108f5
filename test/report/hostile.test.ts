import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';
import { sampleFindings } from './support/findings.ts';
import { HOSTILE, hostileFindings, hostileSimulation, hostileStory, hostileTests } from './support/hostile.ts';
import { type Element, elementsOf } from './support/markup.ts';
import { sampleSimulation } from './support/simulation.ts';
import { sampleTests } from './support/tests.ts';

const surroundings = plainSurroundings;
/** Which elements there are and which attributes they have: names and texts must change nothing of it. */
const shape = (elements: readonly Element[]): string[] =>
    elements
        .filter(({ name }) => !DRAWN.has(name))
        .map(({ name, attributes }) => `${name} ${[...attributes.keys()].join(' ')}`);
/** How many of these a picture has depends on the width of its texts. */
const DRAWN = new Set(['svg', 'g', 'path', 'text', 'rect', 'tspan', 'defs', 'clipPath', 'pattern', 'circle', 'image']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

describe.each(HOSTILE.map(text => [text]))('a program whose names say %j', text => {
    it('changes nothing of the HTML but its texts', async () => {
        const html = await formats.simulation.html.render(hostileSimulation(text), surroundings);
        const sample = await formats.simulation.html.render(sampleSimulation(), surroundings);
        const elements = elementsOf(html);
        expect(html).not.toMatch(UNSEEN);
        expect(shape(elements)).toEqual(shape(elementsOf(sample)));
        const handlers = elements.flatMap(({ attributes }) => [...attributes.keys()].filter(key => /^on/i.test(key)));
        expect(handlers).toEqual([]);
        expect(elements.filter(({ name }) => name === 'image' || name === 'script')).toEqual([]);
    });

    it('changes nothing of the Markdown but its texts', () => {
        const shapeOf = (markdown: string): string[] => markdown.split('\n').map(line => lineShape(line));
        const markdown = formats.simulation.markdown.render(hostileSimulation(text));
        expect(shapeOf(markdown)).toEqual(shapeOf(formats.simulation.markdown.render(sampleSimulation())));
        expect(markdown.replaceAll('@<!-- -->', '')).not.toMatch(/<(?!\/?(?:details|summary)>)/);
        expect(markdown).not.toMatch(/(?<!\\)\]\(|!\[|(?<!\\)::?\/\/|@\w/);
    });

    it('stays well-formed XML', () => {
        for (const [hostile, sample] of [
            [formats.tests.junit.render(hostileTests(text)), formats.tests.junit.render(sampleTests)],
            [formats.findings.junit.render(hostileFindings(text)), formats.findings.junit.render(sampleFindings)],
        ] as const) {
            expect(shape(elementsOf(hostile))).toEqual(shape(elementsOf(sample)));
        }
    });

    it('stays one workflow command a line', () => {
        const lines = formats.findings.github
            .render(hostileFindings(text))
            .trimEnd()
            .split(/[\r\n]+/);
        expect(lines).toHaveLength(sampleFindings.findings.length);
        for (const line of lines) {
            const [, head = '', message = ''] = /^::(?:error|warning|notice) ([^:]*)::(.*)$/.exec(line) ?? [];
            expect(head.split(',').map(property => property.split('=')[0])).toContain('title');
            expect(decodeURIComponent(message.replace(/%(?!25|0A|0D)/g, '%25'))).toContain(
                text.toWellFormed().slice(0, 4),
            );
        }
    });

    it('stays JSON that says what was said', () => {
        const findings = hostileFindings(text);
        expect(JSON.parse(formats.findings.json.render(findings))).toEqual(JSON.parse(JSON.stringify(findings)));
        expect(JSON.parse(formats.findings.sarif.render(findings, surroundings)).runs[0].results).toHaveLength(3);
        expect(JSON.parse(formats.findings.gitlab.render(findings))).toHaveLength(3);
    });

    it('moves no cursor and forges no line of text', () => {
        const source = (): string => `${text}\n`.repeat(20);
        const texts = [
            formats.simulation.text.render(hostileSimulation(text), surroundings),
            formats.findings.text.render(hostileFindings(text), { ...surroundings, source }),
            formats.tests.text.render(hostileTests(text), surroundings),
            formats.story.text.render(hostileStory(text), surroundings),
        ];
        for (const rendered of texts) {
            expect(rendered).not.toMatch(UNSEEN);
            expect(rendered).not.toMatch(/^::error/m);
        }
    });
});

/** What kind of line it is, how many cells a row has. */
function lineShape(line: string): string {
    if (line.startsWith('|')) return `row of ${line.match(/(?<!\\)\|/g)?.length}`;
    return /^(#+ |- (?:✅ |❌ )?(?:\*\*)?|<\/?details>(?:<summary>)?)/.exec(line)?.[0] ?? (line === '' ? '' : 'text');
}
