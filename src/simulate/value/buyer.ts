/** What the models of buying need to know of one member who bought. */
export interface Buyer {
    /** Further days with a purchase, after the first. */
    readonly repeats: number;
    /** Days from the first purchase to the last. */
    readonly lastAfterDays: number;
    /** Days from the first purchase to the end of the data. */
    readonly seenForDays: number;
}

/** So many members of whom the same is known. */
export interface BuyerCell extends Buyer {
    readonly members: number;
}

/** Members of whom the same is known are looked at once. Sorted, so that the order of members does not matter. */
export function cellsOf(buyers: readonly Buyer[]): BuyerCell[] {
    const cells = new Map<string, Buyer & { members: number }>();
    for (const { repeats, lastAfterDays, seenForDays } of buyers) {
        const key = `${repeats} ${lastAfterDays} ${seenForDays}`;
        const cell = cells.get(key);
        if (cell === undefined) cells.set(key, { repeats, lastAfterDays, seenForDays, members: 1 });
        else cell.members++;
    }
    return [...cells.values()].sort(
        (a, b) => a.repeats - b.repeats || a.lastAfterDays - b.lastAfterDays || a.seenForDays - b.seenForDays,
    );
}

/** Every so-manieth, evenly over the list, where there are more than the limit. */
export function thinned<T>(items: readonly T[], limit: number): readonly T[] {
    if (items.length <= limit) return items;
    return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)]).filter(
        item => item !== undefined,
    );
}
