import {
    type FileSystemProvider,
    type LangiumDocuments,
    type TextDocument,
    type TextDocumentProvider,
    URI,
    UriUtils,
} from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
    type DidChangeWatchedFilesParams,
    FileChangeType,
    type FileEvent,
    type FileSystemWatcher,
    type TextDocumentChangeEvent,
    WatchKind,
} from 'vscode-languageserver';
import { CONFIG_FILE } from '../diagnostics/severities.ts';
import { LIBRARY_URI } from '../language/library.ts';

/** Lets through what concerns programs: a build that writes a thousand files must not cost a thousand builds here. */
export class LoyaltyUpdateHandler extends DefaultDocumentUpdateHandler {
    private readonly documents: LangiumDocuments;
    private readonly openDocuments: TextDocumentProvider;
    private readonly files: FileSystemProvider;

    constructor(services: LangiumSharedServices) {
        super(services);
        this.documents = services.workspace.LangiumDocuments;
        this.openDocuments = services.workspace.TextDocuments;
        this.files = services.workspace.FileSystemProvider;
    }

    /** Folders come and go as one event, hence the second pattern. */
    protected override getWatchers(): FileSystemWatcher[] {
        return [
            { globPattern: '**/*.loyalty', kind: WatchKind.Change },
            { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
            { globPattern: `**/${CONFIG_FILE}`, kind: WatchKind.Change },
        ];
    }

    override didChangeContent(change: TextDocumentChangeEvent<TextDocument>): void {
        if (change.document.uri !== LIBRARY_URI) super.didChangeContent(change);
    }

    /** What was typed and not saved is gone: the file counts again, if there is one. */
    async didCloseDocument(change: TextDocumentChangeEvent<TextDocument>): Promise<void> {
        if (change.document.uri === LIBRARY_URI) return;
        const uri = URI.parse(change.document.uri);
        const exists = uri.scheme === 'file' && (await this.files.exists(uri));
        if (exists) this.fireDocumentUpdate([uri], []);
        else this.fireDocumentUpdate([], [uri]);
    }

    override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
        const changes = params.changes
            .filter(change => this.isOfInterest(change))
            .map(change => this.asSeenByEditor(change));
        const configs = params.changes.filter(isConfig);
        if (configs.length > 0) this.onWatchedFilesChangeEmitter.fire({ changes: configs });
        if (changes.length > 0 || configs.length > 0) super.didChangeWatchedFiles({ changes });
    }

    private isOfInterest({ uri: text, type }: FileEvent): boolean {
        const uri = URI.parse(text);
        if (UriUtils.extname(uri) === '.loyalty') return true;
        if (this.isHidden(uri)) return false;
        if (type === FileChangeType.Deleted) return this.documents.getDocuments(uri).length > 0;
        return UriUtils.extname(uri) === '';
    }

    /** As where the workspace is searched for programs. */
    private isHidden(uri: URI): boolean {
        const folder = this.workspaceManager.workspaceFolders?.find(each => uri.toString().startsWith(`${each.uri}/`));
        const path = folder ? uri.toString().slice(folder.uri.length) : '';
        return path.split('/').some(part => part.startsWith('.') || part === 'node_modules');
    }

    /** A file that is open in the editor has its text there, whatever happens on disk. */
    private asSeenByEditor(change: FileEvent): FileEvent {
        const isOpen = this.openDocuments.get(URI.parse(change.uri)) !== undefined;
        return isOpen && change.type === FileChangeType.Deleted ? { ...change, type: FileChangeType.Changed } : change;
    }
}

/** What a project says of its findings. */
export const isConfig = ({ uri }: FileEvent): boolean => UriUtils.basename(URI.parse(uri)) === CONFIG_FILE;
