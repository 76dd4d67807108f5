import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { tellStory } from '../../src/simulate/story.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { sourceOf } from './support/histories.ts';
import { CLUB, programOf } from './support/programs.ts';

const program = await programOf(`${CLUB}
    budget Spring { covers Base at most 10 EUR }
    goal "cheap" { cost / revenue <= 3% }
    test "works" { member ann 2026-01-05 ann: purchase 40 EUR expect ann earned 40 Star }
    test "fails" { member ann 2026-01-05 ann: purchase 40 EUR expect ann tier Gold }
    test "ends" { member ann 2026-01-05 ann: purchase 1 units of "TEA" expect ann tier Gold }`);
const source = sourceOf(`
    2026-01-05 ann buys 1200 as A1
    2026-01-06 ann buys 60 redeeming MoneyOff
    2026-01-07 ann returns 200 of A1
    2026-02-07 bob buys 9`);
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });

async function made(kind: string): Promise<unknown> {
    if (kind === 'tests') return runTests(program);
    if (kind === 'story') return tellStory(program, source, 'ann');
    const result = await simulate({ program, source, dataset: 'Test', sample: { members: 2, seed: 1 } });
    return result.kind === 'figures' ? result.document : result;
}

it.each(['simulation', 'tests', 'story'])('what is made of a real run keeps to the schema of %s', async kind => {
    const path = new URL(`../../schemas/${kind}.schema.json`, import.meta.url);
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    validate(JSON.parse(JSON.stringify(await made(kind))));
    expect(validate.errors ?? []).toEqual([]);
});
