import {
    type BuildOptions,
    Cancellation,
    DefaultDocumentBuilder,
    DocumentState,
    type LangiumDocument,
    URI,
    UriUtils,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';
import { LIBRARY_URI } from '../language/library.ts';
import { fileOf, importUri } from '../language/names.ts';
import { ImportGraph } from './import-graph.ts';

/**
 * Builds whatever a change may concern: names, currencies, channels and whole-program checks cross files along
 * imports, whether or not a reference does. Files that are imported from outside the workspace are read when needed.
 */
export class LoyaltyDocumentBuilder extends DefaultDocumentBuilder {
    private readonly graph = new ImportGraph();
    /** Of one update: Langium asks file by file, with the same set. */
    private readonly affected = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

    constructor(services: LangiumSharedServices) {
        super(services);
        this.onUpdate((_changed, deleted) => {
            for (const uri of deleted) this.graph.delete(uri.toString());
        });
    }

    protected override shouldRelink(document: LangiumDocument, changed: Set<string>): boolean {
        const affected = this.affected.get(changed) ?? this.graph.affectedBy(changed);
        this.affected.set(changed, affected);
        return affected.has(document.uri.toString());
    }

    protected override async buildDocuments(
        documents: LangiumDocument[],
        options: BuildOptions,
        cancelToken: CancellationToken,
    ): Promise<void> {
        const all = new Set(documents);
        for (let unread = documents; unread.length > 0; ) {
            this.prepareBuild(unread, options);
            await this.runCancelable(unread, DocumentState.Parsed, cancelToken, document =>
                this.langiumDocumentFactory.update(document, cancelToken),
            );
            for (const document of this.touchedByImports(unread)) all.add(document);
            unread = await this.readImports(unread);
            for (const document of unread) all.add(document);
        }
        await super.buildDocuments([...all], options, cancelToken);
    }

    /**
     * A document that is validated is told about, whatever has been typed meanwhile: it is not validated again, so what
     * is not sent now would never be.
     */
    protected override notifyDocumentPhase(
        document: LangiumDocument,
        state: DocumentState,
        cancelToken: CancellationToken,
    ): Promise<void> {
        const token = state === DocumentState.Validated ? Cancellation.CancellationToken.None : cancelToken;
        return super.notifyDocumentPhase(document, state, token);
    }

    /** Takes note of who imports whom now, and resets the files for which that makes a difference. */
    private touchedByImports(documents: readonly LangiumDocument[]): readonly LangiumDocument[] {
        const changed = documents.filter(document =>
            this.graph.set(document.uri.toString(), targetsOf(document).map(String)),
        );
        const own = new Set(documents.map(document => document.uri.toString()));
        const touched = [...this.graph.affectedBy(changed.map(document => document.uri.toString()))]
            .filter(uri => !own.has(uri))
            .map(uri => this.langiumDocuments.getDocument(URI.parse(uri)))
            .filter(document => document !== undefined);
        for (const document of touched) this.resetToState(document, DocumentState.ComputedScopes);
        return touched;
    }

    /** Documents for imported files that nobody has read so far. */
    private async readImports(documents: readonly LangiumDocument[]): Promise<LangiumDocument[]> {
        const missing = new Map(documents.flatMap(targetsOf).map(uri => [uri.toString(), uri]));
        const read: LangiumDocument[] = [];
        for (const uri of missing.values()) {
            if (this.langiumDocuments.hasDocument(uri) || UriUtils.extname(uri) !== '.loyalty') continue;
            if (!(await this.isFile(uri))) continue;
            const document = this.langiumDocumentFactory.fromModel({ $type: 'INVALID' }, uri);
            document.state = DocumentState.Changed;
            this.langiumDocuments.addDocument(document);
            read.push(document);
        }
        return read;
    }

    private async isFile(uri: URI): Promise<boolean> {
        if (uri.scheme !== 'file') return false;
        try {
            return (await this.fileSystemProvider.stat(uri)).isFile;
        } catch {
            return false;
        }
    }
}

function targetsOf(document: LangiumDocument): readonly URI[] {
    if (document.uri.toString() === LIBRARY_URI) return [];
    const imports = fileOf(document)?.imports ?? [];
    return imports.map(each => importUri(document.uri, each.path ?? '')).filter(uri => uri !== undefined);
}
