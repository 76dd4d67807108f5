import { DECLARATION_KEYWORDS } from '../lexer.ts';

/** Where a piece begins, with the comments above its declaration, and where the keyword stands that makes it one. */
export interface Boundary {
    readonly start: number;
    /** End of the keyword; 0 for the first piece of a text that begins with no declaration. */
    readonly keywordEnd: number;
}

/**
 * What is stepped over (texts and comments, as the lexer reads them), or a keyword at the very start of a line; or a
 * word behind which `item` and `member` go on with what was begun: `price Latte on` and `item` on the next line.
 */
const STEPS = new RegExp(
    `"[^"\\r\\n]*"|/\\*[\\s\\S]*?\\*/|//[^\\r\\n]*|(?<=^|[\\r\\n])(?:${[...DECLARATION_KEYWORDS].join('|')})(?![\\w\\u00AA-\\uFFDC])|(?<![\\w\\u00AA-\\uFFDC.])(?:on|of|referred)(?![\\w\\u00AA-\\uFFDC])`,
    'g',
);

const JOINTS: ReadonlySet<string> = new Set(['on', 'of', 'referred']);
const GOING_ON: ReadonlySet<string> = new Set(['item', 'member']);

/** A text as it was, and as it was split: what did not change is not looked at again. */
export interface Split {
    readonly text: string;
    readonly boundaries: readonly Boundary[];
}

/** The pieces of a text: what stands before the first declaration, if anything, then one for each declaration. */
export function split(text: string, before?: Split): readonly Boundary[] {
    if (before === undefined || mayBeOpen(text) || mayBeOpen(before.text)) return scan(text, [], () => undefined);
    const { prefix, suffix } = commonEnds(before.text, text);
    // The character behind a keyword belongs to the decision.
    const count = countWhile(before.boundaries, each => each.keywordEnd < prefix);
    const kept = before.boundaries[count - 1]?.keywordEnd === 0 ? [] : before.boundaries.slice(0, count);
    const shift = text.length - before.text.length;
    return scan(text, kept, keywordEnd => {
        if (keywordEnd < text.length - suffix) return undefined;
        const index = countWhile(before.boundaries, each => each.keywordEnd < keywordEnd - shift);
        if (before.boundaries[index]?.keywordEnd !== keywordEnd - shift) return undefined;
        return before.boundaries.slice(index + 1).map(each => moved(each, shift));
    });
}

/**
 * Whether a comment may begin that does not end: what follows it is read as text, until somebody closes the comment far
 * behind it. Nothing of such a text is taken over.
 */
const mayBeOpen = (text: string): boolean => text.lastIndexOf('*/') < text.lastIndexOf('/*') + 2 && text.includes('/*');

const moved = ({ start, keywordEnd }: Boundary, shift: number): Boundary => ({
    start: start + shift,
    keywordEnd: keywordEnd + shift,
});

/** Goes on behind the boundaries that are known already; `rest` says when all that follows is known as well. */
function scan(
    text: string,
    known: readonly Boundary[],
    rest: (keywordEnd: number) => readonly Boundary[] | undefined,
): readonly Boundary[] {
    const boundaries = [...known];
    const steps = new RegExp(STEPS);
    steps.lastIndex = known.at(-1)?.keywordEnd ?? 0;
    let comments: Comments | undefined;
    // Nothing but white space and comments stands between such a word and here.
    let joined = -1;
    for (let step = steps.exec(text); step; step = steps.exec(text)) {
        const [found] = step;
        const end = step.index + found.length;
        const goesOn = joined >= 0 && isBlank(text, joined, step.index);
        if (JOINTS.has(found)) {
            joined = end;
        } else if (found.startsWith('/')) {
            if (goesOn) joined = end;
            comments = withComment(comments, text, step.index, end);
        } else if (!found.startsWith('"') && !(goesOn && GOING_ON.has(found))) {
            const above =
                comments !== undefined && isBlank(text, comments.end, step.index) ? comments.start : step.index;
            if (boundaries.length === 0 && above > 0) boundaries.push({ start: 0, keywordEnd: 0 });
            boundaries.push({ start: above, keywordEnd: end });
            comments = undefined;
            const following = rest(end);
            if (following) return [...boundaries, ...following];
        }
    }
    return boundaries.length === 0 ? [{ start: 0, keywordEnd: 0 }] : boundaries;
}

/** Comments with nothing but white space between them, the first at the start of a line. */
interface Comments {
    readonly start: number;
    readonly end: number;
}

function withComment(run: Comments | undefined, text: string, start: number, end: number): Comments | undefined {
    if (run !== undefined && isBlank(text, run.end, start)) return { start: run.start, end };
    const line = startOfLine(text, start);
    return isBlank(text, line, start) ? { start: line, end } : undefined;
}

function startOfLine(text: string, offset: number): number {
    let start = offset;
    while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
    return start;
}

function isBlank(text: string, start: number, end: number): boolean {
    return /^[\s\uFEFF]*$/.test(text.slice(start, end));
}

/** How many characters two texts have in common at their beginnings, and then at their ends. */
export function commonEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
    const most = Math.min(a.length, b.length);
    let prefix = 0;
    for (let step = BLOCK; step > 0; step = step >> 4)
        while (prefix + step <= most && a.slice(prefix, prefix + step) === b.slice(prefix, prefix + step))
            prefix += step;
    let suffix = 0;
    const left = most - prefix;
    for (let step = BLOCK; step > 0; step = step >> 4) {
        while (suffix + step <= left && endsAlike(a, b, suffix, step)) suffix += step;
    }
    return { prefix, suffix };
}

/** A power of 16. */
const BLOCK = 65_536;

function endsAlike(a: string, b: string, suffix: number, step: number): boolean {
    return (
        a.slice(a.length - suffix - step, a.length - suffix) === b.slice(b.length - suffix - step, b.length - suffix)
    );
}

/** How many of a list come before the first for which it does not hold. */
export function countWhile<T>(list: readonly T[], holds: (each: T) => boolean): number {
    let [low, high] = [0, list.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        const each = list[middle];
        if (each !== undefined && holds(each)) low = middle + 1;
        else high = middle;
    }
    return low;
}
