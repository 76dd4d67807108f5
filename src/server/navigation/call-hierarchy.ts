import { type AstNode, AstUtils, type LangiumDocument, URI } from 'langium';
import type { CallHierarchyProvider } from 'langium/lsp';
import type {
    CallHierarchyIncomingCall,
    CallHierarchyIncomingCallsParams,
    CallHierarchyItem,
    CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams,
    CallHierarchyPrepareParams,
} from 'vscode-languageserver';
import { documentOf } from '../../language/names.ts';
import { labelOf, placeOf } from '../document-symbols.ts';
import { kindOf } from '../kinds.ts';
import { namedAt } from '../lookup.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { type Flow, isStation, whatFeeds, whatIsFed } from './flow.ts';

/** Who calls is who feeds: rules that give points, what a tier measures, the data that an event comes from. */
export class LoyaltyCallHierarchy implements CallHierarchyProvider {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    prepareCallHierarchy(
        document: LangiumDocument,
        { position }: CallHierarchyPrepareParams,
    ): CallHierarchyItem[] | undefined {
        const items = namedAt(this.services, document, position)?.targets.flatMap(each => this.itemOf(each));
        return items && items.length > 0 ? items : undefined;
    }

    incomingCalls({ item }: CallHierarchyIncomingCallsParams): CallHierarchyIncomingCall[] | undefined {
        const node = this.nodeOf(item);
        return (
            node &&
            whatFeeds(this.services, node)
                .flatMap(flow => this.ends(flow, item, 'there'))
                .map(({ end, ranges }) => ({ from: end, fromRanges: ranges }))
        );
    }

    outgoingCalls({ item }: CallHierarchyOutgoingCallsParams): CallHierarchyOutgoingCall[] | undefined {
        const node = this.nodeOf(item);
        return (
            node &&
            whatIsFed(this.services, node)
                .flatMap(flow => this.ends(flow, item, 'here'))
                .map(({ end, ranges }) => ({ to: end, fromRanges: ranges }))
        );
    }

    /** The protocol wants ranges in the file of the caller: where it does not name the other, its own name stands for it. */
    private ends({ node, places, isNamedThere }: Flow, item: CallHierarchyItem, caller: 'here' | 'there') {
        return this.itemOf(node).map(end => {
            const isNamedByCaller = isNamedThere === (caller === 'there');
            const own = caller === 'there' ? end.selectionRange : item.selectionRange;
            return { end, ranges: isNamedByCaller ? places.map(({ range }) => range) : [own] };
        });
    }

    private itemOf(node: AstNode): readonly CallHierarchyItem[] {
        const names = this.services.references.NameProvider;
        if (!node.$cstNode || !isStation(node)) return [];
        const place = placeOf(node, names) ?? node.$cstNode;
        const { noun, symbol } = kindOf(node);
        const document = documentOf(node);
        return [
            {
                name: labelOf(node, names),
                kind: symbol,
                detail: noun,
                uri: document.uri.toString(),
                range: node.$cstNode.range,
                selectionRange: place.range,
            },
        ];
    }

    /** What the item stands for now: the text may have moved since. */
    private nodeOf({ uri, name, detail, selectionRange }: CallHierarchyItem): AstNode | undefined {
        const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
        if (!document) return undefined;
        const line = selectionRange.start.line;
        const away = (node: AstNode): number => Math.abs((node.$cstNode?.range.start.line ?? 0) - line);
        return AstUtils.streamAst(document.parseResult.value)
            .filter(node => isStation(node) && labelOf(node, this.services.references.NameProvider) === name)
            .filter(node => kindOf(node).noun === detail)
            .toArray()
            .sort((a, b) => away(a) - away(b))[0];
    }
}
