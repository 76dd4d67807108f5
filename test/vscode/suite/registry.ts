import { setTimeout } from 'node:timers/promises';
import type { ResultLine } from './result.ts';

export type Test = {
    readonly name: string;
    readonly body: () => Promise<void> | void;
    /** After which it is taken to hang. */
    readonly patienceMs: number;
};

const usualPatienceMs = 30_000;

const tests: { readonly trusted: Test[]; readonly restricted: Test[] } = { trusted: [], restricted: [] };

export type Trust = keyof typeof tests;

/** Registers a test for a workspace that the user trusts. Tests run one after another, in the order of their registration. */
export function test(name: string, body: Test['body'], patienceMs = usualPatienceMs): void {
    tests.trusted.push({ name, body, patienceMs });
}

/** Registers a test for restricted mode: `node test/vscode/launch.ts --restricted`. */
export function testRestricted(name: string, body: Test['body']): void {
    tests.restricted.push({ name, body, patienceMs: usualPatienceMs });
}

export function testsOf(trust: Trust, filter: string): readonly Test[] {
    return tests[trust].filter(it => it.name.includes(filter));
}

/** Runs the tests and returns how many failed; a test that hangs fails in the end. */
export async function runTests(selected: readonly Test[], report: (line: ResultLine) => void): Promise<number> {
    let failed = 0;
    for (const { name, body, patienceMs } of selected) {
        const started = Date.now();
        const error = await failureOf(body, patienceMs);
        if (error !== undefined) failed++;
        const milliseconds = Date.now() - started;
        report({ kind: 'test', name, milliseconds, ...(error === undefined ? {} : { error }) });
    }
    report({ kind: 'end', passed: selected.length - failed, failed });
    return failed;
}

async function failureOf(body: Test['body'], patienceMs: number): Promise<string | undefined> {
    const stop = new AbortController();
    try {
        const late = setTimeout(patienceMs, undefined, { signal: stop.signal }).then(() => {
            throw new Error(`Not finished after ${patienceMs / 1000} s.`);
        });
        await Promise.race([Promise.resolve().then(body), late]);
        return undefined;
    } catch (error) {
        return error instanceof Error ? (error.stack ?? error.message) : String(error);
    } finally {
        stop.abort();
    }
}
