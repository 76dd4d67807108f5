import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';
import { sampleComparison } from './support/comparison.ts';
import { HOSTILE, hostileComparison, hostileSimulation, hostileTests } from './support/hostile.ts';
import { elementsOf } from './support/markup.ts';
import { SARIF } from './support/sarif.ts';
import { sampleSimulation } from './support/simulation.ts';
import { sampleTests } from './support/tests.ts';

const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(SARIF);

const failing = {
    ...sampleComparison,
    conditions: [
        { text: 'cost > 1%', status: 'failed' as const, actual: '+2.40%' },
        { text: 'losers > 5%', status: 'passed' as const, actual: '0.4%' },
    ],
};

describe('what is said beside the lines of a change', () => {
    it('of tests', () => {
        expect(formats.tests.github.render(sampleTests)).toMatchInlineSnapshot(`
          "::error file=coffee.loyalty,line=200,endLine=200,col=1,endColumn=1,title=test/failed::The test 'silence is noticed' failed: expect ann gets WinBack, and it is: WinBack never fired%0Abecause WinBack: spend over last 12 months >= 100 EUR does not hold: it is 80.00 EUR
          ::error file=more.loyalty,line=4,endLine=4,col=1,endColumn=1,title=test/error::The test 'a latte for Silver members' can't be run: The test does not know a price for 'LATTE'.
          "
        `);
    });

    it('of a simulation', () => {
        expect(formats.simulation.github.render(sampleSimulation())).toMatchInlineSnapshot(`
          "::error file=programs/coffee.loyalty,line=1,endLine=1,col=1,endColumn=1,title=goal/missed::The goal 'Gold stays special' is missed: it asks for share of members in Gold between 4%25 and 8%25, and it is 3.2%25.
          "
        `);
        expect(formats.simulation.junit.render(sampleSimulation())).toMatchInlineSnapshot(`
          "<?xml version="1.0" encoding="UTF-8"?>
          <testsuites name="loyalty simulate" tests="2" failures="1" errors="0" time="0">
          <testsuite name="goals" tests="2" failures="1" errors="0" time="0">
          <testcase classname="goals" name="The program costs less than 3% of revenue" time="0">
          <system-out>2.3%</system-out>
          </testcase>
          <testcase classname="goals" name="Gold stays special" time="0">
          <failure message="The goal &#39;Gold stays special&#39; is missed: it asks for share of members in Gold between 4% and 8%, and it is 3.2%."/>
          </testcase>
          </testsuite>
          </testsuites>
          "
        `);
    });

    it('of a comparison', () => {
        expect(formats.comparison.github.render(failing)).toMatchInlineSnapshot(`
          "::error file=club.loyalty,line=1,endLine=1,col=1,endColumn=1,title=compare/fail-on::cost > 1%25 has come true: +2.40%25.
          ::warning file=club.loyalty,line=1,endLine=1,col=1,endColumn=1,title=compare/edit::Gold now starts at 1,200 EUR instead of 1,000 EUR. By itself: 15 members worse off; cost -47.00 EUR.
          ::notice file=club.loyalty,line=1,endLine=1,col=1,endColumn=1,title=compare/edit::Extra is new: gives 3 Star. By itself: 6 members better off; cost +6.00 EUR.
          "
        `);
        expect(formats.comparison.junit.render(failing)).toMatchInlineSnapshot(`
          "<?xml version="1.0" encoding="UTF-8"?>
          <testsuites name="loyalty compare" tests="3" failures="1" errors="0" time="0">
          <testsuite name="conditions" tests="2" failures="1" errors="0" time="0">
          <testcase classname="conditions" name="not cost &gt; 1%" time="0">
          <failure message="cost &gt; 1% has come true: +2.40%."/>
          </testcase>
          <testcase classname="conditions" name="not losers &gt; 5%" time="0">
          <system-out>0.4%</system-out>
          </testcase>
          </testsuite>
          <testsuite name="goals of the new version" tests="1" failures="0" errors="0" time="0">
          <testcase classname="goals of the new version" name="cheap" time="0">
          <system-out>1.99%</system-out>
          </testcase>
          </testsuite>
          </testsuites>
          "
        `);
    });
});

const kinds = [
    ['tests', formats.tests, sampleTests, hostileTests],
    ['simulation', formats.simulation, sampleSimulation(), hostileSimulation],
    ['comparison', formats.comparison, failing, hostileComparison],
] as const;

describe.each(kinds)('%s', (_, kind, sample, poisoned) => {
    const hostile = (text: string): unknown => poisoned(text);
    // Each kind renders its own documents.
    const render = (name: 'sarif' | 'github' | 'gitlab' | 'junit', document: unknown): string =>
        kind[name].render(document as never, plainSurroundings) as string;

    it('is SARIF that keeps to the standard', () => {
        for (const document of [sample, ...HOSTILE.map(hostile)]) {
            validate(JSON.parse(render('sarif', document)));
            expect(validate.errors ?? []).toEqual([]);
        }
    });

    it.each(HOSTILE.map(text => [text]))('is one annotation a line, whatever names say: %j', text => {
        const lines = render('github', hostile(text))
            .trimEnd()
            .split(/[\r\n]/);
        for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) file=[^:]*::/);
        const issues: readonly { readonly fingerprint: string }[] = JSON.parse(render('gitlab', hostile(text)));
        expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
        expect(issues).toHaveLength(lines.length);
    });

    it.each(HOSTILE.map(text => [text]))('is well-formed JUnit, whatever names say: %j', text => {
        const shape = (markup: string) =>
            elementsOf(markup).map(({ name, attributes }) => [name, ...attributes.keys()]);
        expect(shape(render('junit', hostile(text)))).toEqual(
            shape(render('junit', kind === formats.comparison ? sampleComparison : sample)),
        );
    });
});
