import type { DiagnosticEntry } from '../diagnostics/entry.ts';
import type { Finding } from '../diagnostics/finding.ts';

/** Of files, not of programs: what stands in them can't even be read. */
export const notText: DiagnosticEntry = {
    code: 'file/not-text',
    severity: 'error',
    title: 'A file is not text in UTF-8',
    explanation:
        'A program is a text in UTF-8. This file has bytes that no such text has: it may be a picture or a spreadsheet ' +
        'under a wrong name, or a text that was saved in another encoding, such as UTF-16 or Windows-1252. ' +
        'Save it as UTF-8; every editor can.',
    bad: '«PK\u0003\u0004\u0000»',
    good: 'program Name {\n  currency EUR\n}\n',
    fixable: false,
};

export function notTextFinding(uri: string, path: string): Finding {
    return {
        code: notText.code,
        severity: notText.severity,
        message: `'${path}' must be a text in UTF-8.`,
        span: { file: uri, start: 0, end: 0, line: 0, column: 0 },
        endLine: 0,
        endColumn: 0,
        fixes: [],
        related: [],
    };
}
