import type { TestsDocument } from '../model/documents/tests.ts';
import type { Program } from '../model/program.ts';
import type { Test } from '../model/test.ts';
import type { Coverage } from './coverage/coverage.ts';
import { runSteps } from './testing/steps.ts';

type Tested = TestsDocument['tests'][number];

export interface TestRun {
    /** Only tests with this text in their names, upper and lower case alike. */
    readonly filter?: string | undefined;
    /** Milliseconds of some clock, for durations; without it tests take no time. */
    readonly now?: (() => number) | undefined;
    /** Watches what each test reaches. */
    readonly coverage?: Coverage | undefined;
}

/** Runs the tests of a program: each by itself, with its own members and its own budgets. */
export function runTests(program: Program, { filter = '', now = () => 0, coverage }: TestRun = {}): TestsDocument {
    const wanted = filter.toLowerCase();
    const chosen = program.tests.filter(({ title }) => title.toLowerCase().includes(wanted));
    const tests = chosen.map(test => runTest(program, test, now, coverage));
    const having = (status: Tested['status']): number => tests.filter(test => test.status === status).length;
    return {
        schema: 'loyalty/tests/1',
        tests,
        summary: { tests: tests.length, passed: having('passed'), failed: having('failed'), errors: having('error') },
    };
}

function runTest(program: Program, test: Test, now: () => number, coverage: Coverage | undefined): Tested {
    const started = now();
    const watch = coverage?.open(test.title);
    const { expectations, error } = runSteps(program, test, watch);
    watch?.close();
    const milliseconds = Math.max(0, Math.round(now() - started));
    const place = { name: test.title, file: test.span.file, line: test.span.line + 1, milliseconds };
    if (error !== undefined) return { ...place, status: 'error', expectations, error };
    const passed = expectations.every(({ status }) => status === 'passed');
    return { ...place, status: passed ? 'passed' : 'failed', expectations };
}
