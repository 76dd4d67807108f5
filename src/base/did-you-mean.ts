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
    const edits = editDistance(a, b, limit);
    return edits <= limit ? edits : undefined;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): letters inserted, deleted, replaced, and neighbours
 * swapped, each one edit. More than `limit` are not counted.
 */
function editDistance(a: string, b: string, limit: number): number {
    // What both begin and end with alike takes no edits.
    let start = 0;
    while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
    let [rows, columns] = [a.length, b.length];
    while (rows > start && columns > start && a.charCodeAt(rows - 1) === b.charCodeAt(columns - 1)) {
        rows--;
        columns--;
    }
    let [beforeLast, last, row] = ROWS;
    for (let j = start; j <= columns; j++) last[j] = j - start;
    for (let i = start + 1; i <= rows; i++) {
        row[start] = i - start;
        let least = i - start;
        const letter = a.charCodeAt(i - 1);
        for (let j = start + 1; j <= columns; j++) {
            const other = b.charCodeAt(j - 1);
            let edits = Math.min(at(last, j), at(row, j - 1)) + 1;
            edits = Math.min(edits, at(last, j - 1) + (letter === other ? 0 : 1));
            const isSwapped =
                i > start + 1 && j > start + 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
            if (isSwapped) edits = Math.min(edits, at(beforeLast, j - 2) + 1);
            row[j] = edits;
            least = Math.min(least, edits);
        }
        // Two rows further on, a swap may still come from the row before this one.
        if (least > limit && leastOf(last, start, columns) > limit) return Infinity;
        [beforeLast, last, row] = [last, row, beforeLast];
    }
    return at(last, columns);
}

/** Work space, made once. */
const ROWS: readonly [Uint8Array, Uint8Array, Uint8Array] = [
    new Uint8Array(MAX_LENGTH + 1),
    new Uint8Array(MAX_LENGTH + 1),
    new Uint8Array(MAX_LENGTH + 1),
];

const at = (row: Uint8Array, index: number): number => row[index] ?? Infinity;

function leastOf(row: Uint8Array, from: number, to: number): number {
    let least = Infinity;
    for (let j = from; j <= to; j++) least = Math.min(least, at(row, j));
    return least;
}
