import { DocumentState, type LangiumDocument, WorkspaceCache } from 'langium';
import { type Analysed, analyse } from './findings.ts';
import { Kept } from './lower/kept.ts';
import type { LoyaltyServices } from './services.ts';

/** What each program comes to, kept until any file changes; what it is made of, for as long as that holds. */
export class Analyses {
    private readonly services: LoyaltyServices;
    private readonly cache: WorkspaceCache<string, Analysed>;
    private readonly kept = new Map<string, Kept>();

    constructor(services: LoyaltyServices) {
        this.services = services;
        this.cache = new WorkspaceCache(services.shared, DocumentState.Parsed);
        services.shared.workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
            for (const uri of deleted) this.kept.delete(uri.toString());
        });
    }

    /** The program whose block stands in this file, or the file alone. */
    of(root: LangiumDocument): Analysed {
        const uri = root.uri.toString();
        return this.cache.get(uri, () => {
            const kept = this.kept.get(uri) ?? new Kept();
            this.kept.set(uri, kept);
            return analyse(this.services, root, kept);
        });
    }
}
