import {
    type AstNode,
    AstUtils,
    type CstNode,
    DefaultLinker,
    DocumentState,
    type LangiumCoreServices,
    type LangiumDocument,
    type Reference,
    type ReferenceInfo,
} from 'langium';
import { atOnce, type Steps } from '../base/steps.ts';
import { piecesOf } from './pieces/parser.ts';
import { type Piece, pieceOf } from './pieces/piece.ts';
import { asReference, PieceReference, type Resolver, type Target } from './pieces/reference.ts';
import type { LoyaltyScopeProvider } from './scope.ts';

/** Who wants all references of a file has them listed; after each key, nobody does. */
function listReferencesLater(document: LangiumDocument, pieces: readonly Piece[]): void {
    let list: Reference[] | undefined;
    Object.defineProperty(document, 'references', {
        configurable: true,
        enumerable: true,
        get: () => {
            list ??= pieces.flatMap(({ references }) => references.map(asReference));
            return list;
        },
    });
}

/** Finds what the references of a piece lead to when it is new, and again only when that may be something else. */
export class LoyaltyLinker extends DefaultLinker {
    private readonly resolver: Resolver;

    constructor(services: LangiumCoreServices) {
        super(services);
        const descriptions = services.workspace.AstNodeDescriptionProvider;
        this.resolver = {
            find: info => this.find(info),
            describe: node => descriptions.createDescription(node, undefined),
        };
    }

    override buildReference(
        container: AstNode,
        property: string,
        refNode: CstNode | undefined,
        refText: string,
    ): Reference {
        return asReference(new PieceReference(this.resolver, { container, property }, refNode, refText));
    }

    override async link(document: LangiumDocument): Promise<void> {
        atOnce(this.linking(document));
    }

    /** A step for each piece that must be linked. */
    *linking(document: LangiumDocument): Steps<void> {
        const pieces = piecesOf(document);
        for (const piece of pieces) {
            if (piece.isLinked) continue;
            this.linkPiece(piece);
            yield;
        }
        listReferencesLater(document, pieces);
    }

    /** Nothing: a piece says itself when its references must be found again. */
    override unlink(): void {}

    linkPiece(piece: Piece): void {
        if (piece.isLinked) return;
        for (const reference of piece.references) void reference.ref;
        piece.hasErrors = piece.references.some(({ error }) => error !== undefined);
        piece.isLinked = true;
    }

    private find(info: ReferenceInfo): Target | undefined {
        try {
            const node = (this.scopeProvider as LoyaltyScopeProvider).find(info, info.reference.$refText); // ours
            if (node) return { node, piece: pieceOf(node) };
            const document = AstUtils.findRootNode(info.container).$document;
            if (document && document.state < DocumentState.ComputedScopes) return undefined;
            return { error: this.createLinkingError(info) };
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            return { error: { info, message } };
        }
    }
}
