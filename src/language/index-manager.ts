import {
    type AstNode,
    CstUtils,
    DefaultIndexManager,
    MultiMap,
    type ReferenceDescription,
    type ScopeComputation,
    type Stream,
    stream,
    UriUtils,
} from 'langium';
import { documentOf } from './names.ts';
import { piecesOf } from './pieces/parser.ts';
import type { PieceReference } from './pieces/reference.ts';

/** Finds references when somebody asks for them: an index of them would have to be made again at each key. */
export class LoyaltyIndexManager extends DefaultIndexManager {
    override async updateContent(): Promise<void> {}

    override async updateReferences(): Promise<void> {}

    override findAllReferences(target: AstNode, targetPath: string): Stream<ReferenceDescription> {
        const found = this.documents.all.flatMap(document =>
            piecesOf(document)
                .flatMap(({ references }) => references.filter(reference => reference.ref === target))
                .map(reference => this.describe(reference, target, targetPath))
                .filter(each => each !== undefined),
        );
        return stream(found.toArray());
    }

    private describe(reference: PieceReference, target: AstNode, targetPath: string): ReferenceDescription | undefined {
        const node = reference.owner;
        const segment = CstUtils.toDocumentSegment(reference.$refNode);
        if (!segment) return undefined;
        const sourceUri = documentOf(node).uri;
        const targetUri = documentOf(target).uri;
        const locator = this.serviceRegistry.getServices(sourceUri).workspace.AstNodeLocator;
        return {
            sourceUri,
            sourcePath: locator.getAstNodePath(node),
            targetUri,
            targetPath,
            segment,
            local: UriUtils.equals(sourceUri, targetUri),
        };
    }
}

/** Nothing: which names there are is known to `Names`. */
export const noScopes: ScopeComputation = {
    collectExportedSymbols: async () => [],
    collectLocalSymbols: async () => new MultiMap(),
};
