import type { Edit, Finding } from '../diagnostics/finding.ts';

/** Texts by URI. */
export type Texts = ReadonlyMap<string, string>;

/** Enough for fixes that make room for others; more would be fixes that undo each other. */
const MAX_ROUNDS = 10;

export interface Mended {
    readonly texts: Texts;
    /** Of the texts as they are now. */
    readonly findings: readonly Finding[];
    readonly applied: number;
}

/** Applies the first fix of every finding that has one, and looks again, until nothing is left to mend. */
export async function mend(given: Texts, find: (texts: Texts) => Promise<readonly Finding[]>): Promise<Mended> {
    let texts = given;
    let findings = await find(texts);
    let applied = 0;
    for (let round = 0; round < MAX_ROUNDS; round++) {
        const chosen = chooseEdits(findings, texts);
        if (chosen.fixes === 0) break;
        texts = applyEdits(texts, chosen.edits);
        applied += chosen.fixes;
        findings = await find(texts);
    }
    return { texts, findings, applied };
}

/** A fix is taken whole or not at all; of two that touch the same place the first, the other in the next round. */
function chooseEdits(
    findings: readonly Finding[],
    texts: Texts,
): { readonly edits: readonly Edit[]; readonly fixes: number } {
    const edits: Edit[] = [];
    let fixes = 0;
    for (const finding of findings) {
        const [fix] = finding.fixes;
        if (fix === undefined || fix.edits.length === 0) continue;
        const isPossible = fix.edits.every(edit => texts.has(edit.file) && edits.every(taken => !doTouch(taken, edit)));
        if (!isPossible) continue;
        edits.push(...fix.edits);
        fixes++;
    }
    return { edits, fixes };
}

const doTouch = (a: Edit, b: Edit): boolean => a.file === b.file && a.start <= b.end && b.start <= a.end;

/** Edits do not overlap; offsets are those of the texts as given. */
export function applyEdits(texts: Texts, edits: readonly Edit[]): Texts {
    const result = new Map(texts);
    const fromTheEnd = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
    for (const { file, start, end, text } of fromTheEnd) {
        const before = result.get(file);
        if (before !== undefined) result.set(file, before.slice(0, start) + text + before.slice(end));
    }
    return result;
}
