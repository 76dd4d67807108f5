import { builders, printer } from 'prettier/doc';
import { MARGIN } from './comment.ts';
import type { Token } from './tokens.ts';
import { columns } from './width.ts';

const { align, markAsRoot } = builders;

/** A clause, a field, a tier, a declaration: what begins a line of its own. */
export interface Row {
    readonly first: Token;
    readonly last: Token;
    /** Rows of one kind that follow one another are set as a table. */
    readonly kind: string | undefined;
    /** Columns from the left; the last one takes what is left of the line. Empty texts stay blank. */
    readonly cells: readonly builders.Doc[];
    readonly isOneLine: boolean;
}

/** The documents of rows that follow one another, with their columns aligned. */
export function tableDocs(
    rows: readonly Row[],
    width: number,
    standApart: (row: Row) => boolean = standsApart,
): builders.Doc[] {
    return runsOf(rows, standApart).flatMap(run => {
        const widths = widthsOf(run, width);
        return run.map(row => markAsRoot(rowDoc(row, widths ?? widthsOf([row], width) ?? [])));
    });
}

function runsOf(rows: readonly Row[], standApart: (row: Row) => boolean): Row[][] {
    const runs: Row[][] = [];
    for (const row of rows) {
        const before = runs.at(-1)?.at(-1);
        if (before && row.kind !== undefined && before.kind === row.kind && !standApart(row)) runs.at(-1)?.push(row);
        else runs.push([row]);
    }
    return runs;
}

/** Whether a blank line stands before a row. */
function standsApart({ first }: Row): boolean {
    return first.blankBefore || [...first.above, ...first.before].some(comment => comment.blankBefore);
}

/** Width of each column but the last; nothing when the table would be wider than one-line rows may be. */
function widthsOf(run: readonly Row[], width: number): number[] | undefined {
    const count = Math.max(...run.map(row => row.cells.length)) - 1;
    const widths = Array.from({ length: Math.max(0, count) }, (_, column) =>
        Math.max(...run.map(row => (column < row.cells.length - 1 ? cellWidth(row.cells[column]) : 0))),
    );
    const indent = widths.reduce((sum, each) => sum + (each > 0 ? each + 1 : 0), 0);
    const isTooWide = run.length > 1 && run.some(row => row.isOneLine && indent + cellWidth(row.cells.at(-1)) > width);
    return isTooWide ? undefined : widths;
}

function cellWidth(cell: builders.Doc | undefined): number {
    return cell === undefined ? 0 : columns(flat(cell));
}

function rowDoc(row: Row, widths: readonly number[]): builders.Doc {
    const parts: builders.Doc[] = [];
    let column = 0;
    let pad = '';
    for (const [index, cell] of row.cells.entries()) {
        const isLast = index === row.cells.length - 1;
        if (cell !== '') parts.push(pad, isLast ? align(column, cell) : cell);
        const full = widths[index] ?? 0;
        if (isLast || full === 0) continue;
        pad = (cell === '' ? pad : '') + ' '.repeat(full + 1 - cellWidth(cell));
        column += full + 1;
    }
    return parts;
}

/** The text of a document on one line of any length (more where it must), without comments at the end. */
export function flat(doc: builders.Doc): string {
    const text = printer.printDocToString(doc, { printWidth: Number.POSITIVE_INFINITY, tabWidth: 2 }).formatted;
    return text
        .split('\n')
        .map(line => line.split(MARGIN, 1)[0])
        .join('\n');
}
