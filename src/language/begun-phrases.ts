import * as ast from './generated/ast.ts';
import type { PieceReference } from './pieces/reference.ts';

/** Where a phrase that was begun does not go on as it must. */
export interface BrokenOff {
    /** The name that the first word was taken for. */
    readonly head: ast.NameRef;
    readonly start: number;
    readonly end: number;
    readonly message: string;
}

const NUMBER = 'a number';
const RANKED = [
    [NUMBER, '%', 'of', 'members'],
    [NUMBER, 'members'],
];

/** How phrases go on whose first word could be a name as well: the parser takes it for one when the rest is wrong. */
const PHRASES: Readonly<Record<string, readonly (readonly string[])[]>> = {
    top: RANKED,
    bottom: RANKED,
    missing: [['to']],
    share: [['of', 'members', 'in']],
    days: [['since', 'last']],
    any: [[NUMBER, 'of', '(']],
};

/** Words that no declaration has and that begin a phrase, of which at least one further word is right. */
export function begunPhrases(references: readonly PieceReference[], text: string): readonly BrokenOff[] {
    return references.flatMap(reference => {
        const node = reference.$refNode?.astNode;
        if (!reference.error || !ast.isNameRef(node) || node.head !== reference) return [];
        const ways = Object.hasOwn(PHRASES, reference.$refText) ? (PHRASES[reference.$refText] ?? []) : [];
        const after = reference.$refNode?.end ?? 0;
        const breaks = ways.map(way => breakOff(text, after, way));
        const right = Math.max(0, ...breaks.map(each => each.right));
        const best = breaks.filter(each => each.right === right);
        const [first] = best;
        if (!first || right === 0 || best.some(({ wanted }) => wanted === undefined)) return [];
        const { start, found } = first;
        const instead = found === '' ? '' : `, not '${found}'`;
        const words = best.map(({ wanted }) => (wanted === NUMBER ? wanted : `'${wanted}'`)).join(' or ');
        return [{ head: node, start, end: start + found.length, message: `Here must be ${words}${instead}.` }];
    });
}

interface Break {
    /** How many words are right. */
    readonly right: number;
    /** What should stand here; undefined where all is right. */
    readonly wanted: string | undefined;
    readonly found: string;
    readonly start: number;
}

function breakOff(text: string, from: number, way: readonly string[]): Break {
    const words = /\s*(?:\/\*[\s\S]*?\*\/\s*|\/\/[^\n]*\s*)*(\d[\d_.]*|[\p{L}_][\p{L}\p{N}_]*|\S|$)/uy;
    words.lastIndex = from;
    for (const [right, wanted] of way.entries()) {
        const found = words.exec(text)?.[1] ?? '';
        const fits = wanted === NUMBER ? /^\d/.test(found) : found === wanted;
        if (!fits) return { right, wanted, found, start: words.lastIndex - found.length };
    }
    return { right: way.length, wanted: undefined, found: '', start: words.lastIndex };
}
