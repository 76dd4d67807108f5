import type { FindingsDocument } from '../model/documents/findings.ts';
import { findingsGitHub } from './findings/github.ts';
import { findingsGitLab } from './findings/gitlab.ts';
import { findingsSarif } from './findings/sarif.ts';
import type { Format, Surroundings } from './format.ts';

/** What a run has to say about a line of a program: a test that failed, a goal that was missed. */
export interface Notice {
    /** `test/failed`: what kind of thing it is. */
    readonly code: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly message: string;
    readonly file: string;
    /** From 1. */
    readonly line: number;
}

/** The formats that show something beside the lines of a change, for documents that have something to say of lines. */
export function noticeFormats<Document>(noticesOf: (document: Document) => readonly Notice[]) {
    return {
        sarif: {
            title: 'SARIF 2.1.0 for code scanning',
            extension: 'sarif',
            render: (document, surroundings: Surroundings) =>
                findingsSarif(asFindings(noticesOf(document)), surroundings),
        },
        github: {
            title: 'annotations of GitHub workflows',
            extension: 'github.txt',
            render: document => findingsGitHub(asFindings(noticesOf(document))),
        },
        gitlab: {
            title: 'code quality of GitLab',
            extension: 'gitlab.json',
            render: document => findingsGitLab(asFindings(noticesOf(document))),
        },
    } satisfies Record<string, Format<Document>>;
}

function asFindings(notices: readonly Notice[]): FindingsDocument {
    const having = (severity: Notice['severity']): number => notices.filter(each => each.severity === severity).length;
    return {
        schema: 'loyalty/findings/1',
        findings: notices.map(({ code, severity, message, file, line }) => {
            const at = { line, column: 1 };
            return { code, severity, message, file, range: { start: at, end: at } };
        }),
        summary: {
            files: new Set(notices.map(({ file }) => file)).size,
            errors: having('error'),
            warnings: having('warning'),
            infos: having('info'),
        },
    };
}
