import { DocumentState, type LangiumDocument, WorkspaceCache } from 'langium';
import { atOnce, type Steps } from '../base/steps.ts';
import { type Analysed, analyse } from './findings.ts';
import { Kept } from './lower/kept.ts';
import type { LoyaltyServices } from './services.ts';

/** What each program comes to, kept until any file changes; what it is made of, for as long as that holds. */
export class Analyses {
    private readonly services: LoyaltyServices;
    private readonly cache: WorkspaceCache<string, Analysed>;
    private readonly kept = new Map<string, Kept>();
    /** Those that have been known once. */
    private readonly complete = new Set<string>();

    constructor(services: LoyaltyServices) {
        this.services = services;
        this.cache = new WorkspaceCache(services.shared, DocumentState.Parsed);
        services.shared.workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
            for (const uri of deleted) {
                this.kept.delete(uri.toString());
                this.complete.delete(uri.toString());
            }
        });
    }

    /** The program whose block stands in this file, or the file alone. */
    of(root: LangiumDocument): Analysed {
        return atOnce(this.inSteps(root));
    }

    /** As `of`; what a step has found out is not lost when nobody goes on. */
    *inSteps(root: LangiumDocument): Steps<Analysed> {
        const uri = root.uri.toString();
        const known = this.cache.get(uri);
        if (known) return known;
        const kept = this.kept.get(uri) ?? new Kept();
        this.kept.set(uri, kept);
        const analysed = yield* analyse(this.services, root, kept);
        this.cache.set(uri, analysed);
        this.complete.add(uri);
        return analysed;
    }

    /** As `of`, where that takes no longer than what has changed since it was last known. */
    atHand(root: LangiumDocument): Analysed | undefined {
        return this.complete.has(root.uri.toString()) ? this.of(root) : undefined;
    }
}
