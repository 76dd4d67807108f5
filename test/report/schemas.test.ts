import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';
import { sampleComparison } from './support/comparison.ts';
import { sampleCoverage } from './support/coverage.ts';
import { sampleFindings } from './support/findings.ts';
import {
    HOSTILE,
    hostileComparison,
    hostileCoverage,
    hostileFindings,
    hostileSimulation,
    hostileStory,
    hostileTests,
} from './support/hostile.ts';
import { SARIF } from './support/sarif.ts';
import { sampleSimulation } from './support/simulation.ts';
import { sampleStory } from './support/story.ts';
import { sampleTests } from './support/tests.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });

const kinds = {
    findings: [sampleFindings, ...HOSTILE.map(hostileFindings)].map(each => formats.findings.json.render(each)),
    tests: [sampleTests, ...HOSTILE.map(hostileTests)].map(each => formats.tests.json.render(each)),
    simulation: [sampleSimulation(), ...HOSTILE.map(hostileSimulation)].map(each =>
        formats.simulation.json.render(each),
    ),
    comparison: [sampleComparison, ...HOSTILE.map(hostileComparison)].map(each => formats.comparison.json.render(each)),
    coverage: [
        { ...sampleCoverage, changedSince: undefined, minimum: undefined },
        sampleCoverage,
        ...HOSTILE.map(hostileCoverage),
    ].map(each => formats.coverage.json.render(each)),
    story: [sampleStory, ...HOSTILE.map(hostileStory)].map(each => formats.story.json.render(each)),
};

describe.each(Object.entries(kinds))('the schema of %s', (kind, texts) => {
    const path = new URL(`../../schemas/${kind}.schema.json`, import.meta.url);
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));

    it('holds for what is printed', () => {
        for (const text of texts) {
            validate(JSON.parse(text));
            expect(validate.errors ?? []).toEqual([]);
        }
    });

    it('misses every part that is left out', () => {
        const document: object = JSON.parse(texts[0] ?? '{}');
        for (const key of Object.keys(document)) {
            const rest = Object.fromEntries(Object.entries(document).filter(([name]) => name !== key));
            expect(validate(rest), key).toBe(false);
        }
    });
});

describe('SARIF', () => {
    const text = formats.findings.sarif.render(sampleFindings, plainSurroundings);

    it('has what version 2.1.0 requires, and nothing that it does not know', () => {
        const validate = ajv.compile(SARIF);
        validate(JSON.parse(text));
        expect(validate.errors ?? []).toEqual([]);
    });

    it('refers to its rules by number', () => {
        const [run] = JSON.parse(text).runs;
        for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    });
});
