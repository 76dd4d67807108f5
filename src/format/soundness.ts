import { type AstNode, isAstNode, isReference } from 'langium';
import type { File } from '../language/generated/ast.ts';
import type { Token } from './tokens.ts';

/** Properties that hold a counted word: `unit` and `units` mean the same. */
const COUNTED_WORDS: ReadonlySet<string> = new Set(['counted', 'unit']);

/** Whether two trees say the same, apart from where they say it. */
export function sameTree(before: File, after: File): boolean {
    const open: [unknown, unknown, string][] = [[before, after, '']];
    for (let pair = open.pop(); pair; pair = open.pop()) {
        const [a, b, key] = pair;
        if (isReference(a) && isReference(b)) {
            if (a.$refText !== b.$refText) return false;
        } else if (Array.isArray(a) && Array.isArray(b)) {
            if (a.length !== b.length) return false;
            for (const [index, each] of a.entries()) open.push([each, b[index], key]);
        } else if (isAstNode(a) && isAstNode(b)) {
            if (a.$type !== b.$type) return false;
            const [left, right] = [contents(a), contents(b)];
            for (const each of new Set([...left.keys(), ...right.keys()]))
                open.push([left.get(each), right.get(each), each]);
        } else if (word(a, key) !== word(b, key)) return false;
    }
    return true;
}

function contents(node: AstNode): ReadonlyMap<string, unknown> {
    return new Map(Object.entries(node).filter(([key]) => !key.startsWith('$')));
}

function word(value: unknown, key: string): unknown {
    return typeof value === 'string' && COUNTED_WORDS.has(key) ? value.replace(/s$/, '') : value;
}

/** The comments of a text in one order, however their lines are indented. */
export function commentsOf(tokens: readonly Token[]): string[] {
    const comments = tokens.flatMap(token => [...token.above, ...token.before, ...token.after]);
    return comments.map(comment => comment.text.replace(/\s+/g, ' ')).sort();
}

export function sameTexts(before: readonly string[], after: readonly string[]): boolean {
    return before.length === after.length && before.every((text, index) => text === after[index]);
}
