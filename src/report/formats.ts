import { comparisonFormats } from './comparison/formats.ts';
import { coverageFormats } from './coverage/formats.ts';
import { findingsFormats } from './findings/formats.ts';
import { simulationFormats } from './simulation/formats.ts';
import { storyFormats } from './story/formats.ts';
import { termsFormats } from './terms/formats.ts';
import { testsFormats } from './tests/formats.ts';

/** Every kind of document and how it can be shown. Help texts, errors and tests are made of the keys. */
export const formats = {
    simulation: simulationFormats,
    comparison: comparisonFormats,
    coverage: coverageFormats,
    tests: testsFormats,
    findings: findingsFormats,
    story: storyFormats,
    terms: termsFormats,
} as const;
