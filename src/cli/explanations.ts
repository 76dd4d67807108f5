import type { DiagnosticEntry } from '../diagnostics/entry.ts';
import type { Default } from '../language/defaults/defaults.ts';

/** What `loyalty explain CODE` prints. */
export function renderEntry(
    { code, severity, title, explanation, bad, good, fixable, severalAnswers }: DiagnosticEntry,
    width: number,
): string {
    const why = severalAnswers === undefined ? '' : `\n${wrap(`Not mended by itself: ${severalAnswers}.`, width)}\n`;
    const mend = fixable ? "\n'loyalty check --fix' mends it.\n" : why;
    return `${title}\n${code} · ${severity}\n\n${wrap(explanation, width)}\n${mend}\nAvoid («…» is what is reported):\n\n${indent(bad)}\n\nPrefer:\n\n${indent(good)}\n`;
}

/** What `loyalty explain --defaults` prints, a paragraph for each declaration. */
export function renderDefaults(defaults: readonly Default[], placeOf: (it: Default) => string, width: number): string {
    if (defaults.length === 0) return 'Nothing is left to a default: everything is written.\n';
    const paragraphs = [...Map.groupBy(defaults, it => it.about)].map(([about, members]) => {
        const [first] = members;
        const place = first === undefined ? '' : ` (${placeOf(first)})`;
        const lines = members.map(({ holds, otherwise }) =>
            indent(wrap(holds, width - 4) + (otherwise === undefined ? '' : `\n  otherwise: ${otherwise}`)),
        );
        return `${about}${place}\n${lines.join('\n')}\n`;
    });
    return paragraphs.join('\n');
}

const indent = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ');

/** Breaks lines at blanks; what is longer than a line stays whole. */
function wrap(text: string, width: number): string {
    const lines: string[] = [];
    for (const word of text.split(/\s+/)) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(word);
    }
    return lines.join('\n');
}
