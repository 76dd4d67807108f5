/** A token of the lexer, as far as the layout asks. */
interface Lexed {
    readonly image: string;
    readonly startOffset: number;
    readonly tokenType: { readonly name: string };
}

/** A comment, and how it stood among its neighbours. */
export interface Comment {
    /** As written, line ends are `\n`, blanks at the ends of lines left out. */
    readonly text: string;
    readonly isLine: boolean;
    /** A blank line stood before it. */
    readonly blankBefore: boolean;
    /** Something else begins on the line where it ends. */
    readonly continued: boolean;
}

/** A word or sign of the program with the comments that belong to it: each is printed exactly once. */
export interface Token {
    /** The spelling that will be printed. */
    text: string;
    readonly type: string;
    readonly start: number;
    readonly end: number;
    /** Above it, each on lines of its own. */
    above: Comment[];
    /** Before it on its line: always block comments. */
    before: Comment[];
    /** Behind it on its line; only the last can be a line comment. */
    after: Comment[];
    /** A blank line stood before it (and behind its comments). */
    readonly blankBefore: boolean;
    /** It began a line. */
    readonly startsLine: boolean;
}

/** Signs that stand close to the word before them, so comments between the two belong to the word. */
const CLOSE = new Set([',', ')', '%', '.', ':']);
/** What is at an end takes no comment from the line of what it ends. */
const CLOSING = new Set([...CLOSE, '}', '']);

/**
 * The tokens of a text with their comments, and at the end an empty one that holds what stands behind all others.
 * A comment on the line where a token ends belongs to that token, unless another token follows on the line;
 * every other comment belongs to the token that comes next.
 */
export function attachComments(text: string, tokens: readonly Lexed[], hidden: readonly Lexed[]): Token[] {
    const result: Token[] = [];
    let next = 0;
    for (const token of [...tokens, undefined]) {
        const start = token?.startOffset ?? text.length;
        const between: Lexed[] = [];
        for (let each = hidden[next]; each && each.startOffset < start; each = hidden[++next]) between.push(each);
        result.push(attach(text, result.at(-1), token, between));
    }
    return result;
}

function attach(text: string, previous: Token | undefined, token: Lexed | undefined, between: readonly Lexed[]): Token {
    const image = token?.image ?? '';
    const start = token?.startOffset ?? text.length;
    const gaps = gapsOf(text, previous?.end ?? 0, start, between);
    const comments = between.map((each, index) => commentOf(each, gaps[index] ?? 0, gaps[index + 1] ?? 0));
    const behind = previous ? countBehind(comments, gaps, image) : 0;
    previous?.after.push(...comments.slice(0, behind));
    const ahead = comments.slice(behind);
    if (previous && !endsLine(previous) && CLOSE.has(image) && countInline(ahead) === ahead.length)
        previous.after.push(...ahead.splice(0));
    const above = ahead.length - countInline(ahead);
    return {
        text: image,
        type: token?.tokenType.name ?? 'EOF',
        start,
        end: start + image.length,
        above: ahead.slice(0, above),
        before: ahead.slice(above),
        after: [],
        blankBefore: (gaps.at(-1) ?? 0) > 1,
        startsLine: gaps.some(newlines => newlines > 0),
    };
}

/** Line ends before each comment, and before the token behind them. */
function gapsOf(text: string, from: number, to: number, between: readonly Lexed[]): number[] {
    let end = from;
    const gaps: number[] = [];
    for (const each of between) {
        gaps.push(newlines(text, end, each.startOffset));
        end = each.startOffset + each.image.length;
    }
    return [...gaps, newlines(text, end, to)];
}

function newlines(text: string, from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10) count++;
    return count;
}

function commentOf(token: Lexed, newlinesBefore: number, newlinesAfter: number): Comment {
    const text = token.image
        .split('\n')
        .map(line => line.replaceAll('\t', '  ').trimEnd())
        .join('\n');
    return {
        text,
        isLine: token.tokenType.name === 'SL_COMMENT',
        blankBefore: newlinesBefore > 1,
        continued: newlinesAfter === 0,
    };
}

/** How many of the comments belong to the token before them. */
function countBehind(comments: readonly Comment[], gaps: readonly number[], next: string): number {
    let count = 0;
    while (count < comments.length && gaps[count] === 0) count++;
    const goesOn = count === comments.length && gaps[count] === 0;
    return goesOn && !CLOSING.has(next) ? 0 : count;
}

/** How many comments at the end stand on the line of the token behind them. */
function countInline(comments: readonly Comment[]): number {
    let count = 0;
    while (count < comments.length) {
        const comment = comments[comments.length - 1 - count];
        if (!comment || comment.isLine || !comment.continued) break;
        count++;
    }
    return count;
}

/** Whether the line must end behind this token. */
export function endsLine(token: Token): boolean {
    return token.after.at(-1)?.isLine === true;
}
