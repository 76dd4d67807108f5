import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Notice } from '../notices.ts';
import type { Expected, Tested } from './formats.ts';

/** Each expectation that was not met, on its line; each test that can't be run. */
export function testNotices({ tests }: TestsDocument): Notice[] {
    return tests.flatMap(test => {
        const failed = test.expectations.filter(({ status }) => status === 'failed');
        return [
            ...failed.map(expectation => failure(test, expectation)),
            ...(test.error === undefined ? [] : [unable(test, test.error)]),
        ];
    });
}

function failure({ name, file }: Tested, { line, text, actual, why = [] }: Expected): Notice {
    const found = actual === undefined ? '' : `, and it is: ${actual}`;
    const reasons = why.map(reason => `\nbecause ${reason}`).join('');
    const message = `The test '${name}' failed: ${text}${found}${reasons}`;
    return { code: 'test/failed', severity: 'error', message, file, line };
}

const unable = ({ name, file, line }: Tested, error: string): Notice => ({
    code: 'test/error',
    severity: 'error',
    message: `The test '${name}' can't be run: ${error}`,
    file,
    line,
});
