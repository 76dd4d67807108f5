import type { Finding, Fix } from '../diagnostics/finding.ts';
import type { Span } from '../model/source.ts';
import type { DataCode } from './diagnostics.ts';

/** Spans of datasets lie on one line: names and quoted texts. */
export function dataError(code: DataCode, message: string, span: Span, fixes: readonly Fix[] = []): Finding {
    const endColumn = span.column + span.end - span.start;
    return { code, severity: 'error', message, span, endLine: span.line, endColumn, fixes, related: [] };
}

/** Writes another text into the quotes of `written`; nothing where the span is not that quoted text. */
export function replaceQuoted(span: Span, written: string, text: string): readonly Fix[] {
    const quotes = span.end - span.start - written.length;
    if (/["\\\n]/.test(text + written) || (quotes !== 0 && quotes !== 2)) return [];
    const inset = quotes / 2;
    const edit = { file: span.file, start: span.start + inset, end: span.end - inset, text };
    return [{ title: `Write '${text}'`, edits: [edit] }];
}
