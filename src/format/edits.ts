/** Replaces [start, end) by `text`. */
export interface TextEdit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** A stretch of a text. */
export interface Stretch {
    readonly start: number;
    readonly end: number;
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
    let result = '';
    let at = 0;
    for (const edit of edits) {
        result += text.slice(at, edit.start) + edit.text;
        at = edit.end;
    }
    return result + text.slice(at);
}

/**
 * Few and small edits that turn a stretch of one text into a stretch of another, in their order. The stretches
 * differ in blanks, in the `s` of a plural and in parentheses that are gone; where they differ otherwise, all is replaced.
 */
export function editsBetween(before: string, from: Stretch, after: string, to: Stretch): TextEdit[] {
    const edits: TextEdit[] = [];
    let [i, j] = [from.start, to.start];
    while (i < from.end || j < to.end) {
        const [endI, endJ] = [blanksEnd(before, i, from.end), blanksEnd(after, j, to.end)];
        add(edits, before, { start: i, end: endI, text: after.slice(j, endJ) });
        [i, j] = [endI, endJ];
        while (i < from.end && j < to.end && before[i] === after[j] && !isBlank(before, i)) [i, j] = [i + 1, j + 1];
        if ((i >= from.end && j >= to.end) || (i < from.end && isBlank(before, i)) || (j < to.end && isBlank(after, j)))
            continue;
        if (j < to.end && after[j] === 's' && before[i] !== 's')
            add(edits, before, { start: i, end: i, text: after[j++] ?? '' });
        else if (i < from.end && '()s'.includes(before.charAt(i))) add(edits, before, { start: i, end: ++i, text: '' });
        else return whole(before, from, after, to);
    }
    return edits;
}

function whole(before: string, from: Stretch, after: string, to: Stretch): TextEdit[] {
    const edits: TextEdit[] = [];
    add(edits, before, { ...from, text: after.slice(to.start, to.end) });
    return edits;
}

function isBlank(text: string, at: number): boolean {
    return /\s/.test(text.charAt(at));
}

function blanksEnd(text: string, at: number, end: number): number {
    let next = at;
    while (next < end && isBlank(text, next)) next++;
    return next;
}

/** Adds an edit without what it leaves as it is; edits that touch become one. */
function add(edits: TextEdit[], before: string, edit: TextEdit): void {
    const old = before.slice(edit.start, edit.end);
    if (old === edit.text) return;
    const last = edits.at(-1);
    if (last && last.end === edit.start) {
        edits[edits.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
        return;
    }
    let head = 0;
    while (head < old.length && old[head] === edit.text[head]) head++;
    let tail = 0;
    while (tail < Math.min(old.length, edit.text.length) - head && old.at(-1 - tail) === edit.text.at(-1 - tail))
        tail++;
    edits.push({
        start: edit.start + head,
        end: edit.end - tail,
        text: edit.text.slice(head, edit.text.length - tail),
    });
}
