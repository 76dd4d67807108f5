import { builders } from 'prettier/doc';
import type { Comment, Token } from './tokens.ts';

const { align, dedentToRoot, hardline, hardlineWithoutBreakParent, join, lineSuffix } = builders;

/** Stands before a comment at the end of a line until its column is known. No program holds this character. */
export const MARGIN = '\0';

/** A token with the comments on its line. Those above it are its container's. */
export function tokenDoc(token: Token): builders.Doc {
    return [token.before.map(comment => [inlineDoc(comment), ' ']), token.text, token.after.map(behind)];
}

function behind(comment: Comment): builders.Doc {
    return comment.isLine ? lineSuffix(MARGIN + comment.text) : [' ', inlineDoc(comment)];
}

/** Within a clause: whatever word it belongs to, its further lines are as deep as the clause, and break nothing around them. */
function inlineDoc(comment: Comment): builders.Doc {
    return comment.text.includes('\n') ? dedentToRoot(linesDoc(comment, hardlineWithoutBreakParent)) : comment.text;
}

/** A comment on lines of its own. */
export function commentDoc(comment: Comment): builders.Doc {
    return linesDoc(comment, hardline);
}

function linesDoc(comment: Comment, lineEnd: builders.Doc): builders.Doc {
    const [first = '', ...rest] = comment.text.split('\n');
    if (rest.length === 0) return first;
    if (rest.every(line => line.trimStart().startsWith('*')))
        return join(lineEnd, [first, ...rest.map(line => ` ${line.trimStart()}`)]);
    return [first, align(first === '/*' ? 0 : 3, [lineEnd, join(lineEnd, undent(rest))])];
}

/** Takes off the blanks that all lines begin with. */
function undent(lines: readonly string[]): string[] {
    const depths = lines.filter(line => line !== '').map(line => line.length - line.trimStart().length);
    const least = Math.min(...depths);
    return lines.map(line => line.slice(least));
}
