import { plural } from '../../base/text.ts';
import type { FindingsDocument, Position } from '../../model/documents/findings.ts';
import { plain } from '../escape.ts';
import { type Surroundings, textWidth } from '../format.ts';
import { type Paint, paint } from '../layout/paint.ts';
import { wrap } from '../layout/width.ts';
import { excerpt } from './excerpt.ts';
import type { Found } from './formats.ts';

/** Each finding with its line and a mark under what it is about; a count at the end. */
export function findingsText(document: FindingsDocument, surroundings: Surroundings): string {
    const brush = paint(surroundings.colour);
    const blocks = document.findings.map(finding => findingLines(finding, surroundings, brush).join('\n'));
    return `${[...blocks, summaryLine(document, brush)].join('\n\n')}\n`;
}

function findingLines(finding: Found, surroundings: Surroundings, brush: Paint): string[] {
    const width = textWidth(surroundings);
    const [first = '', ...rest] = wrap(`${finding.severity}: ${plain(finding.message)}`, width);
    const word = brush.severity(finding.severity, finding.severity);
    return [
        `${word}${brush.strong(first.slice(finding.severity.length))}`,
        ...rest.map(brush.strong),
        `  ${place(finding.file, finding.range.start)}  ${brush.faint(plain(finding.code))}`,
        ...quoted(finding, surroundings, brush),
        ...(finding.fix === undefined ? [] : wrap(`Fix: ${plain(finding.fix)}`, width - 2).map(indent)),
        ...(finding.related ?? []).flatMap(({ message, file, range }) =>
            wrap(`See ${place(file, range.start)}: ${plain(message)}`, width - 2).map(indent),
        ),
    ];
}

function quoted({ file, range, severity }: Found, surroundings: Surroundings, brush: Paint): string[] {
    const source = surroundings.source(file);
    const lines = source === undefined ? undefined : excerpt(source, range, textWidth(surroundings));
    if (lines === undefined) return [];
    const number = String(range.start.line);
    return [
        `${brush.faint(`  ${number} │`)} ${lines.text}`,
        `${brush.faint(`  ${' '.repeat(number.length)} │`)} ${brush.severity(severity, lines.underline)}`,
    ];
}

function summaryLine({ summary }: FindingsDocument, brush: Paint): string {
    const { files, errors, warnings, infos } = summary;
    const found = [
        errors > 0 ? brush.severity('error', plural(errors, 'error')) : '',
        warnings > 0 ? brush.severity('warning', plural(warnings, 'warning')) : '',
        infos > 0 ? brush.severity('info', plural(infos, 'remark')) : '',
    ].filter(part => part !== '');
    if (found.length === 0) return brush.mood('good', `Nothing to report in ${plural(files, 'file')}.`);
    return `${found.join(', ')} in ${plural(files, 'file')}.`;
}

const place = (file: string, { line, column }: Position): string => `${plain(file)}:${line}:${column}`;
const indent = (line: string): string => `  ${line}`;
