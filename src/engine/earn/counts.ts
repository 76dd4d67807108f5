import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Counter } from '../state.ts';
import type { Place } from '../windows.ts';
import { countOn, NO_COUNT } from './counting.ts';
import { countInRow, type InARow } from './rows.ts';

/** The running counts that one event moves, by key of the gift. */
export class Counts {
    readonly moved = new Map<string, Counter>();
    readonly #known: ReadonlyMap<string, Counter>;
    readonly #place: Place;
    readonly #at: Instant;
    #isHeld = false;

    constructor(known: ReadonlyMap<string, Counter>, place: Place, at: Instant) {
        this.#known = known;
        this.#place = place;
        this.#at = at;
    }

    /** While they are held, it is only asked what would be given: they stay where they are. Whether they were. */
    hold(isHeld: boolean): boolean {
        const was = this.#isHeld;
        this.#isHeld = isHeld;
        return was;
    }

    /** How often the count passes a multiple of the step. */
    passed(key: string, by: Rational, step: Rational): Rational {
        return this.#move(key, before => countOn(before, by, step));
    }

    inRow(key: string, basis: InARow): Rational {
        const day = this.#place.zone.dayAt(this.#at);
        return this.#move(key, before => countInRow(before, basis, day, this.#place));
    }

    #move(key: string, count: (before: Counter) => { readonly count: Counter; readonly passed: bigint }): Rational {
        if (this.#isHeld) return Rational.ZERO;
        const moved = count(this.moved.get(key) ?? this.#known.get(key) ?? NO_COUNT);
        this.moved.set(key, moved.count);
        return Rational.of(moved.passed);
    }
}
