import type { AstNode } from 'langium';
import { closest } from '../../base/did-you-mean.ts';
import type { Rational } from '../../base/rational.ts';
import type { Edit, Fix } from '../../diagnostics/finding.ts';
import { fileText, type Place, removeLine, replace, spanOf } from './context.ts';

/** What the author most probably meant to write; nothing where no candidate is near. */
export function writeClosest(
    word: string,
    candidates: Iterable<string>,
    place: Place,
    write: (better: string) => string = better => better,
): Fix[] {
    const better = closest(word, candidates, 1)[0];
    return better === undefined ? [] : [{ title: `Write ${better}`, edits: [replace(place, write(better))] }];
}

/** Leaves an entry of a list out, with the comma before it. */
export function leaveOutOfList(place: Place): Fix {
    const { edits } = leaveOut(place);
    return { title: 'Leave it out', edits: edits.map(withComma(fileText(nodeIn(place)))) };
}

/** A value or a name as it is written. */
export function quoteIfNeeded(name: string): string {
    return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name}"`;
}

export function leaveOut(place: Place): Fix {
    return { title: 'Leave it out', edits: [removeLine(place)] };
}

const withComma =
    (text: string) =>
    (edit: Edit): Edit => {
        const comma = /,\s*$/.exec(text.slice(0, edit.start));
        return comma ? { ...edit, start: comma.index } : edit;
    };

function nodeIn(place: Place): AstNode {
    if ('$type' in place) return place;
    return 'node' in place ? place.node : place.astNode;
}

/** Puts two texts in each other's place. */
export function swap(first: Place, second: Place, texts: readonly [string, string]): Edit[] {
    return [replace(first, texts[1]), replace(second, texts[0])];
}

/** Brackets in ascending order: every one stands where another stood. Nothing where two of them begin alike. */
export function sortBrackets(steps: readonly AstNode[], limits: readonly (Rational | undefined)[]): Fix[] {
    const known = limits.filter(limit => limit !== undefined);
    if (known.length < steps.length || known.some((each, index) => known.slice(0, index).some(other => other.eq(each))))
        return [];
    const order = steps
        .map((step, index) => ({ step, limit: known[index] }))
        .toSorted((a, b) => (a.limit && b.limit ? (a.limit.gt(b.limit) ? 1 : -1) : 0));
    const edits = steps.flatMap((step, index) => {
        const text = order[index]?.step.$cstNode?.text;
        return text === undefined || order[index]?.step === step ? [] : [replace(step, text)];
    });
    return edits.length === 0 ? [] : [{ title: 'Sort the brackets', edits }];
}

/** Moves whole lines before another line. Nothing where they share a line with something else. */
export function moveLines(from: readonly AstNode[], before: AstNode): Fix[] {
    const [first, last] = [from[0], from.at(-1)];
    if (!first || !last) return [];
    const text = fileText(before);
    const start = text.lastIndexOf('\n', spanOf(first).start - 1) + 1;
    const newline = text.indexOf('\n', spanOf(last).end);
    const to = spanOf(before);
    const at = text.lastIndexOf('\n', to.start - 1) + 1;
    const isAlone = (from: number, until: number): boolean => text.slice(from, until).trim() === '';
    if (newline < 0 || !isAlone(start, spanOf(first).start) || !isAlone(at, to.start)) return [];
    if (!/^\s*(\/\/.*)?$/.test(text.slice(spanOf(last).end, newline))) return [];
    const { file } = to;
    return [
        {
            title: 'Put it in the order of dates',
            edits: [
                { file, start: at, end: at, text: text.slice(start, newline + 1) },
                { file, start, end: newline + 1, text: '' },
            ],
        },
    ];
}
