import type { AstNode, CompositeCstNode, CstNode, GrammarAST, RootCstNode } from 'langium';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Offsets in a text, the end excluded. */
export type Stretch = readonly [start: number, end: number];

/** By property, where its values stand. */
export type Places = Readonly<Record<string, readonly Stretch[]>>;

/** Where a node stands in a text that was not parsed: what Langium asks of its syntax tree to find a node's properties. */
export class TextPlace implements CompositeCstNode, RootCstNode {
    readonly offset: number;
    readonly end: number;
    readonly astNode: AstNode;
    readonly grammarSource?: GrammarAST.AbstractElement;
    readonly hidden = false;
    private readonly document: TextDocument;
    private readonly places: Places;

    constructor(document: TextDocument, [offset, end]: Stretch, astNode: AstNode, places: Places = {}, property = '') {
        this.document = document;
        this.offset = offset;
        this.end = end;
        this.astNode = astNode;
        this.places = places;
        // All that is asked of an assignment is which property it is to.
        if (property !== '')
            this.grammarSource = { $type: 'Assignment', feature: property } as unknown as GrammarAST.Assignment;
    }

    get content(): readonly CstNode[] {
        return Object.entries(this.places).flatMap(([property, stretches]) =>
            stretches.map(each => new TextPlace(this.document, each, this.astNode, {}, property)),
        );
    }

    get length(): number {
        return this.end - this.offset;
    }

    get range(): CstNode['range'] {
        return { start: this.document.positionAt(this.offset), end: this.document.positionAt(this.end) };
    }

    get text(): string {
        return this.fullText.slice(this.offset, this.end);
    }

    get fullText(): string {
        return this.document.getText();
    }

    get root(): RootCstNode {
        return this;
    }
}
