import { plain } from '../escape.ts';
import type { Column, Row, Table } from './page.ts';
import { displayWidth, padEnd, padStart, wrap } from './width.ts';

/** Blanks between columns; a table that would be too wide makes do with the second. */
const GAPS = [2, 1] as const;
const NARROWEST_COLUMN = 8;
/** Words up to this length are not cut in two. */
const LONG_WORD = 16;

/** A table in columns within `width`; where it is too wide, the widest left-aligned columns are wrapped. */
export function textTable(table: Table, width: number): string[] {
    const headings = table.columns.map(column => plain(column.heading));
    const rows = table.rows.map(row => row.cells.map(plain));
    const widthsWith = (gap: number) =>
        fitted(table.columns, [headings, ...rows], width - gap * (table.columns.length - 1));
    const [wide, narrow] = GAPS;
    const gap = sum(widthsWith(wide)) + wide * (table.columns.length - 1) <= width ? wide : narrow;
    const widths = widthsWith(gap);
    const between = ' '.repeat(gap);
    const line = (cells: readonly string[]): string[] => cellLines(cells, table.columns, widths, between);
    const rule = widths.map(column => '─'.repeat(column)).join(between);
    const head = headings.some(heading => heading !== '') ? [...line(headings), rule] : [];
    return [...head, ...table.rows.flatMap((row, index) => rowLines(row, rows[index] ?? [], index, line, rule))];
}

/** A sum is set off by a line above it, unless it opens the table. */
function rowLines(
    row: Row,
    cells: readonly string[],
    index: number,
    line: (cells: readonly string[]) => string[],
    rule: string,
): string[] {
    return row.strong === true && index > 0 ? [rule, ...line(cells)] : line(cells);
}

function cellLines(
    cells: readonly string[],
    columns: readonly Column[],
    widths: readonly number[],
    between: string,
): string[] {
    const wrapped = widths.map((width, index) => wrap(cells[index] ?? '', width));
    const height = Math.max(...wrapped.map(lines => lines.length));
    return Array.from({ length: height }, (_, y) =>
        columns
            .map((column, x) => {
                const text = wrapped[x]?.[y] ?? '';
                return column.align === 'right' ? padStart(text, widths[x] ?? 0) : padEnd(text, widths[x] ?? 0);
            })
            .join(between)
            .trimEnd(),
    );
}

function fitted(columns: readonly Column[], rows: readonly (readonly string[])[], available: number): number[] {
    const widths = columns.map((_, x) => Math.max(1, ...rows.map(cells => displayWidth(cells[x] ?? ''))));
    const least = columns.map(({ align }, x) =>
        align === 'right'
            ? longestWord(rows, x)
            : Math.max(NARROWEST_COLUMN, Math.min(longestWord(rows, x), LONG_WORD)),
    );
    for (let over = sum(widths) - available; over > 0; over = sum(widths) - available) {
        const widest = widestIndex(columns, widths, least);
        if (widest === undefined) return widths;
        widths[widest] = (widths[widest] ?? 0) - 1;
    }
    return widths;
}

/** A figure cut in two reads as two figures: a table is rather too wide. */
function longestWord(rows: readonly (readonly string[])[], x: number): number {
    return Math.max(1, ...rows.flatMap(cells => (cells[x] ?? '').split(' ').map(displayWidth)));
}

/** Words can be wrapped; what is right-aligned gives way last, and only between its words. */
function widestIndex(
    columns: readonly Column[],
    widths: readonly number[],
    least: readonly number[],
): number | undefined {
    const shrinkable = (align: Column['align']): number[] =>
        columns.flatMap((column, x) => (column.align === align && (widths[x] ?? 0) > (least[x] ?? 0) ? [x] : []));
    const candidates = shrinkable('left').length > 0 ? shrinkable('left') : shrinkable('right');
    return candidates.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
}

const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);
