import type { LangiumDocument } from 'langium';
import type { Day } from '../base/calendar.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { withSeverities } from '../diagnostics/severities.ts';
import { findingsOf } from '../language/findings.ts';
import { isDataset, isProgram } from '../language/generated/ast.ts';
import { fileOf } from '../language/names.ts';
import type { DataFiles } from './data-files.ts';
import type { LoyaltyServerServices } from './services.ts';

const DAY_MS = 86_400_000;

export const today = (): Day => Math.floor(Date.now() / DAY_MS);

/** What `loyalty check` says of this file: of the text, and of the columns of data that is there, as serious as the project takes it. */
export async function allFindings(
    services: LoyaltyServerServices,
    files: DataFiles,
    document: LangiumDocument,
): Promise<readonly Finding[]> {
    const severities = await services.editor.Severities.of(document.uri);
    return withSeverities(await ownFindings(services, files, document), severities);
}

async function ownFindings(
    services: LoyaltyServerServices,
    files: DataFiles,
    document: LangiumDocument,
): Promise<readonly Finding[]> {
    const findings = findingsOf(services, document, today());
    if (!fileOf(document)?.declarations.some(isProgram) || !hasDatasets(services, document)) return findings;
    const program = services.loyalty.Analyses.of(document).draft();
    if (program === undefined) return findings;
    const uri = document.uri.toString();
    return [...findings, ...(await files.findings(program)).filter(({ span }) => span.file === uri)];
}

function hasDatasets({ loyalty }: LoyaltyServerServices, document: LangiumDocument): boolean {
    return loyalty.Names.closureOf(document).some(each => fileOf(each)?.declarations.some(isDataset));
}
