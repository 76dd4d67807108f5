import { type AstNode, GrammarUtils, isAstNode, isReference, type LangiumDocument, URI } from 'langium';
import { expect, test } from 'vitest';
import { LIBRARY_TEXT, LIBRARY_URI } from '../../src/language/library.ts';
import { libraryDocument } from '../../src/language/library-document.ts';
import { docOf, spanOf } from '../../src/language/lower/context.ts';
import { createLoyaltyServices } from '../../src/language/services.ts';

const { shared, loyalty } = createLoyaltyServices();
const parsed = shared.workspace.LangiumDocumentFactory.fromString(LIBRARY_TEXT, URI.parse(LIBRARY_URI));
const prepared = libraryDocument(loyalty);

test('the library that is not parsed is as its parser gives it', () => {
    expect(all(prepared)).toEqual(all(parsed));
});

test('its nodes know who contains them, and their text', () => {
    const described = ({ parseResult }: LangiumDocument) => [...nodesOf(parseResult.value)].map(describe);
    const describe = (node: AstNode) => ({
        path: loyalty.workspace.AstNodeLocator.getAstNodePath(node),
        text: node.$cstNode?.text,
        span: spanOf(node),
        doc: docOf(node),
    });
    expect(described(prepared)).toEqual(described(parsed));
});

/** A node's type, properties and where they stand. */
function all(document: LangiumDocument): unknown {
    const treeOf = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(treeOf);
        if (isReference(value)) return { text: value.$refText, at: placeOf(value.$refNode) };
        if (!isAstNode(value)) return value;
        const own = Object.entries(value).filter(([name]) => !name.startsWith('$'));
        return {
            type: value.$type,
            at: placeOf(value.$cstNode),
            ...Object.fromEntries(
                own.map(([name, each]) => [
                    name,
                    { value: treeOf(each), at: GrammarUtils.findNodesForProperty(value.$cstNode, name).map(placeOf) },
                ]),
            ),
        };
    };
    return treeOf(document.parseResult.value);
}

const placeOf = (place: AstNode['$cstNode']): unknown => place && [place.offset, place.end, place.range];

function* nodesOf(node: AstNode): Generator<AstNode> {
    yield node;
    for (const value of Object.values(node).flat())
        if (isAstNode(value) && value.$container === node) yield* nodesOf(value);
}
