import { type AstNode, DocumentState, type LangiumDocument, type Reference, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LIBRARY_TEXT, LIBRARY_URI } from './library.ts';
import { preparedLibrary } from './prepared-grammar.ts';
import type { LoyaltyServices } from './services.ts';
import { type Places, type Stretch, TextPlace } from './text-place.ts';

/** A node as it is written down: its type, where it and its properties stand, and these. */
export interface WrittenNode {
    readonly $type: string;
    readonly $at: Stretch;
    readonly $places: Places;
    readonly [property: string]: unknown;
}

/** A reference as it is written down. */
interface WrittenReference {
    readonly $refText: string;
    readonly $at: Stretch;
}

/**
 * The library as its parser would give it, made from what `npm run generate` wrote down: to parse it takes as long as
 * all else that is done for a small program. What it refers to is looked up when somebody asks.
 */
export function libraryDocument(services: LoyaltyServices): LangiumDocument {
    const uri = URI.parse(LIBRARY_URI);
    if (preparedLibrary === undefined)
        return services.shared.workspace.LangiumDocumentFactory.fromString(LIBRARY_TEXT, uri);
    const textDocument = TextDocument.create(LIBRARY_URI, services.LanguageMetaData.languageId, 0, LIBRARY_TEXT);
    const value = new Revival(services, textDocument).node(preparedLibrary);
    const document: LangiumDocument = {
        uri,
        textDocument,
        parseResult: { value, parserErrors: [], lexerErrors: [] },
        state: DocumentState.Linked,
        references: [],
    };
    Object.assign(value, { $document: document });
    return document;
}

class Revival {
    private readonly services: LoyaltyServices;
    private readonly text: TextDocument;

    constructor(services: LoyaltyServices, text: TextDocument) {
        this.services = services;
        this.text = text;
    }

    node({ $type, $at, $places, ...properties }: WrittenNode): AstNode {
        const node: AstNode & Record<string, unknown> = { $type };
        Object.assign(node, { $cstNode: new TextPlace(this.text, $at, node, $places) });
        for (const [property, value] of Object.entries(properties)) node[property] = this.value(value, node, property);
        return node;
    }

    private value(value: unknown, container: AstNode, property: string, index?: number): unknown {
        if (Array.isArray(value)) return value.map((each, at) => this.value(each, container, property, at));
        if (typeof value !== 'object' || value === null) return value;
        if ('$refText' in value) return this.reference(value as WrittenReference, container, property);
        const node = this.node(value as WrittenNode);
        return Object.assign(node, { $container: container, $containerProperty: property, $containerIndex: index });
    }

    private reference({ $refText, $at }: WrittenReference, node: AstNode, property: string): Reference {
        const place = new TextPlace(this.text, $at, node);
        return this.services.references.Linker.buildReference(node, property, place, $refText);
    }
}
