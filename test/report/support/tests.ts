import type { TestsDocument } from '../../../src/model/documents/tests.ts';

export const sampleTests: TestsDocument = {
    schema: 'loyalty/tests/1',
    tests: [
        {
            name: 'a Gold member earns half again as much',
            file: 'coffee.loyalty',
            line: 178,
            status: 'passed',
            milliseconds: 3,
            expectations: [{ line: 181, text: 'expect ann earned 60 Star', status: 'passed' }],
        },
        {
            name: 'silence is noticed',
            file: 'coffee.loyalty',
            line: 198,
            status: 'failed',
            milliseconds: 12,
            expectations: [
                {
                    line: 200,
                    text: 'expect ann gets WinBack',
                    status: 'failed',
                    expected: 'ann gets WinBack',
                    actual: 'WinBack never fired',
                    why: ['WinBack: spend over last 12 months >= 100 EUR does not hold: it is 80.00 EUR'],
                },
            ],
        },
        {
            name: 'a latte for Silver members',
            file: 'more.loyalty',
            line: 4,
            status: 'error',
            milliseconds: 0,
            expectations: [],
            error: "The test does not know a price for 'LATTE'.",
        },
    ],
    summary: { tests: 3, passed: 1, failed: 1, errors: 1 },
};
