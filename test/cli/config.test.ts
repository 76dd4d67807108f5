import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { root } from '../tidy/project.ts';
import { misspelt, withDataset } from './support/programs.ts';
import { openSession } from './support/session.ts';

const data = 'member,at,price\nann,2026-01-05,40.00\n';
const dearer = withDataset.replace('give 1 Star', 'give 2 Star');
const files = { 'old.loyalty': withDataset, 'new.loyalty': dearer, 'data.csv': data };
const config = (content: unknown): Readonly<Record<string, string>> => ({
    'loyalty.config.json': typeof content === 'string' ? content : JSON.stringify(content),
});

describe('loyalty.config.json', () => {
    test('says what the command line does not say', async () => {
        const session = openSession({ ...files, ...config({ compare: { failOn: ['cost > 1%'], format: 'json' } }) });
        const { exitCode, stdout } = await session.run('compare', 'old.loyalty', 'new.loyalty');
        expect(exitCode).toBe(1);
        expect(JSON.parse(stdout).conditions).toMatchObject([{ text: 'cost > 1%', status: 'failed' }]);
    });

    test('gives way to the command line', async () => {
        const session = openSession({ ...files, ...config({ compare: { failOn: ['cost > 1%'] } }) });
        const run = await session.run('compare', 'old.loyalty', 'new.loyalty', '--fail-on', 'cost > 900%');
        expect(run.exitCode).toBe(0);
    });

    test('says where the data lies, from its own folder', async () => {
        const { 'data.csv': _, ...programs } = files;
        const session = openSession({ ...programs, 'all/data.csv': data, ...config({ data: 'all' }) });
        const { exitCode, stdout } = await session.run('simulate', 'old.loyalty');
        expect(exitCode).toBe(0);
        expect(stdout).toContain('40.00');
    });

    test('presets what is true or false', async () => {
        const session = openSession({ 'a.loyalty': misspelt, ...config({ check: { fix: true } }) });
        await session.run('check', 'a.loyalty');
        expect(session.read('a.loyalty')).toContain('give 1 Star');
    });

    test.each([
        ['{', "'loyalty.config.json' must be JSON.\n"],
        ['[]', "'loyalty.config.json' must be a JSON object.\n"],
        [{ comparre: {} }, "Did you mean 'compare'?\n"],
        [{ compare: [] }, "'compare' in 'loyalty.config.json' must be an object with options.\n"],
        [{ compare: { failOm: 'x' } }, "must be an option of 'loyalty compare'. Did you mean 'failOn'?\n"],
        [{ compare: { format: 'pdf' } }, "'compare.format' in 'loyalty.config.json' is 'pdf'. It must be one of text"],
        [{ compare: { maxRejects: 'many' } }, 'It must be a share such as 1% or 0.01.\n'],
        [{ compare: { from: true } }, 'must be text, a number, or a list of them.\n'],
        [{ data: 7 }, "'data' in 'loyalty.config.json' must be text, or a list of texts.\n"],
    ])('%j is refused in one sentence', async (content, message) => {
        const session = openSession({ ...files, ...config(content) });
        const { exitCode, stdout, stderr } = await session.run('compare', 'old.loyalty', 'new.loyalty');
        expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
        expect(stderr).toContain(message);
    });

    test('has a published schema', () => {
        const schema = JSON.parse(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'));
        const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
        const [, example = ''] =
            readFileSync(join(root, 'docs/config.md'), 'utf8').match(/```json\n([\s\S]*?)```/) ?? [];
        expect(validate(JSON.parse(example)), JSON.stringify(validate.errors)).toBe(true);
        expect(validate({ data: 7 })).toBe(false);
    });
});
