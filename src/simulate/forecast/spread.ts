/** What lies in the middle of the draws, and where one in twenty lies below and above. */
export interface Spread {
    readonly median: bigint;
    readonly low: bigint;
    readonly high: bigint;
}

/** By nearest rank: each of them is a value that was drawn. */
export function spreadOf(values: readonly bigint[]): Spread {
    const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const at = (percent: number): bigint => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0n;
    return { median: at(50), low: at(5), high: at(95) };
}
