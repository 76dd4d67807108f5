import type { TestsDocument } from '../../model/documents/tests.ts';
import type { RunTestsResult } from '../../protocol/requests.ts';
import { runTests } from '../../simulate/tests.ts';
import type { TestsTask } from '../tasks.ts';
import { programsOf } from './programs.ts';

export async function runTestsTask({ sources, file, titles }: TestsTask): Promise<RunTestsResult> {
    const programs = await programsOf(sources);
    if ('kind' in programs) return programs;
    const wanted = programs.map(program => ({
        ...program,
        tests: program.tests.filter(
            test => (file === undefined || test.span.file === file) && (titles?.includes(test.title) ?? true),
        ),
    }));
    const tests = wanted.flatMap(program => runTests(program, { now: () => performance.now() }).tests);
    const count = (status: TestsDocument['tests'][number]['status']): number =>
        tests.filter(test => test.status === status).length;
    const summary = { tests: tests.length, passed: count('passed'), failed: count('failed'), errors: count('error') };
    return { kind: 'ran', document: { schema: 'loyalty/tests/1', tests, summary } };
}
