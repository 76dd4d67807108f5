/** Odd, so that a median is a measurement. */
export const ROUNDS = 9;

export interface Comparison {
    readonly what: string;
    readonly unit: 'ms' | 'MB' | 'ns';
    readonly ours: readonly number[];
    readonly other: string;
    readonly others: readonly number[];
}

/** Measures each in turn, round by round, after one round that does not count. */
export async function inTurns<Name extends string>(
    measures: Readonly<Record<Name, () => number | Promise<number>>>,
    rounds = ROUNDS,
): Promise<Readonly<Record<Name, readonly number[]>>> {
    const names = Object.keys(measures) as Name[];
    const results = new Map<Name, number[]>(names.map(name => [name, []]));
    for (let round = -1; round < rounds; round++) {
        for (const name of names) {
            const value = await measures[name]();
            if (round >= 0) results.get(name)?.push(value);
        }
    }
    // Every name has its list.
    return Object.fromEntries(results) as unknown as Record<Name, readonly number[]>;
}

export async function millisecondsOf(work: () => unknown): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

export function printComparisons(comparisons: readonly Comparison[]): void {
    const rows = comparisons.map(({ what, unit, ours, other, others }) => {
        const ratios = ours.map((value, round) => value / (others[round] ?? Number.NaN));
        return [
            what,
            `${show(median(ours))} ${unit}`,
            other,
            `${show(median(others))} ${unit}`,
            `${median(ratios).toFixed(2)}×`,
            `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
        ];
    });
    const table = [['what', 'median', 'compared with', 'median', 'ratio', 'of rounds'], ...rows];
    printTable(table);
    console.log(
        `\nMedians of ${Math.min(...comparisons.map(it => it.ours.length))} rounds or more; ratios are of the same round.`,
    );
}

/** Columns as wide as their widest cell; the first row has as many as any. */
export function printTable(table: readonly (readonly string[])[]): void {
    const widths = table[0]?.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0))) ?? [];
    for (const row of table)
        console.log(
            row
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join('  ')
                .trimEnd(),
        );
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const show = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));
