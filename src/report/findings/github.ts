import type { FindingsDocument } from '../../model/documents/findings.ts';
import { gitHubMessage, gitHubProperty } from '../escape.ts';
import type { Found } from './formats.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** One workflow command a line; GitHub shows them beside the lines of a pull request. */
export function findingsGitHub({ findings }: FindingsDocument): string {
    return findings.map(finding => `${command(finding)}\n`).join('');
}

function command({ severity, code, message, file, range, fix }: Found): string {
    const { start, end } = range;
    // Columns are refused where the range covers several lines.
    const columns = start.line === end.line ? { col: start.column, endColumn: Math.max(start.column, end.column) } : {};
    const properties = { file, line: start.line, endLine: end.line, ...columns, title: code };
    const written = Object.entries(properties).map(([key, value]) => `${key}=${gitHubProperty(String(value))}`);
    const text = fix === undefined ? message : `${message}\nFix: ${fix}`;
    return `::${COMMANDS[severity]} ${written.join(',')}::${gitHubMessage(text)}`;
}
