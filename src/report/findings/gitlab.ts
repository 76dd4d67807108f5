import type { FindingsDocument } from '../../model/documents/findings.ts';
import { fingerprints } from './fingerprint.ts';

const SEVERITIES = { error: 'critical', warning: 'minor', info: 'info' } as const;

/** GitLab's subset of the Code Climate format. */
export function findingsGitLab({ findings }: FindingsDocument): string {
    const prints = fingerprints(findings);
    const issues = findings.map(({ code, severity, message, file, range }, index) => ({
        description: message,
        check_name: code,
        fingerprint: prints[index],
        severity: SEVERITIES[severity],
        location: {
            path: file.replaceAll('\\', '/').replace(/^\.\//, ''),
            lines: { begin: range.start.line, end: range.end.line },
        },
    }));
    return `${JSON.stringify(issues, undefined, 2)}\n`;
}
