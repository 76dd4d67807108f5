import type { FindingsDocument } from '../../model/documents/findings.ts';
import { xml } from '../escape.ts';
import type { Found } from './formats.ts';

/**
 * A suite for each file with findings, a case for each: errors and warnings failed, infos passed with a word. Without
 * findings one case that passed.
 */
export function findingsJUnit({ findings, summary }: FindingsDocument): string {
    const byFile = Map.groupBy(findings, finding => finding.file);
    const suites = [...byFile].map(([file, found]) => suite(file, found));
    const passed = `<testsuite name="loyalty check" tests="1" failures="0" errors="0" time="0">\n<testcase classname="loyalty check" name="${summary.files} files without findings" time="0"/>\n</testsuite>`;
    const counts = `tests="${Math.max(1, findings.length)}" failures="${failures(findings)}" errors="0" time="0"`;
    const body = suites.length === 0 ? passed : suites.join('\n');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="loyalty check" ${counts}>\n${body}\n</testsuites>\n`;
}

function suite(file: string, findings: readonly Found[]): string {
    const cases = findings.map(testCase).join('\n');
    return `<testsuite name="${xml(file)}" tests="${findings.length}" failures="${failures(findings)}" errors="0" time="0">\n${cases}\n</testsuite>`;
}

function testCase({ code, severity, message, file, range, fix }: Found): string {
    const place = `${file}:${range.start.line}:${range.start.column}`;
    const text = fix === undefined ? message : `${message}\nFix: ${fix}`;
    const body = xml(`${place}\n${text}`);
    const said =
        severity === 'info'
            ? `<system-out>${body}</system-out>`
            : `<failure type="${severity}" message="${xml(message)}">${body}</failure>`;
    return `<testcase classname="${xml(file)}" name="${xml(`${code} at line ${range.start.line}`)}" time="0">\n${said}\n</testcase>`;
}

const failures = (findings: readonly Found[]): number => findings.filter(({ severity }) => severity !== 'info').length;
