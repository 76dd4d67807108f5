import type { DiagnosticEntry } from '../src/diagnostics/entry.ts';

/** The page of one diagnostic: avoid, prefer, why. */
export function renderPage(entry: DiagnosticEntry): string {
    const { code, severity, title, explanation, bad, good, fixable, severalAnswers } = entry;
    const why = severalAnswers === undefined ? '' : `\nIt is not mended by itself: ${severalAnswers}.\n`;
    const mend = fixable ? '\n`loyalty check --fix`, and the light bulb in the editor, mend it.\n' : why;
    return `<!-- Generated from the entry of this diagnostic by scripts/generate.ts. -->

# ${title}

\`${code}\` · ${severity}

${explanation}
${mend}
## Avoid

${fence('text', bad)}

What is reported stands between « and ».

## Prefer

${fence('loyalty', good)}
`;
}

/** All pages, by category. */
export function renderIndex(entries: readonly DiagnosticEntry[]): string {
    const categories = Map.groupBy(entries, entry => entry.code.split('/')[0] ?? '');
    const sections = [...categories].map(([category, members]) => {
        const rows = members.map(
            ({ code, severity, title }) => `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`,
        );
        return `## ${category}\n\n| code | severity | what |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
    });
    return `<!-- Generated from the entries of the diagnostics by scripts/generate.ts. -->

# What \`loyalty check\` may say

An error must be mended before anything runs, a warning should be, an info can be. \`loyalty explain CODE\` prints the same pages.

${sections.join('\n')}`;
}

/** Characters that no page can show are written as escapes. */
function fence(language: string, program: string): string {
    const shown = program.replace(/(?!\n)\p{Cc}/gu, it => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `\`\`\`${language}\n${shown.trimEnd()}\n\`\`\``;
}
