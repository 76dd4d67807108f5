import { runTests } from '../../../src/simulate/tests.ts';
import { programOf } from './programs.ts';

const HEADER = 'program P "Test" { currency EUR timezone "Europe/Berlin" }\n';

/** What a history in the words of a `test` block expects and is not so: an empty list where all is as written. */
export async function failing(rules: string, history: string): Promise<readonly string[]> {
    const program = await programOf(`${HEADER}${rules}\ntest "history" {\n${history}\n}`);
    const { tests } = runTests(program);
    return tests.flatMap(({ expectations, error }) => [
        ...(error === undefined ? [] : [error]),
        ...expectations.flatMap(({ status, text, actual }) => (status === 'failed' ? [`${text}: ${actual}`] : [])),
    ]);
}
