import type { Finding } from '../../../src/diagnostics/finding.ts';
import { compile } from '../../../src/language/compile.ts';

export const URI = 'memory:/program.loyalty';
/** The day on which texts are looked at: 15 June 2026. */
const TODAY = 20_619;
const PRELUDE = 'program P { currency EUR timezone "Europe/Berlin" }\n';

/** A text whose marks «…» are taken out, with the places where they stood. */
export interface Marked {
    readonly text: string;
    readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export function unmark(source: string): Marked {
    const ranges: { start: number; end: number }[] = [];
    const starts: number[] = [];
    let text = '';
    for (const char of source) {
        if (char === '«') starts.push(text.length);
        else if (char === '»') ranges.push({ start: starts.pop() ?? 0, end: text.length });
        else text += char;
    }
    return { text, ranges };
}

/** A fragment without a program gets a small one, after its imports would have to stand. */
export function complete(fragment: string): string {
    return /^(program|import) /m.test(fragment) ? fragment : PRELUDE + fragment;
}

export async function findingsIn(
    text: string,
    others: Readonly<Record<string, string>> = {},
): Promise<readonly Finding[]> {
    const sources = [
        { uri: URI, text },
        ...Object.entries(others).map(([name, other]) => ({ uri: `memory:/${name}`, text: other })),
    ];
    return (await compile(sources, { today: TODAY })).findings;
}

/** The findings of a text, a line each: `3:12 error names/unknown Unknown …`. */
export async function report(text: string, others: Readonly<Record<string, string>> = {}): Promise<string[]> {
    return (await findingsIn(text, others)).map(
        each => `${each.span.line + 1}:${each.span.column + 1} ${each.severity} ${each.code} ${each.message}`,
    );
}

export function applyFix(text: string, finding: Finding, index = 0): string {
    const edits = (finding.fixes[index]?.edits ?? []).toSorted((a, b) => b.start - a.start);
    return edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
