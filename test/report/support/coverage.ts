import type { CoverageDocument } from '../../../src/model/documents/coverage.ts';

const test = { file: 'coffee.loyalty', line: 178 };

export const sampleCoverage: CoverageDocument = {
    schema: 'loyalty/coverage/1',
    of: 'tests',
    watched: 2,
    programs: [{ name: 'BeanRewards', title: 'Bean Rewards', file: 'coffee.loyalty' }],
    changedSince: 'git:main',
    places: [
        {
            kind: 'rule',
            of: 'Gold',
            ofKind: 'tier',
            text: 'Gold',
            file: 'coffee.loyalty',
            line: 50,
            outcomes: [{ outcome: 'applies', reached: 0 }],
        },
        {
            kind: 'branch',
            of: 'Gold',
            ofKind: 'tier',
            text: 'spend over last 12 months >= 1000 EUR',
            file: 'coffee.loyalty',
            line: 50,
            outcomes: [
                { outcome: 'true', reached: 0 },
                { outcome: 'false', reached: 2, by: ['silence is noticed', 'a return takes its points back'] },
            ],
        },
        {
            kind: 'boundary',
            of: 'Gold',
            ofKind: 'tier',
            text: 'spend over last 12 months >= 1000 EUR',
            file: 'coffee.loyalty',
            line: 50,
            outcomes: [
                { outcome: 'below', reached: 1, by: ['silence is noticed'] },
                { outcome: 'at', reached: 0 },
                { outcome: 'above', reached: 0 },
            ],
        },
        {
            kind: 'rule',
            of: 'Base',
            ofKind: 'earning rule',
            text: 'Base',
            file: 'more.loyalty',
            line: 4,
            outcomes: [
                { outcome: 'applies', reached: 2, by: ['silence is noticed', 'a return takes its points back'] },
            ],
        },
    ],
    tests: [
        { name: 'silence is noticed', ...test, reached: 3, alone: 1 },
        { name: 'a return takes its points back', ...test, reached: 2, alone: 0 },
    ],
    summary: {
        rules: { reached: 1, all: 2, share: '0.5000' },
        branches: { reached: 1, all: 2, share: '0.5000' },
        boundaries: { reached: 1, all: 3, share: '0.3333' },
        all: { reached: 3, all: 7, share: '0.4286' },
    },
    minimum: { share: '0.8', status: 'missed' },
};
