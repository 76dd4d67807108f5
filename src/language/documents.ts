import { DefaultLangiumDocuments, type LangiumDocument, type URI } from 'langium';

/** Langium takes a URI apart each time that a document is asked for; nearly always it has been asked for before. */
export class LoyaltyDocuments extends DefaultLangiumDocuments {
    private readonly found = new Map<string, LangiumDocument>();

    override getDocument(uri: URI): LangiumDocument | undefined {
        const key = uri.toString();
        const known = this.found.get(key);
        if (known) return known;
        const document = super.getDocument(uri);
        if (document) this.found.set(key, document);
        return document;
    }

    override hasDocument(uri: URI): boolean {
        return this.getDocument(uri) !== undefined;
    }

    override deleteDocument(uri: URI): LangiumDocument | undefined {
        this.found.clear();
        return super.deleteDocument(uri);
    }

    override deleteDocuments(folder: URI): LangiumDocument[] {
        this.found.clear();
        return super.deleteDocuments(folder);
    }
}
