/** Scores of one member, from 1 (worst) to 5 (best). */
export interface RfmScores {
    readonly recency: number;
    readonly frequency: number;
    readonly monetary: number;
}

/** The usual names, best first, as they stand in the grid below. */
export const RFM_GROUPS = [
    'Champions',
    'Loyal',
    'Potential loyalists',
    'New',
    'Promising',
    'Need attention',
    'About to sleep',
    'At risk',
    "Can't lose them",
    'Hibernating',
] as const;

export type RfmGroupName = (typeof RFM_GROUPS)[number];

/** Rows: recency from 5 down to 1. Columns: the mean of frequency and monetary, from 1 to 5. */
const GRID: readonly (readonly RfmGroupName[])[] = [
    ['New', 'Potential loyalists', 'Potential loyalists', 'Champions', 'Champions'],
    ['Promising', 'Potential loyalists', 'Potential loyalists', 'Loyal', 'Loyal'],
    ['About to sleep', 'About to sleep', 'Need attention', 'Loyal', 'Loyal'],
    ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose them"],
    ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose them"],
];

/** Halves are rounded up. */
export function groupOf({ recency, frequency, monetary }: RfmScores): RfmGroupName {
    return GRID[5 - recency]?.[Math.ceil((frequency + monetary) / 2) - 1] ?? 'Hibernating';
}

/**
 * Of each value its fifth from 1 (lowest) to 5: one more than five times the share of values that are strictly lower,
 * whole fifths only. Equal values are always in the same fifth, so that fifths can differ in size or be empty.
 */
export function fifthsOf(values: readonly (number | bigint)[]): number[] {
    const rising = values.map((_, index) => index).sort((a, b) => compare(valueAt(values, a), valueAt(values, b)));
    const fifths = values.map(() => 1);
    let lower = 0;
    for (const [position, index] of rising.entries()) {
        const before = rising[position - 1];
        if (before !== undefined && compare(valueAt(values, before), valueAt(values, index)) < 0) lower = position;
        fifths[index] = 1 + Math.floor((5 * lower) / values.length);
    }
    return fifths;
}

const valueAt = (values: readonly (number | bigint)[], index: number): number | bigint => values[index] ?? 0;
const compare = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);
