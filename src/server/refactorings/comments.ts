import { type AstNode, CstUtils } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import { startWithComments, textEdit } from './text.ts';

interface Comment {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** Comments that belong to a node and stand in none of its parts: they would be lost with it. */
export function commentsAround(node: AstNode, parts: readonly AstNode[]): readonly Comment[] {
    const cst = node.$cstNode;
    if (!cst) return [];
    const from = startWithComments(cst);
    const text = documentOf(node).textDocument.getText();
    const behind = /^[ \t]*\/\/[^\n]*/.exec(text.slice(cst.end))?.[0].length ?? 0;
    const within = (offset: number): boolean =>
        parts.some(({ $cstNode: part }) => part !== undefined && part.offset <= offset && offset < part.end);
    return CstUtils.flattenCst(cst.root)
        .filter(leaf => leaf.hidden && leaf.tokenType.name.endsWith('COMMENT'))
        .filter(({ offset, end }) => from <= offset && end <= cst.end + behind && !within(offset))
        .map(({ offset, end, text: comment }) => ({ start: offset, end, text: comment }))
        .toArray();
}

export function commentsIn(node: AstNode): readonly Comment[] {
    if (!node.$cstNode) return [];
    return CstUtils.flattenCst(node.$cstNode)
        .filter(leaf => leaf.hidden && leaf.tokenType.name.endsWith('COMMENT'))
        .map(({ offset, end, text }) => ({ start: offset, end, text }))
        .toArray();
}

/** They are taken from above their declaration and stand above a clause; those inside go with the declaration. */
export function moveComments(comments: readonly Comment[], clause: AstNode): readonly Edit[] {
    if (comments.length === 0 || !clause.$cstNode) return [];
    const at = startWithComments(clause.$cstNode);
    const text = comments.map(comment => `${comment.text}\n  `).join('');
    return [textEdit(documentOf(clause), at, at, text)];
}

/** What stands on a line of its own in a declaration; a declaration without such lines is its own. */
export function clauseOf(node: AstNode): AstNode {
    let clause = node;
    while (clause.$container && !ast.isFile(clause.$container) && !ast.isFile(clause.$container.$container))
        clause = clause.$container;
    return clause;
}
