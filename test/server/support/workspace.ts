import { type LangiumDocument, TextDocument, URI } from 'langium';
import { createLoyaltyServerServices } from '../../../src/server/services.ts';
import { MemoryFiles } from './memory-files.ts';
import { ROOT, uriOf } from './session.ts';

/** The documents of an editor without the editor: texts go in, and what is known of them can be looked at. */
export class Workspace {
    readonly services = createLoyaltyServerServices({ fileSystemProvider: () => this.files });
    private readonly files = new MemoryFiles(new Map());
    private version = 0;

    async start(): Promise<this> {
        await this.services.shared.workspace.WorkspaceManager.initializeWorkspace([{ uri: ROOT, name: 'work' }]);
        return this;
    }

    /** Texts by name of file; undefined for files that are gone. */
    async put(texts: Readonly<Record<string, string | undefined>>): Promise<void> {
        const { TextDocuments, DocumentBuilder } = this.services.shared.workspace;
        const changed: URI[] = [];
        const deleted: URI[] = [];
        for (const [name, text] of Object.entries(texts)) {
            const uri = uriOf(name);
            (text === undefined ? deleted : changed).push(URI.parse(uri));
            if (text === undefined) TextDocuments.delete(uri);
            else TextDocuments.set(TextDocument.create(uri, 'loyalty', ++this.version, text));
        }
        await DocumentBuilder.update(changed, deleted);
    }

    document(name: string): LangiumDocument {
        const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uriOf(name)));
        if (!document) throw new Error(`There is no ${name}.`);
        return document;
    }
}
