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

export async function readBaseline(path: string, io: Io): Promise<readonly Known[]> {
    const text = new TextDecoder().decode(await io.readFile(path));
    const baseline = parse(text);
    if (baseline?.schema !== 'loyalty/baseline/1' || !Array.isArray(baseline.findings)) {
        throw new WrongUse(`'${path}' is not a baseline; 'loyalty check --write-baseline ${path}' makes one.`);
    }
    const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
    return baseline.findings.map(it => ({
        fingerprint: String(it?.fingerprint),
        file: textOf(it?.file),
        code: textOf(it?.code),
        message: textOf(it?.message),
    }));
}

/** What is known of files that were checked, or that are there no more, and is found no more. */
export async function goneFrom(
    known: readonly Known[],
    document: FindingsDocument,
    checked: (file: string) => boolean,
    io: Io,
): Promise<readonly Known[]> {
    const prints = new Set(fingerprints(document.findings));
    const gone: Known[] = [];
    for (const each of known) {
        if (prints.has(each.fingerprint)) continue;
        if (checked(each.file) || !(await isThere(each.file, io))) gone.push(each);
    }
    return gone;
}

const isThere = (file: string, io: Io): Promise<boolean> =>
    io.readFile(file).then(
        () => true,
        () => false,
    );

/** A baseline without what is gone, or a word that something is. */
export async function tellGone(
    path: string,
    { known, gone }: { readonly known: readonly Known[]; readonly gone: readonly Known[] },
    takesOut: boolean,
    io: Io,
): Promise<void> {
    if (gone.length === 0) return;
    const [they, are, them] = gone.length === 1 ? ['finding', 'is', 'it'] : ['findings', 'are', 'them'];
    if (!takesOut) {
        io.stderr.write(
            `${gone.length} ${they} of '${path}' ${are} found no more: --update-baseline takes ${them} out.\n`,
        );
        return;
    }
    await write(
        path,
        known.filter(each => !gone.includes(each)),
        io,
    );
    io.stderr.write(`${gone.length} ${they} that ${are} found no more ${are} out of '${path}' now.\n`);
}

export async function writeBaseline(path: string, document: FindingsDocument, io: Io): Promise<void> {
    const prints = fingerprints(document.findings);
    const findings = document.findings.map(({ file, code, message }, index) => ({
        fingerprint: prints[index] ?? '',
        file,
        code,
        message,
    }));
    await write(path, findings, io);
}

async function write(path: string, findings: readonly Known[], io: Io): Promise<void> {
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
