import { AstUtils, type LangiumDocument, type Reference, type ReferenceDescription, UriUtils } from 'langium';
import type { DocumentHighlightProvider } from 'langium/lsp';
import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from 'vscode-languageserver';
import { documentOf } from '../../language/names.ts';
import { namedAt } from '../lookup.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { isGiving } from './flow.ts';

/** Where a thing is named in this file. What declares it, gives it or fills it writes; all else reads. */
export class LoyaltyHighlights implements DocumentHighlightProvider {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    getDocumentHighlight(
        document: LangiumDocument,
        { position }: DocumentHighlightParams,
    ): DocumentHighlight[] | undefined {
        const named = namedAt(this.services, document, position);
        return named?.targets.flatMap(target => {
            const name = this.services.references.NameProvider.getNameNode(target);
            const isHere = UriUtils.equals(documentOf(target).uri, document.uri);
            const found = this.services.references.References.findReferences(target, {
                documentUri: document.uri,
                includeDeclaration: isHere,
            });
            return found
                .map(each => {
                    const isDeclaration = isHere && each.segment.offset === name?.offset;
                    const writes = isDeclaration || this.gives(document, each);
                    const kind = writes ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
                    return { range: each.segment.range, kind };
                })
                .toArray();
        });
    }

    private gives(document: LangiumDocument, { sourcePath, segment }: ReferenceDescription): boolean {
        const node = this.services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, sourcePath);
        const use =
            node &&
            AstUtils.streamReferences(node).find(
                // the language has no references to several things
                ({ reference }) => (reference as Reference).$refNode?.offset === segment.offset,
            );
        return use !== undefined && isGiving(use.container, use.property);
    }
}
