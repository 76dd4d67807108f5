import { describe, expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import type { Program } from '../../src/model/program.ts';
import { runTests } from '../../src/simulate/tests.ts';
import { ruleNamed } from '../../src/simulate/witness/rule.ts';
import { sayWitness } from '../../src/simulate/witness/say-witness.ts';
import { findWitness } from '../../src/simulate/witness/search.ts';
import { exampleFiles } from '../server/support/examples.ts';

/** Rules that need a history which nobody comes upon by trying: accounts over months, or many stays. */
const OUT_OF_REACH: Readonly<Record<string, readonly string[]>> = {
    airline: ['AlmostThere'],
    bank: ['LoanFee'],
    stays: ['PartnerRate', 'Thanks'],
};

describe.each([...exampleFiles()])('each rule of %s', (name, files) => {
    test('has a history in which it does something, and that history is a test which holds', async () => {
        const [program] = (await compile(files)).programs;
        if (!program) throw new Error('Every example is a program.');
        const texts: string[] = [];
        for (const rule of rulesOf(program)) {
            if (OUT_OF_REACH[name]?.includes(rule.name)) continue;
            const witness = await findWitness(rule, program);
            expect(witness, rule.name).toBeDefined();
            if (witness) texts.push(sayWitness(witness, `what ${rule.name} does`, rule, program));
        }
        const [root] = program.files;
        const again = await compile(
            files.map(file => (file.uri === root ? { ...file, text: `${file.text}\n${texts.join('\n\n')}\n` } : file)),
        );
        expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const { tests } = runTests(again.programs[0] ?? program, { filter: 'what ' });
        expect(tests.filter(({ name, status }) => /^what \w+ does$/.test(name) && status !== 'passed')).toEqual([]);
        expect(tests.length).toBeGreaterThanOrEqual(texts.length);
    });
});

const rulesOf = (program: Program) =>
    [program.earns, program.prices, program.triggers, program.rewards].flatMap(rules =>
        rules.flatMap(({ name }) => ruleNamed(name, program) ?? []),
    );
