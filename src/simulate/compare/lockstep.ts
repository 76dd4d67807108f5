import { invariant } from '../../base/invariant.ts';
import type { Source } from '../source.ts';

/** How far one reader may be ahead of another: what lies between them is kept in memory. */
const AHEAD = 32;

/**
 * One history for several simulations that run side by side: it is read once, and each of them hears all of it.
 * They may read it as often as they like; the first reading of all is one pass over the history, and so on. Who is
 * ahead waits for the others, unless all that still run wait: then what separates them is kept instead.
 */
export class Lockstep {
    readonly #source: Source;
    readonly #readers: number;
    readonly #passes = new Map<string, Pass<unknown>>();
    readonly #finished = new Set<number>();
    #waiting = 0;

    constructor(source: Source, readers: number) {
        this.#source = source;
        this.#readers = readers;
    }

    /** What one of the readers sees of the history. */
    sourceFor(reader: number): Source {
        const counts = { members: 0, timeOrder: 0 };
        return {
            ...this.#source,
            members: () => this.#read(`members ${counts.members++}`, reader, () => this.#source.members()),
            timeOrder: () => this.#read(`time order ${counts.timeOrder++}`, reader, () => this.#source.timeOrder()),
        };
    }

    /** This reader reads no more: nobody waits for it. */
    finish(reader: number): void {
        this.#finished.add(reader);
        for (const pass of this.#passes.values()) pass.leave(reader);
        this.#freeIfStuck();
    }

    async *#read<T>(name: string, reader: number, open: () => AsyncIterable<T>): AsyncGenerator<T> {
        // A pass of this name was opened by the same method of the source.
        const pass = (this.#passes.get(name) as Pass<T> | undefined) ?? new Pass(open(), this.#readers);
        this.#passes.set(name, pass as Pass<unknown>);
        for (const finished of this.#finished) pass.leave(finished);
        try {
            for (;;) {
                while (pass.mustWait(reader)) await this.#wait(pass);
                const next = await pass.next(reader);
                if (next.done === true) return;
                yield next.value;
            }
        } finally {
            pass.leave(reader);
        }
    }

    async #wait<T>(pass: Pass<T>): Promise<void> {
        this.#waiting++;
        const moved = pass.moved(() => this.#waiting--);
        this.#freeIfStuck();
        await moved;
    }

    /** Nobody is left who could move the others on. */
    #freeIfStuck(): void {
        if (this.#waiting === 0 || this.#waiting < this.#readers - this.#finished.size) return;
        for (const pass of this.#passes.values()) pass.free();
    }
}

/** One reading of the history by all readers. */
class Pass<T> {
    readonly #items: AsyncIterator<T>;
    /** How many items each reader has had; infinite for who has left. */
    readonly #had: number[];
    /** Items that some reader has not had yet; the first is number `#first` of the pass. */
    readonly #kept: T[] = [];
    #first = 0;
    #isOver = false;
    #isFree = false;
    #fetching: Promise<void> | undefined;
    #wake: (() => void)[] = [];

    constructor(items: AsyncIterable<T>, readers: number) {
        this.#items = items[Symbol.asyncIterator]();
        this.#had = new Array<number>(readers).fill(0);
    }

    mustWait(reader: number): boolean {
        const had = this.#had[reader] ?? 0;
        return !this.#isFree && had === this.#first + this.#kept.length && this.#kept.length >= AHEAD && !this.#isOver;
    }

    /** When the slowest reader has moved on, or nobody has to wait any more: `noted` is called at once, then. */
    moved(noted: () => void): Promise<void> {
        return new Promise(resolve => {
            this.#wake.push(() => {
                noted();
                resolve();
            });
        });
    }

    free(): void {
        this.#isFree = true;
        this.#wakeAll();
    }

    async next(reader: number): Promise<IteratorResult<T, undefined>> {
        const had = this.#had[reader] ?? 0;
        while (had === this.#first + this.#kept.length) {
            if (this.#isOver) return { done: true, value: undefined };
            this.#fetching ??= this.#fetch();
            await this.#fetching;
        }
        const index = had - this.#first;
        invariant(index >= 0 && index < this.#kept.length, 'what a reader has not had is kept');
        // It is there, and may be anything, `undefined` too.
        const value = this.#kept[index] as T;
        this.#had[reader] = had + 1;
        this.#forget();
        return { done: false, value };
    }

    leave(reader: number): void {
        if (this.#had[reader] === Number.POSITIVE_INFINITY) return;
        this.#had[reader] = Number.POSITIVE_INFINITY;
        this.#forget();
        if (this.#had.every(had => had === Number.POSITIVE_INFINITY)) {
            // Nobody listens any more to what goes wrong at the end.
            void this.#items.return?.().catch(() => {});
        }
    }

    async #fetch(): Promise<void> {
        try {
            const { done, value } = await this.#items.next();
            if (done === true) this.#isOver = true;
            else this.#kept.push(value);
        } finally {
            this.#fetching = undefined;
        }
    }

    #forget(): void {
        const slowest = Math.min(...this.#had);
        const had = Math.min(slowest - this.#first, this.#kept.length);
        if (had <= 0) return;
        this.#kept.splice(0, had);
        this.#first += had;
        this.#wakeAll();
    }

    #wakeAll(): void {
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting) wake();
    }
}
