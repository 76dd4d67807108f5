import {
    type BuildOptions,
    Cancellation,
    DefaultDocumentBuilder,
    DocumentState,
    interruptAndCheck,
    type LangiumDocument,
    type MaybePromise,
    URI,
    UriUtils,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';
import { LIBRARY_URI } from '../language/library.ts';
import type { LoyaltyLinker } from '../language/linker.ts';
import { declarationsOf, fileOf, targetOf } from '../language/names.ts';
import { Changes } from '../language/pieces/changes.ts';
import { FirstLook } from './first-look.ts';
import { ImportGraph } from './import-graph.ts';
import type { LoyaltyServerServices } from './services.ts';
import { inSlices } from './slices.ts';
import { unreadDocument } from './workspace-manager.ts';

/**
 * Builds whatever a change may concern: names, currencies, channels and whole-program checks cross files along
 * imports, whether or not a reference does. Files that are imported from outside the workspace are read when needed.
 */
export class LoyaltyDocumentBuilder extends DefaultDocumentBuilder {
    private readonly graph = new ImportGraph();
    private readonly changes: Changes;
    /** Files whose own text and references are as before, and whose findings may not be. */
    private readonly unchecked = new Set<string>();
    private readonly firstLook: FirstLook;

    constructor(services: LangiumSharedServices) {
        super(services);
        this.changes = new Changes(this.langiumDocuments);
        this.firstLook = new FirstLook(services);
        this.onUpdate((changed, deleted) => this.checkAgain(changed.map(String), deleted.map(String)));
    }

    /** Which references lead elsewhere is known only when the changed text is read. */
    protected override shouldRelink(): boolean {
        return false;
    }

    /** What is found is told anew, where it has become something else though no text has. */
    checkAllAgain(): void {
        for (const { uri } of this.langiumDocuments.all) this.unchecked.add(uri.toString());
    }

    /** Whole-program checks concern files that no changed name is mentioned in. */
    private checkAgain(changed: readonly string[], deleted: readonly string[]): void {
        for (const uri of this.graph.affectedBy([...changed, ...deleted])) this.unchecked.add(uri);
        if (deleted.length === 0) return;
        this.checkProposals();
        this.linkAgain(this.changes.reset(this.graph.affectedBy(deleted)));
        this.linkAgain(this.changes.take(deleted));
        for (const uri of deleted) this.graph.delete(uri);
    }

    /** Files have come or gone. */
    private checkProposals(): void {
        const isThere = (target: string): boolean => this.langiumDocuments.hasDocument(URI.parse(target));
        for (const uri of this.graph.importingNothing(isThere)) this.unchecked.add(uri);
    }

    protected override async buildDocuments(
        documents: LangiumDocument[],
        options: BuildOptions,
        cancelToken: CancellationToken,
    ): Promise<void> {
        const isTold = await this.toldOfYesterday(documents, cancelToken);
        if (options.validation && !isTold)
            await this.firstLook.at(documents, cancelToken, read =>
                this.notifyBuildPhase(read, DocumentState.Parsed, cancelToken),
            );
        const all = new Set(documents);
        for (let unread = documents; unread.length > 0; ) {
            this.prepareBuild(unread, options);
            await this.runCancelable(unread, DocumentState.Parsed, cancelToken, document =>
                this.langiumDocumentFactory.update(document, cancelToken),
            );
            for (const document of await this.concernedBy(unread)) all.add(document);
            unread = await this.readImports(unread);
            for (const document of unread) all.add(document);
        }
        await super.buildDocuments([...all], options, cancelToken);
        if (options.validation) await this.checkOthers(all, cancelToken);
    }

    private async toldOfYesterday(documents: readonly LangiumDocument[], token: CancellationToken): Promise<boolean> {
        const unread = documents.find(({ state }) => state < DocumentState.Parsed);
        if (!unread) return false;
        const services = this.serviceRegistry.getServices(unread.uri) as LoyaltyServerServices; // ours
        return services.editor.Yesterday.tell(token);
    }

    /** Finding out what all names of a long file lead to takes long. */
    protected override runCancelable(
        documents: LangiumDocument[],
        state: DocumentState,
        cancelToken: CancellationToken,
        work: (document: LangiumDocument) => MaybePromise<unknown>,
    ): Promise<void> {
        if (state !== DocumentState.Linked) return super.runCancelable(documents, state, cancelToken, work);
        return super.runCancelable(documents, state, cancelToken, async document => {
            const linker = this.serviceRegistry.getServices(document.uri).references.Linker as LoyaltyLinker; // ours
            await inSlices(linker.linking(document), cancelToken);
        });
    }

    /** What was begun without a look at what is wrong, and not finished, is finished with one. */
    protected override prepareBuild(documents: LangiumDocument[], options: BuildOptions): void {
        for (const { uri } of documents) {
            const begun = this.buildState.get(uri.toString());
            if (options.validation && begun && !begun.options.validation) this.buildState.delete(uri.toString());
        }
        super.prepareBuild(documents, options);
    }

    /** Tells of files in which something else is found than before. */
    private async checkOthers(built: ReadonlySet<LangiumDocument>, cancelToken: CancellationToken): Promise<void> {
        for (const uri of this.unchecked) {
            await interruptAndCheck(cancelToken);
            this.unchecked.delete(uri);
            const [document] = this.documentsAt([uri]);
            if (!document || built.has(document) || document.state !== DocumentState.Validated) continue;
            const { DocumentValidator } = this.serviceRegistry.getServices(document.uri).validation;
            const diagnostics = await DocumentValidator.validateDocument(document);
            if (diagnostics === document.diagnostics) continue;
            if (JSON.stringify(diagnostics) === JSON.stringify(document.diagnostics)) continue;
            document.diagnostics = diagnostics;
            await this.notifyDocumentPhase(document, DocumentState.Validated, cancelToken);
        }
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

    /** Takes note of what was read, and resets the files for which that makes a difference. */
    private async concernedBy(documents: readonly LangiumDocument[]): Promise<readonly LangiumDocument[]> {
        const uris = documents.map(document => document.uri.toString());
        const news = uris.filter(uri => !this.changes.has(uri));
        const before = this.graph.affectedBy(uris);
        const seesOthers = documents.filter(document =>
            this.graph.set(document.uri.toString(), targetsOf(document).map(String), hasProgram(document)),
        );
        const concerned = new Set(await inSlices(this.changes.taking(uris)));
        const affected = new Set(this.graph.affectedBy([...news, ...seesOthers.map(({ uri }) => uri.toString())]));
        if (seesOthers.length > 0) for (const uri of before) affected.add(uri);
        for (const document of await inSlices(this.changes.resetting(affected))) concerned.add(document);
        this.linkAgain(concerned);
        for (const uri of affected) this.unchecked.add(uri);
        if (news.length > 0) this.checkProposals();
        return [...concerned];
    }

    private linkAgain(documents: Iterable<LangiumDocument>): void {
        for (const document of documents)
            if (document.state > DocumentState.ComputedScopes)
                this.resetToState(document, DocumentState.ComputedScopes);
    }

    private documentsAt(uris: Iterable<string>): readonly LangiumDocument[] {
        return [...uris]
            .map(uri => this.langiumDocuments.getDocument(URI.parse(uri)))
            .filter(document => document !== undefined);
    }

    /** Documents for imported files that nobody has read so far. */
    private async readImports(documents: readonly LangiumDocument[]): Promise<LangiumDocument[]> {
        const missing = new Map(documents.flatMap(targetsOf).map(uri => [uri.toString(), uri]));
        const read: LangiumDocument[] = [];
        for (const uri of missing.values()) {
            if (this.langiumDocuments.hasDocument(uri) || UriUtils.extname(uri) !== '.loyalty') continue;
            if (!(await this.isFile(uri))) continue;
            const document = unreadDocument(this.langiumDocumentFactory, uri);
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
    return imports.map(each => targetOf(document, each)).filter(uri => uri !== undefined);
}

function hasProgram(document: LangiumDocument): boolean {
    const file = fileOf(document);
    return file !== undefined && declarationsOf(file, 'Program').length > 0;
}
