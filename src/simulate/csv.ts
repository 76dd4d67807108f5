/** A cell of a table to be written: text, a number or decimal text of one, or nothing. */
export type Cell = string | number | undefined;

/** One line of CSV (RFC 4180) without its line break. */
export const csvLine = (cells: readonly Cell[]): string => cells.map(csvCell).join(',');

/**
 * Quoted where it must be. Spreadsheets run what begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a
 * formula: such text gets an apostrophe in front, unless it is a number.
 */
export function csvCell(cell: Cell): string {
    if (cell === undefined) return '';
    if (typeof cell === 'number') return String(cell);
    const text = isFormula(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text);
