import type { AstNode } from 'langium';
import { builders, printer } from 'prettier/doc';
import type { File } from '../language/generated/ast.ts';
import { commentLine, hoist, rowOf } from './block.ts';
import { alignMargins } from './margin.ts';
import { Pieces } from './pieces.ts';
import { Printing } from './printing.ts';
import { spell } from './spelling.ts';
import { type Row, tableDocs } from './table.ts';
import { endsLine, type Token } from './tokens.ts';

const { hardline } = builders;

interface Line {
    readonly doc: builders.Doc;
    readonly blankBefore: boolean;
}

export interface PrintOptions {
    readonly width: number;
    /** Whether numbers and words are made to agree, and parentheses that say nothing go. */
    readonly isSpelled: boolean;
}

/** The text of a file in the one layout, with `\n` at the ends of its lines. */
export function printFile(file: File, tokens: readonly Token[], { width, isSpelled }: PrintOptions): string {
    const pieces = new Pieces(tokens);
    if (isSpelled) spell(file, pieces);
    settleComments(tokens);
    const printing = new Printing(pieces, width);
    const nodes: AstNode[] = [...file.imports, ...file.declarations];
    const rows = nodes.map(node => {
        hoist(pieces.first(node));
        return { ...rowOf(printing, node, 0), type: node.$type };
    });
    const end = tokens.at(-1);
    const closing = end ? [...end.above, ...end.before].map(commentLine) : [];
    const apart = new Set<Row>(rows.filter((row, index) => !mayTouch(rows[index - 1], row)));
    const docs = tableDocs(rows, width, row => apart.has(row));
    const lines = [...rows.flatMap((row, index) => linesOf(row, apart.has(row), docs[index] ?? '')), ...closing];
    const doc = lines.map(({ doc, blankBefore }, index) => [index > 0 && blankBefore ? hardline : '', doc, hardline]);
    return alignMargins(printer.printDocToString(doc, { printWidth: width, tabWidth: 2 }).formatted, width);
}

/** A declaration with the comments above it; where it stands apart, a blank line is somewhere before it. */
function linesOf(row: Row, standsApart: boolean, doc: builders.Doc): Line[] {
    const lines = [...row.first.above.map(commentLine), { doc, blankBefore: row.first.blankBefore }];
    const [first] = lines;
    if (!standsApart || !first || lines.some(line => line.blankBefore)) return lines;
    return [{ ...first, blankBefore: true }, ...lines.slice(1)];
}

/** Whether no blank line is needed before a declaration: the author wrote two of a kind, one line each, on neighbouring lines. */
function mayTouch(before: TopRow | undefined, row: TopRow): boolean {
    const hasBlank = row.first.blankBefore || row.first.above.some(comment => comment.blankBefore);
    return (
        before !== undefined &&
        !hasBlank &&
        before.type === row.type &&
        before.isOneLine &&
        row.isOneLine &&
        row.first.startsLine
    );
}

type TopRow = Row & { readonly type: string };

/** Comments at the end of a line go behind a comma or an opening brace that stands on the next line. */
function settleComments(tokens: readonly Token[]): void {
    const printed = tokens.filter(token => token.text !== '' || token.type === 'EOF');
    for (const [index, token] of printed.entries()) {
        const previous = printed[index - 1];
        const next = printed[index + 1];
        if (!previous || !next || (token.text !== ',' && token.text !== '{')) continue;
        const isMoved = endsLine(previous) || token.above.length > 0;
        if (!isMoved) continue;
        next.above.unshift(...token.above.splice(0), ...token.before.splice(0), ...token.after.splice(0));
        token.after.push(...previous.after.splice(0));
    }
}
