import type { MemberEvents } from '../source.ts';
import type { Paired } from './pairing.ts';
import { byGain, byLoss, gainSign } from './ranking.ts';
import type { Scales } from './scales.ts';
import { Top } from './top.ts';

/** Those who win most and those who lose most whose stories are told. */
const STORIES = 3;

/** Who stands out, and what happened to them. */
export class Standouts {
    /** What happened to members who are not paired yet or whose stories will be told. */
    readonly events = new Map<string, MemberEvents>();
    readonly #scales: Scales;
    readonly #winners: Top<Paired>;
    readonly #losers: Top<Paired>;

    constructor(scales: Scales) {
        this.#scales = scales;
        this.#winners = new Top(STORIES, byGain(scales));
        this.#losers = new Top(STORIES, byLoss(scales));
    }

    note(paired: Paired): void {
        const sign = gainSign(paired, this.#scales);
        const left = sign > 0 ? this.#winners.add(paired) : sign < 0 ? this.#losers.add(paired) : paired;
        if (left !== undefined) this.events.delete(left.member);
    }

    ids(): ReadonlySet<string> {
        return new Set([...this.#winners.best(), ...this.#losers.best()].map(({ member }) => member));
    }
}
