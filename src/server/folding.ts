import type { LangiumDocument } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import { FoldingRange, FoldingRangeKind } from 'vscode-languageserver';

const MARKS = /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[{}]/g;
const SECTION = /^\/\/ ?[-=]{4,}/;

/** Blocks, comments, imports, and the sections that authors rule off with `// -------- tiers`. Works on any text. */
export class LoyaltyFolding implements FoldingRangeProvider {
    getFoldingRanges({ textDocument }: LangiumDocument): FoldingRange[] {
        const text = textDocument.getText();
        const lines = text.split('\n');
        const lineAt = (offset: number): number => textDocument.positionAt(offset).line;
        return [
            ...blocks(text, lineAt),
            ...sections(lines),
            ...runs(lines, line => /^\s*import\b/.test(line), FoldingRangeKind.Imports),
            ...runs(lines, line => /^\s*\/\//.test(line) && !SECTION.test(line), FoldingRangeKind.Comment),
        ];
    }
}

/** From the line of an opening brace to the line before its end; comments whole. */
function blocks(text: string, lineAt: (offset: number) => number): FoldingRange[] {
    const found: FoldingRange[] = [];
    const open: number[] = [];
    for (const { 0: mark, index } of text.matchAll(MARKS)) {
        const line = lineAt(index);
        const end = lineAt(index + mark.length);
        if (mark === '{') open.push(line);
        else if (mark === '}') {
            const start = open.pop();
            if (start !== undefined && line - start > 1) found.push(FoldingRange.create(start, line - 1));
        } else if (mark.startsWith('/*') && end > line) {
            found.push(FoldingRange.create(line, end, undefined, undefined, FoldingRangeKind.Comment));
        }
    }
    return found;
}

/** From one ruled-off heading to the last line with text before the next. */
function sections(lines: readonly string[]): FoldingRange[] {
    const starts = [...lines.entries()].filter(([, text]) => SECTION.test(text)).map(([line]) => line);
    return starts.flatMap((start, index) => {
        let end = (starts[index + 1] ?? lines.length) - 1;
        while (end > start && lines[end]?.trim() === '') end--;
        return end > start ? [FoldingRange.create(start, end, undefined, undefined, FoldingRangeKind.Region)] : [];
    });
}

/** Stretches of at least two lines that belong. */
function runs(lines: readonly string[], belongs: (line: string) => boolean, kind: FoldingRangeKind): FoldingRange[] {
    const found: FoldingRange[] = [];
    let start: number | undefined;
    for (const [line, text] of [...lines, ''].entries()) {
        if (belongs(text)) start ??= line;
        else if (start !== undefined) {
            if (line - 1 > start) found.push(FoldingRange.create(start, line - 1, undefined, undefined, kind));
            start = undefined;
        }
    }
    return found;
}
