import type { TestsDocument } from '../../model/documents/tests.ts';
import { xml } from '../escape.ts';
import type { Expected, Tested } from './formats.ts';

/** JUnit XML: a suite for each file, a case for each test. Times in seconds. */
export function testsJUnit({ tests, summary }: TestsDocument): string {
    const suites = [...Map.groupBy(tests, test => test.file)].map(([file, cases]) => suite(file, cases));
    const counts = `tests="${summary.tests}" failures="${summary.failed}" errors="${summary.errors}" time="${seconds(tests)}"`;
    const body = suites.map(text => `${text}\n`).join('');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="loyalty test" ${counts}>\n${body}</testsuites>\n`;
}

function suite(file: string, tests: readonly Tested[]): string {
    const having = (status: Tested['status']): number => tests.filter(test => test.status === status).length;
    const counts = `tests="${tests.length}" failures="${having('failed')}" errors="${having('error')}" time="${seconds(tests)}"`;
    return `<testsuite name="${xml(file)}" ${counts}>\n${tests.map(testCase).join('\n')}\n</testsuite>`;
}

function testCase(test: Tested): string {
    const head = `<testcase classname="${xml(test.file)}" name="${xml(test.name)}" file="${xml(test.file)}" line="${test.line}" time="${seconds([test])}"`;
    switch (test.status) {
        case 'passed':
            return `${head}/>`;
        case 'failed':
            return `${head}>\n${failure(test)}\n</testcase>`;
        case 'error':
            return `${head}>\n<error type="error" message="${xml(test.error ?? '')}"/>\n</testcase>`;
    }
}

function failure({ expectations, file }: Tested): string {
    const failed = expectations.filter(({ status }) => status === 'failed');
    const text = failed.map(expectation => described(expectation, file)).join('\n\n');
    return `<failure type="expectation" message="${xml(failed.map(summed).join('; '))}">${xml(text)}</failure>`;
}

const summed = ({ text, actual }: Expected): string => (actual === undefined ? text : `${text}: ${actual}`);

function described({ line, text, expected, actual, why }: Expected, file: string): string {
    return [
        `${file}:${line}: ${text}`,
        ...(expected === undefined ? [] : [`expected: ${expected}`]),
        ...(actual === undefined ? [] : [`actual: ${actual}`]),
        ...(why ?? []).map(reason => `because ${reason}`),
    ].join('\n');
}

function seconds(tests: readonly Tested[]): string {
    return (tests.reduce((sum, test) => sum + test.milliseconds, 0) / 1000).toFixed(3);
}
