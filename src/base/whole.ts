/** The lesser and the greater of two whole amounts: `Math.min` and `Math.max` know no bigint. */
export const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);
