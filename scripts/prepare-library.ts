import { type AstNode, GrammarUtils, isAstNode, isReference, URI } from 'langium';
import { LIBRARY_TEXT, LIBRARY_URI } from '../src/language/library.ts';
import type { WrittenNode } from '../src/language/library-document.ts';
import { createLoyaltyServices } from '../src/language/services.ts';

/* Writes down what the library is parsed to, for src/language/library-document.ts. */

export function prepareLibrary(): WrittenNode {
    const { shared } = createLoyaltyServices();
    const document = shared.workspace.LangiumDocumentFactory.fromString(LIBRARY_TEXT, URI.parse(LIBRARY_URI));
    const { value, parserErrors, lexerErrors } = document.parseResult;
    if (parserErrors.length + lexerErrors.length > 0) throw new Error(`the library: ${parserErrors[0]?.message}`);
    return writtenNode(value);
}

function writtenNode(node: AstNode): WrittenNode {
    const properties = Object.entries(node).filter(([name]) => !name.startsWith('$'));
    const places = properties
        .map(([name]) => [name, GrammarUtils.findNodesForProperty(node.$cstNode, name).map(stretch)] as const)
        .filter(([, stretches]) => stretches.length > 0);
    return {
        $type: node.$type,
        $at: stretch(node.$cstNode),
        $places: Object.fromEntries(places),
        ...Object.fromEntries(properties.map(([name, value]) => [name, written(value)])),
    };
}

function written(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(written);
    if (isReference(value)) return { $refText: value.$refText, $at: stretch(value.$refNode) };
    if (isAstNode(value)) return writtenNode(value);
    if (value === undefined || ['string', 'number', 'boolean'].includes(typeof value)) return value;
    throw new Error(`the library holds ${typeof value}, which cannot be written down`);
}

function stretch(place: { readonly offset: number; readonly end: number } | undefined): readonly [number, number] {
    if (place === undefined) throw new Error('a node of the library stands nowhere');
    return [place.offset, place.end];
}
