import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { toSourcePositions } from './positions.ts';
import type { ResultLine } from './suite/result.ts';

/** Prints each test's line as soon as the suite has written it; resolves at the closing line to whether all is well. */
export async function followResults(file: string, suite: string, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    let printed = 0;
    while (Date.now() < deadline) {
        for (const line of readResults(file).slice(printed)) {
            printed++;
            console.log(toSourcePositions(renderResult(line), suite));
            if (line.kind === 'end') return line.failed === 0 && line.passed > 0;
        }
        await setTimeout(100);
    }
    throw new Error(`The suite did not finish within ${timeoutMs / 1000} s; ${printed} of its tests did.`);
}

/** Only whole lines: the last one may still be on its way. */
function readResults(file: string): readonly ResultLine[] {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map(line => JSON.parse(line) as ResultLine); // our own suite wrote it
}

function renderResult(line: ResultLine): string {
    switch (line.kind) {
        case 'test':
            return line.error === undefined
                ? `ok ${line.name} (${line.milliseconds} ms)`
                : `not ok ${line.name} (${line.milliseconds} ms)\n${line.error.replace(/^/gm, '    ')}`;
        case 'end':
            return `${line.passed} passed, ${line.failed} failed${line.passed + line.failed === 0 ? ': no test has such a name' : ''}`;
    }
}
