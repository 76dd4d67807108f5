import type { Finding, Severity } from '../diagnostics/finding.ts';
import type { FindingsDocument } from '../model/documents/findings.ts';
import type { Io } from './io.ts';
import { displayPath } from './sources.ts';

/** Findings as a document: paths as people read them, lines and columns from 1. */
export function toFindingsDocument(findings: readonly Finding[], files: number, io: Io): FindingsDocument {
    return {
        schema: 'loyalty/findings/1',
        findings: [...findings].sort(byPlace).map(finding => toEntry(finding, io)),
        summary: countFindings(findings, files),
    };
}

export function countFindings(
    findings: readonly Pick<Finding, 'severity'>[],
    files: number,
): FindingsDocument['summary'] {
    const count = (severity: Severity) => findings.filter(it => it.severity === severity).length;
    return { files, errors: count('error'), warnings: count('warning'), infos: count('info') };
}

function toEntry(finding: Finding, io: Io): FindingsDocument['findings'][number] {
    const { code, severity, message, span, endLine, endColumn, fixes, related } = finding;
    const start = { line: span.line + 1, column: span.column + 1 };
    return {
        code,
        severity,
        message,
        file: displayPath(span.file, io),
        range: { start, end: { line: endLine + 1, column: endColumn + 1 } },
        ...(fixes[0] === undefined ? {} : { fix: fixes[0].title }),
        ...(related.length === 0 ? {} : { related: related.map(it => toRelated(it, io)) }),
    };
}

function toRelated(related: Finding['related'][number], io: Io) {
    const { file, line, column, start, end } = related.span;
    // Related places are names: they end on the line on which they begin.
    const range = {
        start: { line: line + 1, column: column + 1 },
        end: { line: line + 1, column: column + 1 + end - start },
    };
    return { message: related.message, file: displayPath(file, io), range };
}

const byPlace = (a: Finding, b: Finding): number =>
    compareText(a.span.file, b.span.file) || a.span.start - b.span.start || compareText(a.code, b.code);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
