import {
    type Cancellation,
    type DocumentValidator,
    isOperationCancelled,
    type LangiumDocument,
    type LangiumDocuments,
    type ValidationOptions,
} from 'langium';
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding, Severity } from '../diagnostics/finding.ts';
import { analysed } from './analysed.ts';
import type { DataFiles } from './data-files.ts';
import { allFindings } from './findings.ts';
import { locationOf } from './positions.ts';
import type { LoyaltyServerServices } from './services.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    info: DiagnosticSeverity.Information,
};

/** The same findings as on the command line; Langium's own checks would only say some of them again. */
export class LoyaltyValidator implements DocumentValidator {
    private readonly services: LoyaltyServerServices;

    private readonly files: DataFiles;
    /** Findings that stay the same are the same objects. */
    private readonly told = new WeakMap<LangiumDocument, Told>();

    constructor(services: LoyaltyServerServices, files: DataFiles) {
        this.services = services;
        this.files = files;
    }

    async validateDocument(
        document: LangiumDocument,
        _options?: ValidationOptions,
        token?: Cancellation.CancellationToken,
    ): Promise<Diagnostic[]> {
        const documents = this.services.shared.workspace.LangiumDocuments;
        try {
            await analysed(this.services, document, token);
            const findings = await allFindings(this.services, this.files, document);
            const known = this.told.get(document);
            if (known && isSame(known.findings, findings)) return known.diagnostics;
            const diagnostics = findings.map(finding => toDiagnostic(finding, documents));
            this.told.set(document, { findings, diagnostics });
            return diagnostics;
        } catch (error) {
            if (isOperationCancelled(error)) throw error;
            console.error(error);
            return [faultOfOurs(error)];
        }
    }
}

interface Told {
    readonly findings: readonly Finding[];
    readonly diagnostics: Diagnostic[];
}

const isSame = (before: readonly Finding[], now: readonly Finding[]): boolean =>
    before.length === now.length && now.every((each, index) => each === before[index]);

/** Rather than no diagnostics at all, which would look as if all was well. */
function faultOfOurs(error: unknown): Diagnostic {
    const start = { line: 0, character: 0 };
    return {
        source: 'loyalty',
        severity: DiagnosticSeverity.Error,
        message: `The program could not be checked, which is a fault of ours: ${error instanceof Error ? error.message : error}`,
        range: { start, end: start },
    };
}

export function toDiagnostic(finding: Finding, documents: LangiumDocuments): Diagnostic {
    const { line, column } = finding.span;
    const related = relatedInformation(finding, documents);
    return {
        code: finding.code,
        source: 'loyalty',
        severity: severities[finding.severity],
        message: finding.message,
        range: { start: { line, character: column }, end: { line: finding.endLine, character: finding.endColumn } },
        ...(related.length === 0 ? {} : { relatedInformation: related }),
    };
}

function relatedInformation(finding: Finding, documents: LangiumDocuments): DiagnosticRelatedInformation[] {
    return finding.related.flatMap(({ message, span }) => {
        const location = locationOf(span, documents);
        return location ? [{ message, location }] : [];
    });
}
