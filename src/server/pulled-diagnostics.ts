import { DocumentState, isOperationCancelled, type LangiumDocument, ReadPriority, URI } from 'langium';
import {
    type CancellationToken,
    type Connection,
    type Diagnostic,
    type DocumentDiagnosticParams,
    type DocumentDiagnosticReport,
    DocumentDiagnosticReportKind,
    type FullDocumentDiagnosticReport,
    LSPErrorCodes,
    ResponseError,
    type UnchangedDocumentDiagnosticReport,
    type WorkspaceDiagnosticParams,
    type WorkspaceDiagnosticReport,
    type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { fingerprint } from './fingerprint.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';

/** As the server announces it to editors that ask for diagnostics instead of being told. */
export const diagnosticOptions = {
    identifier: 'loyalty',
    interFileDependencies: true,
    workspaceDiagnostics: true,
};

/** Answers an editor that asks what is wrong in a file, or in all of them; it is not told as well, or would show all twice. */
export function addDiagnosticHandlers(connection: Connection, services: LoyaltyServerServices): void {
    const { Client } = services.editor;
    const tell = connection.sendDiagnostics;
    connection.sendDiagnostics = params => (Client.pullsDiagnostics ? Promise.resolve() : tell(params));
    services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, async documents => {
        const canAskAgain = Client.capabilities.workspace?.diagnostics?.refreshSupport ?? false;
        if (Client.pullsDiagnostics && canAskAgain && documents.length > 1) connection.languages.diagnostics.refresh();
    });
    const pulled = new PulledDiagnostics(services);
    connection.languages.diagnostics.on((params, token) => answered(() => pulled.ofFile(params, token), token));
    connection.languages.diagnostics.onWorkspace((params, token) =>
        answered(() => pulled.ofWorkspace(params, token), token),
    );
}

class PulledDiagnostics {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    async ofFile(
        { textDocument, previousResultId }: DocumentDiagnosticParams,
        token: CancellationToken,
    ): Promise<DocumentDiagnosticReport> {
        const { DocumentBuilder, LangiumDocuments, WorkspaceManager } = this.services.shared.workspace;
        const uri = URI.parse(textDocument.uri);
        await WorkspaceManager.ready;
        if (!LangiumDocuments.hasDocument(uri)) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
        await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
        const document = LangiumDocuments.getDocument(uri);
        const report = document ? await this.report(document, previousResultId) : full([]);
        const related = document ? await this.related(document, token) : {};
        return Object.keys(related).length === 0 ? report : { ...report, relatedDocuments: related };
    }

    async ofWorkspace(
        { previousResultIds }: WorkspaceDiagnosticParams,
        token: CancellationToken,
    ): Promise<WorkspaceDiagnosticReport> {
        const { DocumentBuilder, LangiumDocuments, WorkspaceManager } = this.services.shared.workspace;
        await WorkspaceManager.ready;
        const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        for (const document of LangiumDocuments.all.filter(each => !isLibrary(each)).toArray()) {
            await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
            const uri = document.uri.toString();
            items.push({ ...(await this.report(document, previous.get(uri))), uri, version: null });
            previous.delete(uri);
        }
        // Files that are gone have nothing wrong any more.
        for (const uri of previous.keys()) items.push({ ...full([]), uri, version: null });
        return { items };
    }

    /** Other files of the same program: what is typed here may make a difference there. */
    private async related(
        document: LangiumDocument,
        token: CancellationToken,
    ): Promise<Record<string, FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport>> {
        if (!this.services.editor.Client.capabilities.textDocument?.diagnostic?.relatedDocumentSupport) return {};
        const { Names } = this.services.loyalty;
        const programs = Names.programsOf(document).flatMap(program => program.$container.$document ?? []);
        const others = new Set(programs.flatMap(root => Names.closureOf(root)));
        const reports: Record<string, FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport> = {};
        for (const other of others) {
            if (other === document || isLibrary(other)) continue;
            await this.services.shared.workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
            reports[other.uri.toString()] = await this.report(other, undefined);
        }
        return reports;
    }

    private async report(
        document: LangiumDocument,
        previous: string | undefined,
    ): Promise<FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport> {
        const report = full(await this.diagnosticsOf(document));
        const isSame = previous !== undefined && previous === report.resultId;
        return isSame ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: previous } : report;
    }

    /** One file at a time, so that nobody who types has to wait for all of them. Files that nobody has opened have not been looked at yet. */
    private diagnosticsOf(document: LangiumDocument): Promise<Diagnostic[]> {
        return this.services.shared.workspace.WorkspaceLock.read(async () => {
            const known = document.state >= DocumentState.Validated ? document.diagnostics : undefined;
            return known ?? this.services.validation.DocumentValidator.validateDocument(document);
        }, ReadPriority.Immediate);
    }
}

function full(items: Diagnostic[]): FullDocumentDiagnosticReport {
    return { kind: DocumentDiagnosticReportKind.Full, resultId: fingerprint(JSON.stringify(items)), items };
}

async function answered<T>(answer: () => Promise<T>, token: CancellationToken): Promise<T> {
    try {
        const found = await answer();
        if (!token.isCancellationRequested) return found;
    } catch (error) {
        if (!isOperationCancelled(error)) throw error;
    }
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The text has changed meanwhile.', {
        retriggerRequest: true,
    });
}
