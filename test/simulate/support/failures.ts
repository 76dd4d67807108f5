import { runTests } from '../../../src/simulate/tests.ts';
import { HEAD, programOf } from './programs.ts';

/** What is not as a test of the program expects, with what was found instead and why. */
export async function failures(program: string, steps: string): Promise<string[]> {
    // At the very start of a line the keyword of a declaration would end the test.
    const indented = steps.replace(/^\s*/gm, '  ');
    const compiled = await programOf(`${HEAD}\n${program}\ntest "t" {\n${indented}\n}`);
    return runTests(compiled).tests.flatMap(({ expectations, error }) => [
        ...(error === undefined ? [] : [error]),
        ...expectations.flatMap(({ status, text, actual, why }) =>
            status === 'passed' ? [] : [[text, actual, ...(why ?? [])].join(' | ')],
        ),
    ]);
}
