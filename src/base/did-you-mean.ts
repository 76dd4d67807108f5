/** Longer words are compared for equality only, so that no input makes a message slow. */
const MAX_LENGTH = 64;

/**
 * The candidates that `word` is probably a misspelling of, best first: what differs in upper and lower case only,
 * then by number of edits, then in their own order. About every third letter may be wrong; never `word` itself.
 */
export function closest(word: string, candidates: Iterable<string>, max = 3): string[] {
    const lower = word.toLowerCase();
    const near: { candidate: string; edits: number }[] = [];
    for (const candidate of new Set(candidates)) {
        const edits = editsWithin(lower, candidate.toLowerCase());
        if (edits !== undefined && candidate !== word) near.push({ candidate, edits });
    }
    near.sort((a, b) => a.edits - b.edits);
    return near.slice(0, max).map(({ candidate }) => candidate);
}

/** The end of a message, with its leading blank: ` Did you mean 'Gold'?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
    const [best] = closest(word, candidates, 1);
    return best === undefined ? '' : ` Did you mean '${best}'?`;
}

/** The number of edits, or `undefined` when there are more than a slip of the fingers explains. */
function editsWithin(a: string, b: string): number | undefined {
    if (a === b) return 0;
    const longest = Math.max(a.length, b.length);
    const limit = Math.min(4, Math.floor(longest / 3));
    if (longest > MAX_LENGTH || Math.abs(a.length - b.length) > limit) return undefined;
    const edits = editDistance(...withoutCommonEnds(a, b), limit);
    return edits <= limit ? edits : undefined;
}

/** What two words begin and end with alike takes no edits. */
function withoutCommonEnds(a: string, b: string): [a: string, b: string] {
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
    return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): letters inserted, deleted, replaced, and neighbours
 * swapped, each one edit. More than `limit` are not counted.
 */
function editDistance(a: string, b: string, limit: number): number {
    let beforeLast: number[] = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Infinity;
            row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped));
        }
        if (Math.min(...row) > limit && Math.min(...last) > limit) return Infinity;
        [beforeLast, last] = [last, row];
    }
    return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
