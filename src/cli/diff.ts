const CONTEXT = 3;

interface Change {
    readonly kind: ' ' | '-' | '+';
    readonly line: string;
}

/** What changes from one text to another, as `diff -u` shows it; empty where nothing does. */
export function unifiedDiff(path: string, before: string, after: string): string {
    if (before === after) return '';
    const hunks = toHunks(compare(linesOf(before), linesOf(after)));
    return `--- ${path}\n+++ ${path}\n${hunks.join('')}`;
}

/** Lines keep their ends, so that a missing last line break is a difference as well. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Equal lines at both ends first; what is left by a longest common subsequence. */
function compare(before: readonly string[], after: readonly string[]): readonly Change[] {
    let head = 0;
    while (head < before.length && head < after.length && before[head] === after[head]) head++;
    let tail = 0;
    const longestTail = Math.min(before.length, after.length) - head;
    while (tail < longestTail && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
    const kept = (lines: readonly string[]): readonly Change[] => lines.map(line => ({ kind: ' ', line }));
    const middle = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)] as const;
    return [...kept(before.slice(0, head)), ...compareMiddle(...middle), ...kept(before.slice(before.length - tail))];
}

/** Larger products of lines than this are shown as one block, replaced as a whole. */
const MAX_CELLS = 4_000_000;

function compareMiddle(before: readonly string[], after: readonly string[]): readonly Change[] {
    const all = (kind: '-' | '+', lines: readonly string[]): readonly Change[] => lines.map(line => ({ kind, line }));
    if (before.length * after.length > MAX_CELLS) return [...all('-', before), ...all('+', after)];
    const width = after.length + 1;
    const common = commonLengths(before, after);
    const length = (i: number, j: number) => common[i * width + j] ?? 0;
    const changes: Change[] = [];
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
        const [old, now] = [before[i], after[j]];
        if (old !== undefined && old === now) {
            changes.push({ kind: ' ', line: old });
            i++;
            j++;
        } else if (old !== undefined && (now === undefined || length(i + 1, j) >= length(i, j + 1))) {
            changes.push({ kind: '-', line: old });
            i++;
        } else if (now !== undefined) {
            changes.push({ kind: '+', line: now });
            j++;
        }
    }
    return changes;
}

/** At [i, j]: how many lines the rests from i and from j have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
    const width = after.length + 1;
    const lengths = new Uint32Array((before.length + 1) * width);
    for (let i = before.length - 1; i >= 0; i--) {
        for (let j = after.length - 1; j >= 0; j--) {
            const [diagonal, below, right] = [
                lengths[(i + 1) * width + j + 1],
                lengths[(i + 1) * width + j],
                lengths[i * width + j + 1],
            ];
            lengths[i * width + j] = before[i] === after[j] ? (diagonal ?? 0) + 1 : Math.max(below ?? 0, right ?? 0);
        }
    }
    return lengths;
}

/** Changes with the lines around them; those that are near each other together. */
function toHunks(changes: readonly Change[]): readonly string[] {
    const hunks: string[] = [];
    let index = 0;
    for (;;) {
        const first = changes.findIndex((change, at) => at >= index && change.kind !== ' ');
        if (first < 0) return hunks;
        let last = first;
        for (let at = first; at < changes.length && at - last <= 2 * CONTEXT; at++)
            if (changes[at]?.kind !== ' ') last = at;
        const start = Math.max(first - CONTEXT, 0);
        index = last + 1;
        hunks.push(renderHunk(changes, start, Math.min(index + CONTEXT, changes.length)));
    }
}

function renderHunk(changes: readonly Change[], start: number, end: number): string {
    const count = (kinds: string, until: number, from = 0) =>
        changes.slice(from, until).filter(it => kinds.includes(it.kind)).length;
    const place = (kinds: string) => {
        const lines = count(kinds, end, start);
        return `${count(kinds, start) + (lines > 0 ? 1 : 0)},${lines}`;
    };
    const render = ({ kind, line }: Change) =>
        line.endsWith('\n') ? `${kind}${line}` : `${kind}${line}\n\\ No newline at end of file\n`;
    return `@@ -${place(' -')} +${place(' +')} @@\n${changes.slice(start, end).map(render).join('')}`;
}
