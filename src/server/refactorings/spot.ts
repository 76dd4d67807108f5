import { type AstNode, AstUtils, type CstNode, CstUtils, type LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { fileOf } from '../../language/names.ts';

/** Where the cursor is, or what is selected. */
export interface Spot {
    readonly document: LangiumDocument;
    readonly start: number;
    readonly end: number;
    /** The smallest node that holds all of it, and what that stands in, to the declaration. */
    readonly nodes: readonly AstNode[];
    readonly declaration: ast.Declaration | undefined;
}

export function spotAt(document: LangiumDocument, range: Range): Spot {
    const text = document.textDocument.getText();
    const [from, to] = [document.textDocument.offsetAt(range.start), document.textDocument.offsetAt(range.end)];
    const chosen = text.slice(from, to);
    const start = from + (chosen.length - chosen.trimStart().length);
    const end = Math.max(start, from + chosen.trimEnd().length);
    const nodes = holders(document, start, end);
    const declaration = nodes.find(node => ast.isFile(node.$container));
    return { document, start, end, nodes, declaration: isWhole(document, declaration) ? declaration : undefined };
}

function holders(document: LangiumDocument, start: number, end: number): readonly AstNode[] {
    const root = fileOf(document)?.$cstNode;
    if (!root) return [];
    const leaf = CstUtils.findLeafNodeAtOffset(root, start) ?? CstUtils.findLeafNodeAtOffset(root, start - 1);
    const nodes: AstNode[] = [];
    for (let node = leaf?.astNode; node && !ast.isFile(node); node = node.$container) {
        const { offset = 0, end: last = 0 } = node.$cstNode ?? {};
        if (offset <= start && end <= last) nodes.push(node);
    }
    return nodes;
}

/** A declaration that is half typed is left alone. */
function isWhole(document: LangiumDocument, node: AstNode | undefined): node is ast.Declaration {
    const cst = node?.$cstNode;
    if (!cst) return false;
    return !document.parseResult.parserErrors.some(({ token }) => {
        const at = Number.isNaN(token.startOffset) ? document.textDocument.getText().length : token.startOffset;
        return cst.offset <= at && at <= cst.end;
    });
}

/** The nearest node of a kind that holds the spot. */
export function nearest<T extends AstNode>(spot: Spot, is: (node: AstNode) => node is T): T | undefined {
    return spot.declaration && spot.nodes.find(is);
}

/** All nodes of a tree, itself included. */
export const within = (node: AstNode): readonly AstNode[] => [...AstUtils.streamAst(node)];

/** Whether the spot is a cursor in the name that a node has. */
export function isOnName(spot: Spot, name: CstNode | undefined): boolean {
    return name !== undefined && name.offset <= spot.start && spot.end <= name.end;
}
