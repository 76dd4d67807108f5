import type { LangiumDocument } from 'langium';
import type { Day } from '../base/calendar.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { withSeverities } from '../diagnostics/severities.ts';
import { findingsOf } from '../language/findings.ts';
import { declarationsOf, fileOf } from '../language/names.ts';
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
    if (!dependsOnData(services, document)) return findings;
    const program = services.loyalty.Analyses.of(document).draft();
    if (program === undefined) return findings;
    const uri = document.uri.toString();
    return [...findings, ...(await files.findings(program)).filter(({ span }) => span.file === uri)];
}

/** Whether something is found in data that is told of in this file. */
export function dependsOnData({ loyalty }: LoyaltyServerServices, document: LangiumDocument): boolean {
    if (!declares(document, 'Program')) return false;
    return loyalty.Names.closureOf(document).some(each => declares(each, 'Dataset'));
}

function declares(document: LangiumDocument, type: 'Program' | 'Dataset'): boolean {
    const file = fileOf(document);
    return file !== undefined && declarationsOf(file, type).length > 0;
}
