import type { FindingsDocument } from '../model/documents/findings.ts';
import { WrongUse } from './failure.ts';
import type { Io } from './io.ts';

/*
 * Findings that are known and wait: `check --baseline` is silent about them. A fingerprint says what was found where,
 * without the number of the line, so that lines can be added above it.
 */

type ReportedFinding = FindingsDocument['findings'][number];

interface Baseline {
    readonly schema: 'loyalty/baseline/1';
    readonly findings: readonly {
        readonly fingerprint: string;
        readonly file: string;
        readonly code: string;
        readonly message: string;
    }[];
}

/** One fingerprint for each finding, in order. The same thing found twice has two. */
export async function fingerprints(
    document: FindingsDocument,
    textOfLine: (finding: ReportedFinding) => string,
): Promise<readonly string[]> {
    const { createHash } = await import('node:crypto');
    const seen = new Map<string, number>();
    return document.findings.map(finding => {
        const what = [finding.code, finding.file, finding.message, textOfLine(finding).trim()].join('\n');
        const times = (seen.get(what) ?? 0) + 1;
        seen.set(what, times);
        return createHash('sha256').update(`${what}\n${times}`).digest('hex').slice(0, 20);
    });
}

/** What is not in the baseline. */
export async function withoutKnown(
    document: FindingsDocument,
    known: ReadonlySet<string>,
    textOfLine: (finding: ReportedFinding) => string,
): Promise<FindingsDocument> {
    const prints = await fingerprints(document, textOfLine);
    const findings = document.findings.filter((_, index) => !known.has(prints[index] ?? ''));
    const count = (severity: ReportedFinding['severity']) => findings.filter(it => it.severity === severity).length;
    const summary = {
        files: document.summary.files,
        errors: count('error'),
        warnings: count('warning'),
        infos: count('info'),
    };
    return { ...document, findings, summary };
}

export async function readBaseline(path: string, io: Io): Promise<ReadonlySet<string>> {
    const text = new TextDecoder().decode(await io.readFile(path));
    try {
        const baseline = JSON.parse(text) as Partial<Baseline>;
        if (baseline.schema === 'loyalty/baseline/1' && Array.isArray(baseline.findings)) {
            return new Set(baseline.findings.map(it => String(it?.fingerprint)));
        }
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
    }
    throw new WrongUse(`'${path}' is not a baseline; 'loyalty check --write-baseline ${path}' makes one.`);
}

export async function writeBaseline(
    path: string,
    document: FindingsDocument,
    textOfLine: (finding: ReportedFinding) => string,
    io: Io,
): Promise<void> {
    const prints = await fingerprints(document, textOfLine);
    const findings = document.findings.map(({ file, code, message }, index) => ({
        fingerprint: prints[index] ?? '',
        file,
        code,
        message,
    }));
    const baseline: Baseline = { schema: 'loyalty/baseline/1', findings };
    await io.writeFileAtomic(path, `${JSON.stringify(baseline, null, 2)}\n`);
}
