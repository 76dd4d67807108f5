import { differences } from '../../base/differences.ts';

/** How often names occur on a long list of which little changes: whatever stays on it is not asked again. */
export class NameCounts<T> {
    private readonly namesOf: (item: T) => readonly string[];
    private readonly counts = new Map<string, number>();
    private items: readonly T[] = [];
    private repeated = 0;

    constructor(namesOf: (item: T) => readonly string[]) {
        this.namesOf = namesOf;
    }

    /** Whether one of their names occurs twice. */
    hasTwice(items: readonly T[]): boolean {
        const { gone, come } = differences(this.items, items);
        this.items = items;
        for (const item of come) for (const name of this.namesOf(item)) this.count(name, 1);
        for (const item of gone) for (const name of this.namesOf(item)) this.count(name, -1);
        return this.repeated > 0;
    }

    private count(name: string, by: 1 | -1): void {
        const before = this.counts.get(name) ?? 0;
        const now = before + by;
        if (now === 0) this.counts.delete(name);
        else this.counts.set(name, now);
        if (before < 2 && now >= 2) this.repeated++;
        if (before >= 2 && now < 2) this.repeated--;
    }
}
