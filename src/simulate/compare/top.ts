/** The few first of many, in an order; ties are decided by the order. */
export class Top<Item> {
    readonly #size: number;
    readonly #compare: (a: Item, b: Item) => number;
    readonly #items: Item[] = [];

    constructor(size: number, compare: (a: Item, b: Item) => number) {
        this.#size = size;
        this.#compare = compare;
    }

    /** Gives back the one that is not, or no longer, among the first. */
    add(item: Item): Item | undefined {
        const last = this.#items.at(-1);
        if (this.#items.length >= this.#size && last !== undefined && this.#compare(last, item) <= 0) return item;
        this.#items.push(item);
        this.#items.sort(this.#compare);
        return this.#items.length > this.#size ? this.#items.pop() : undefined;
    }

    best(): readonly Item[] {
        return this.#items;
    }
}
