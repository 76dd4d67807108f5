import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { storyFormats } from '../../src/report/story/formats.ts';
import { testsFormats } from '../../src/report/tests/formats.ts';
import { sampleStory } from './support/story.ts';
import { sampleTests } from './support/tests.ts';

const surroundings = { ...plainSurroundings, width: 80 };

describe('results of tests', () => {
    for (const [name, format] of Object.entries(testsFormats)) {
        it(`as ${name}`, async () => {
            const file = `golden/tests.${name}.txt`;
            await expect(format.render(sampleTests, surroundings)).toMatchFileSnapshot(file);
        });
    }

    it('are one sentence where all passed', () => {
        const tests = sampleTests.tests.slice(0, 1);
        const document = { ...sampleTests, tests, summary: { tests: 1, passed: 1, failed: 0, errors: 0 } };
        expect(testsFormats.text.render(document, surroundings)).toBe(
            'coffee.loyalty\n  ✓ a Gold member earns half again as much 3 ms\n\n1 test passed.\n',
        );
    });
});

describe("a member's story", () => {
    for (const [name, format] of Object.entries(storyFormats)) {
        it(`as ${name}`, async () => {
            const file = `golden/story.${name}.txt`;
            await expect(format.render(sampleStory, surroundings)).toMatchFileSnapshot(file);
        });
    }
});
