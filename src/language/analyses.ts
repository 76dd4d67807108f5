import { DocumentState, type LangiumDocument, WorkspaceCache } from 'langium';
import { type Analysed, analyse } from './findings.ts';
import type { LoyaltyServices } from './services.ts';

/** What each program comes to, kept until any file changes. */
export class Analyses {
    private readonly services: LoyaltyServices;
    private readonly cache: WorkspaceCache<string, Analysed>;

    constructor(services: LoyaltyServices) {
        this.services = services;
        this.cache = new WorkspaceCache(services.shared, DocumentState.Parsed);
    }

    /** The program whose block stands in this file, or the file alone. */
    of(root: LangiumDocument): Analysed {
        return this.cache.get(root.uri.toString(), () => analyse(this.services, root));
    }
}
