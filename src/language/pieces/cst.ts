import type { IToken } from 'chevrotain';
import {
    type AstNode,
    type CompositeCstNode,
    CompositeCstNodeImpl,
    type CstNode,
    CstNodeBuilder,
    type GrammarAST,
    LeafCstNodeImpl,
    type RootCstNode,
    RootCstNodeImpl,
} from 'langium';
import type { Place } from './piece.ts';

// Langium's own classes need a cast to its interfaces: what is optional there is undefined here.

type Range = CstNode['range'];

/** Builds trees whose places are counted from where their piece begins: a piece that moves need not be read again. */
export class PieceNodeBuilder extends CstNodeBuilder {
    private place: Place = { start: 0, line: 0 };
    private open: CompositeCstNodeImpl[] = [];

    /** What is built from now on belongs to a piece that begins here. */
    at(place: Place): void {
        this.place = place;
    }

    override buildRootNode(input: string): RootCstNode {
        const root = super.buildRootNode(input);
        // The builder's own list, which is private and is made anew with each root.
        this.open = Reflect.get(this, 'nodeStack') as CompositeCstNodeImpl[];
        return root;
    }

    /** Most words have no comment before them. */
    override addHiddenNodes(tokens: IToken[]): void {
        if (tokens.length > 0) super.addHiddenNodes(tokens);
    }

    override buildCompositeNode(feature: GrammarAST.AbstractElement): CompositeCstNode {
        const node = new PieceNode();
        node.grammarSource = feature;
        this.appendChild(this.current as CompositeCstNode, node as CstNode);
        this.open.push(node);
        return node as CompositeCstNode;
    }

    protected override createLeafNode(token: IToken, hidden: boolean): PieceLeaf {
        return new PieceLeaf(token, hidden, this.place);
    }
}

/** A token. Chevrotain counts lines and columns from one, and ends inclusively. */
class PieceLeaf extends LeafCstNodeImpl {
    readonly place: Place;

    constructor(token: IToken, hidden: boolean, place: Place) {
        const { startOffset, image, startLine = 1, startColumn = 1, endLine = 1, endColumn = 0, tokenType } = token;
        super(startOffset, image.length, startLine - 1, startColumn - 1, endLine - 1, endColumn, tokenType, hidden);
        this.place = place;
    }

    override get offset(): number {
        return this.place.start + super.offset;
    }

    override get end(): number {
        return this.place.start + super.end;
    }

    override get range(): Range {
        const range = super.range;
        const { line } = this.place;
        range.start.line += line;
        range.end.line += line;
        return range;
    }
}

/** Langium remembers ranges; these may move. */
class PieceNode extends CompositeCstNodeImpl {
    override get range(): Range {
        const first = firstLeafOf(this as CstNode);
        const last = leafOf(this as CstNode, content => content.findLast(isShown) ?? content.at(-1));
        if (!first || !last) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
        const { start } = first.range;
        const { end } = last.range;
        return { start, end: end.line < start.line ? start : end };
    }
}

const isShown = (node: CstNode): boolean => !node.hidden;

/** Where it begins, whatever it ends with. */
export function beginningOf(node: CstNode): Range['start'] {
    const first = node instanceof PieceNode ? firstLeafOf(node as CstNode) : node;
    return first?.range.start ?? { line: 0, character: 0 };
}

const firstLeafOf = (node: CstNode): CstNode | undefined =>
    leafOf(node, content => content.find(isShown) ?? content[0]);

/** Down to the tokens, one choice at a time. */
function leafOf(node: CstNode, choose: (content: readonly CstNode[]) => CstNode | undefined): CstNode | undefined {
    let each: CstNode | undefined = node;
    while (each && each instanceof CompositeCstNodeImpl) each = choose(each.content);
    return each;
}

/** The root of a file, above what was read piece by piece. */
export function rootOver(text: string, content: CstNode[], file: AstNode): RootCstNode {
    const root = new RootCstNodeImpl(text);
    root.astNode = file;
    const node = root as RootCstNode;
    new CstNodeBuilder().appendChildren(node, content);
    return node;
}
