import { plural } from '../../base/text.ts';
import type { TestsDocument } from '../../model/documents/tests.ts';
import { plain } from '../escape.ts';
import { type Surroundings, textWidth } from '../format.ts';
import { type Paint, paint } from '../layout/paint.ts';
import { wrap } from '../layout/width.ts';
import type { Expected, Tested } from './formats.ts';

/** Passed tests on a line each, by file; of failed ones what was expected, what came instead, and why. */
export function testsText(document: TestsDocument, surroundings: Surroundings): string {
    const brush = paint(surroundings.colour);
    const byFile = Map.groupBy(document.tests, test => test.file);
    const blocks = [...byFile].map(([file, tests]) =>
        [brush.strong(plain(file)), ...tests.flatMap(test => testLines(test, textWidth(surroundings), brush))].join(
            '\n',
        ),
    );
    return `${[...blocks, summaryLine(document, brush)].join('\n\n')}\n`;
}

function testLines(test: Tested, width: number, brush: Paint): string[] {
    const mark = test.status === 'passed' ? brush.mood('good', '✓') : brush.mood('bad', '✗');
    const [first = '', ...rest] = wrap(plain(test.name), width - 4);
    const took = brush.faint(` ${test.milliseconds} ms`);
    const error = test.error === undefined ? [] : wrap(`Error: ${plain(test.error)}`, width - 6);
    return [
        `  ${mark} ${[first, ...rest].join('\n    ')}${took}`,
        ...error.map(line => `      ${brush.mood('bad', line)}`),
        ...test.expectations
            .filter(({ status }) => status === 'failed')
            .flatMap(expectation => expectationLines(expectation, test.file, width - 6, brush)),
    ];
}

function expectationLines(expectation: Expected, file: string, width: number, brush: Paint): string[] {
    const { line, text, expected, actual, why } = expectation;
    const lines = [
        ...wrap(`${plain(file)}:${line}  ${plain(text)}`, width),
        ...(expected === undefined ? [] : wrap(`expected: ${plain(expected)}`, width - 2).map(indent)),
        ...(actual === undefined
            ? []
            : wrap(`actual:   ${plain(actual)}`, width - 2).map(each => brush.mood('bad', indent(each)))),
        ...(why ?? []).flatMap(reason => wrap(`because ${plain(reason)}`, width - 2).map(indent)),
    ];
    return lines.map(each => `      ${each}`);
}

function summaryLine({ summary }: TestsDocument, brush: Paint): string {
    const { tests, passed, failed, errors } = summary;
    if (tests === 0) return 'No tests found.';
    if (passed === tests) return brush.mood('good', `${plural(tests, 'test')} passed.`);
    const parts = [
        `${passed} of ${plural(tests, 'test')} passed`,
        failed > 0 ? `${failed} failed` : '',
        errors > 0 ? `${errors} could not run` : '',
    ];
    return brush.mood('bad', `${parts.filter(part => part !== '').join(', ')}.`);
}

const indent = (line: string): string => `  ${line}`;
