import { DefaultWorkspaceManager, type LangiumDocument, type LangiumDocumentFactory, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { WorkspaceFolder } from 'vscode-languageserver';
import { LIBRARY_TEXT, LIBRARY_URI } from '../language/library.ts';

/** Loads the library, then the programs of the workspace. */
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
        collector(this.documentFactory.fromString(LIBRARY_TEXT, URI.parse(LIBRARY_URI)));
    }
}
