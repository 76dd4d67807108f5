import {
    Cancellation,
    DefaultWorkspaceManager,
    DocumentState,
    type LangiumDocument,
    type LangiumDocumentFactory,
    type Stream,
    URI,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { WorkspaceFolder } from 'vscode-languageserver';
import { LIBRARY_TEXT, LIBRARY_URI } from '../language/library.ts';

/** Loads the library, and takes note of the programs of the workspace: they are read when they are built, the open ones first. */
export class LoyaltyWorkspaceManager extends DefaultWorkspaceManager {
    private readonly documentFactory: LangiumDocumentFactory;

    constructor(services: LangiumSharedServices) {
        super(services);
        this.documentFactory = services.workspace.LangiumDocumentFactory;
    }

    protected override async loadAdditionalDocuments(
        _folders: WorkspaceFolder[],
        collector: (document: LangiumDocument) => void,
    ): Promise<void> {
        // In slices, which only what may be cancelled is read in.
        const { None } = Cancellation.CancellationToken;
        collector(await this.documentFactory.fromString(LIBRARY_TEXT, URI.parse(LIBRARY_URI), None));
    }

    protected override async loadWorkspaceDocuments(
        uris: Stream<URI>,
        collector: (document: LangiumDocument) => void,
    ): Promise<void> {
        for (const uri of uris) collector(unreadDocument(this.documentFactory, uri));
    }
}

/** A document whose text nobody has read so far. */
export function unreadDocument(factory: LangiumDocumentFactory, uri: URI): LangiumDocument {
    const document = factory.fromModel({ $type: 'INVALID' }, uri);
    document.state = DocumentState.Changed;
    return document;
}
