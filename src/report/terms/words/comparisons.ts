import type { Comparison } from '../../../model/expression.ts';

/** The verb of a comparison: `is at least`. */
export const sayComparison = (op: Comparison): string => COMPARISONS[op];

const COMPARISONS: Readonly<Record<Comparison, string>> = {
    '=': 'is',
    '<>': 'is not',
    '>=': 'is at least',
    '>': 'is more than',
    '<=': 'is at most',
    '<': 'is less than',
};
