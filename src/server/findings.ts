import type { LangiumDocument } from 'langium';
import type { Finding } from '../diagnostics/finding.ts';
import { findingsOf } from '../language/findings.ts';
import type { DataFiles } from './data-files.ts';
import type { LoyaltyServerServices } from './services.ts';

const DAY_MS = 86_400_000;

/** What `loyalty check` says of this file: of the text, and of the columns of data that is there. */
export async function allFindings(
    services: LoyaltyServerServices,
    files: DataFiles,
    document: LangiumDocument,
): Promise<readonly Finding[]> {
    const findings = findingsOf(services, document, Math.floor(Date.now() / DAY_MS));
    const { program } = services.loyalty.Analyses.of(document);
    if (program === undefined) return findings;
    const uri = document.uri.toString();
    return [...findings, ...(await files.findings(program)).filter(({ span }) => span.file === uri)];
}
