import type { Rational } from '../base/rational.ts';

/**
 * A value at run time; its unit is known from the type of the expression.
 * - Rational: numbers, percentages (10% is 1/10), money in whole currency units (4.99 EUR is 499/100), points in whole points
 * - number: a calendar day (days since 1970-01-01)
 * - string: text, the value of a choice, a group, the name of a tier
 * - ReadonlySet: a set of choices
 * - boolean: a condition
 * - undefined: unknown (row 23 of the table of meanings: a condition on it does not hold)
 */
export type Value = Rational | number | string | boolean | ReadonlySet<string> | undefined;
