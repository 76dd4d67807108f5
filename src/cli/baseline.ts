import type { FindingsDocument } from '../model/documents/findings.ts';
import { fingerprints } from '../report/findings/fingerprint.ts';
import { WrongUse } from './failure.ts';
import { countFindings } from './findings.ts';
import type { Io } from './io.ts';

/*
 * Findings that are known and wait: `check --baseline` is silent about them. Fingerprints do not count lines, so that
 * lines can be added above.
 */

interface Baseline {
    readonly schema: 'loyalty/baseline/1';
    readonly findings: readonly Known[];
}

interface Known {
    readonly fingerprint: string;
    /** For readers of the file. */
    readonly file: string;
    readonly code: string;
    readonly message: string;
}

/** What is not in the baseline. */
export function withoutKnown(document: FindingsDocument, known: ReadonlySet<string>): FindingsDocument {
    const prints = fingerprints(document.findings);
    const findings = document.findings.filter((_, index) => !known.has(prints[index] ?? ''));
    return { ...document, findings, summary: countFindings(findings, document.summary.files) };
}

export async function readBaseline(path: string, io: Io): Promise<ReadonlySet<string>> {
    const text = new TextDecoder().decode(await io.readFile(path));
    const baseline = parse(text);
    if (baseline?.schema !== 'loyalty/baseline/1' || !Array.isArray(baseline.findings)) {
        throw new WrongUse(`'${path}' is not a baseline; 'loyalty check --write-baseline ${path}' makes one.`);
    }
    return new Set(baseline.findings.map(it => String(it?.fingerprint)));
}

export async function writeBaseline(path: string, document: FindingsDocument, io: Io): Promise<void> {
    const prints = fingerprints(document.findings);
    const findings = document.findings.map(({ file, code, message }, index) => ({
        fingerprint: prints[index] ?? '',
        file,
        code,
        message,
    }));
    const baseline: Baseline = { schema: 'loyalty/baseline/1', findings };
    await io.writeFileAtomic(path, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** The file comes from outside: nothing of its shape is certain. */
function parse(text: string): Partial<Baseline> | undefined {
    try {
        return JSON.parse(text) as Partial<Baseline>;
    } catch {
        return undefined;
    }
}
