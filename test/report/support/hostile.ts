import type { ComparisonDocument } from '../../../src/model/documents/comparison.ts';
import type { CoverageDocument } from '../../../src/model/documents/coverage.ts';
import type { FindingsDocument } from '../../../src/model/documents/findings.ts';
import type { SimulationDocument } from '../../../src/model/documents/simulation.ts';
import type { StoryDocument } from '../../../src/model/documents/story.ts';
import type { TestsDocument } from '../../../src/model/documents/tests.ts';
import { sampleComparison } from './comparison.ts';
import { sampleCoverage } from './coverage.ts';
import { sampleFindings } from './findings.ts';
import { sampleSimulation } from './simulation.ts';
import { sampleStory } from './story.ts';
import { sampleTests } from './tests.ts';

/** What somebody might write as the title of a program or as the name of a member. */
export const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(2)>',
    '](javascript:alert(3))',
    '![x](https://evil.example/pixel.png)',
    '| pipe | pipe |',
    'line\nbreak\r\n::error file=x::forged',
    '%0A::error::forged',
    '\u001b[31mred\u001b[0m\u0007',
    '\u202egnp.exe',
    ']]>',
    "{a|styled} '{b}' $c$",
    'https://evil.example www.evil.example @everyone',
    '&lt;b&gt; &#60;',
    '\ud800 half a character',
] as const;

/** Every text that comes from a program or from data says this instead. */
export const hostileSimulation = (text: string): SimulationDocument => poisoned(sampleSimulation(), text, KEEP);
export const hostileFindings = (text: string): FindingsDocument => poisoned(sampleFindings, text, KEEP);
export const hostileTests = (text: string): TestsDocument => poisoned(sampleTests, text, KEEP);
export const hostileStory = (text: string): StoryDocument => poisoned(sampleStory, text, KEEP);
export const hostileCoverage = (text: string): CoverageDocument =>
    ({ ...poisoned(sampleCoverage, text, new Set([...KEEP, 'outcome'])), of: 'tests' }) as CoverageDocument;
/** Names stand in several places of it: they are the same everywhere. */
export function hostileComparison(text: string): ComparisonDocument {
    const keep = new Set(['schema', 'currency', 'kind', 'change', 'status', 'amount', 'at', 'gain', 'mean', 'total']);
    const names = new Set(['Star', 'Status', 'Friend', 'Gold']);
    return JSON.parse(JSON.stringify(sampleComparison), (key, value: unknown) => {
        if (typeof value === 'string')
            return keep.has(key) || /^-?[\d.]+(-\d+)*$/.test(value) ? value : `${text} ${value}`;
        if (!isRecord(value)) return value;
        return Object.fromEntries(
            Object.entries(value).map(([name, each]) => [names.has(name) ? `${text} ${name}` : name, each]),
        );
    }) as ComparisonDocument;
}

/** What is not free text: our own words, figures and dates. */
const KEEP = new Set(
    'schema currency kind status severity month amount share from to usedUpAt limit used seed at issued pending available spent expired takenBack debt outstanding revenue repurchaseRate retention churn topShare costShare period model actual cost points balances'.split(
        ' ',
    ),
);

function poisoned<T>(document: T, text: string, keep: ReadonlySet<string>): T {
    return JSON.parse(JSON.stringify(document), (key, value: unknown) => {
        if (typeof value === 'string')
            return keep.has(key) || /^-?\d+(\.\d+)?$/.test(value) ? value : `${text} ${value}`;
        if (RECORDS.has(key) && isRecord(value)) {
            return Object.fromEntries(Object.entries(value).map(([name, each]) => [`${text} ${name}`, each]));
        }
        return value;
    }) as T;
}

/** Neither a list nor money. */
const isRecord = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('amount' in value);

/** Records whose keys are names of the program. */
const RECORDS = new Set(['points', 'tiers', 'Status', 'triggers', 'cost', 'holders', 'balances']);
