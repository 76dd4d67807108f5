import { isAstNode, isReference, type ParseResult } from 'langium';

/** All that reading a text gives: the tree with its places, and what is wrong. */
export function readable(result: ParseResult): unknown {
    return {
        tree: treeOf(result.value),
        errors: result.parserErrors.map(({ token, message }) => [token.startOffset, token.startLine, message]),
        lexing: result.lexerReport?.diagnostics,
    };
}

/** A node's type, place and properties, without the ways back up. */
export function treeOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(treeOf);
    if (isReference(value)) return { to: value.$refText, at: value.$refNode?.range };
    if (!isAstNode(value)) return value;
    const own = Object.entries(value).filter(([name]) => !name.startsWith('$'));
    const { $type, $cstNode } = value;
    const place = [$cstNode?.offset, $cstNode?.end, $cstNode?.range];
    return { $type, place, ...Object.fromEntries(own.map(([name, each]) => [name, treeOf(each)])) };
}
