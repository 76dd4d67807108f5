/** Where there is no moment: before all others. */
export const NO_MOMENT = -1e18;

/** The file's number is above these, the row's below. */
export const ROWS_PER_FILE = 2 ** 32;
export const MOST_SOURCES = 2 ** 16;
