import { xml } from './escape.ts';

/** A question with its answer, for build servers. */
export interface JUnitCase {
    readonly name: string;
    /** Why the answer is no; absent: it is yes. */
    readonly failure?: string | undefined;
    /** What is good to know all the same. */
    readonly said?: string | undefined;
}

export interface JUnitSuite {
    readonly name: string;
    readonly cases: readonly JUnitCase[];
}

/** JUnit XML of questions that take no time. Suites without cases are left out. */
export function junitXml(name: string, suites: readonly JUnitSuite[]): string {
    const asked = suites.filter(({ cases }) => cases.length > 0);
    const body = asked.map(suite => `${suiteXml(suite)}\n`).join('');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(name)}" ${counts(asked.flatMap(({ cases }) => cases))}>\n${body}</testsuites>\n`;
}

const suiteXml = ({ name, cases }: JUnitSuite): string =>
    `<testsuite name="${xml(name)}" ${counts(cases)}>\n${cases.map(each => caseXml(each, name)).join('\n')}\n</testsuite>`;

function caseXml({ name, failure, said }: JUnitCase, suite: string): string {
    const head = `<testcase classname="${xml(suite)}" name="${xml(name)}" time="0"`;
    if (failure !== undefined) return `${head}>\n<failure message="${xml(failure)}"/>\n</testcase>`;
    return said === undefined ? `${head}/>` : `${head}>\n<system-out>${xml(said)}</system-out>\n</testcase>`;
}

const counts = (cases: readonly JUnitCase[]): string =>
    `tests="${cases.length}" failures="${cases.filter(({ failure }) => failure !== undefined).length}" errors="0" time="0"`;
