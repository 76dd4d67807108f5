import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { complete, findingsIn } from './support/marked.ts';

const page = readFileSync(new URL('../../docs/language/prices.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```loyalty\n([\s\S]*?)```/g)].map(([, text = '']) => text);

describe('the page on prices', () => {
    test.each(examples.map((text, index) => [index + 1, text] as const))('example %i compiles', async (_, text) => {
        const findings = await findingsIn(complete(text));
        expect(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message)).toEqual([]);
    });
});
