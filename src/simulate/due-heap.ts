import type { Instant } from '../base/zone.ts';

export interface DueMember {
    readonly at: Instant;
    readonly member: string;
}

/** When something falls due next for which member: a binary heap, soonest first, ties by member. */
export class DueHeap {
    readonly #items: DueMember[] = [];

    /** Noting the same twice does no harm but to memory, so the latest note of a member is remembered. */
    readonly #noted = new Map<string, Instant>();

    add(due: DueMember): void {
        if (this.#noted.get(due.member) === due.at) return;
        this.#noted.set(due.member, due.at);
        const items = this.#items;
        let index = items.push(due) - 1;
        while (index > 0) {
            const parent = (index - 1) >>> 1;
            if (isSooner(items[parent] ?? due, due)) break;
            this.#swap(index, parent);
            index = parent;
        }
    }

    /** The soonest that is not after `to`, and no longer noted. */
    take(to: Instant): DueMember | undefined {
        const items = this.#items;
        const [first] = items;
        if (first === undefined || first.at > to) return undefined;
        const last = items.pop();
        if (last !== undefined && items.length > 0) {
            items[0] = last;
            this.#sink();
        }
        if (this.#noted.get(first.member) === first.at) this.#noted.delete(first.member);
        return first;
    }

    #sink(): void {
        const items = this.#items;
        for (let index = 0; ; ) {
            const [left, right] = [2 * index + 1, 2 * index + 2];
            const leftItem = items[left];
            if (leftItem === undefined) return;
            const rightItem = items[right];
            const child = rightItem !== undefined && isSooner(rightItem, leftItem) ? right : left;
            const [item, below] = [items[index], items[child]];
            if (item === undefined || below === undefined || isSooner(item, below)) return;
            this.#swap(index, child);
            index = child;
        }
    }

    #swap(a: number, b: number): void {
        const [first, second] = [this.#items[a], this.#items[b]];
        if (first === undefined || second === undefined) return;
        this.#items[a] = second;
        this.#items[b] = first;
    }
}

const isSooner = (a: DueMember, b: DueMember): boolean => a.at < b.at || (a.at === b.at && a.member < b.member);
