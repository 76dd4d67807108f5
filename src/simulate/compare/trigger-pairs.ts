import type { TriggerDelta } from '../../model/documents/comparison.ts';
import type { Program } from '../../model/program.ts';
import { addUp } from '../tally/adding.ts';
import type { Account } from './account.ts';
import { mergedNames } from './merged.ts';

type Counts = { -readonly [key in Exclude<keyof TriggerDelta, 'name' | 'title'>]: number };

export type CountedTriggers = ReadonlyMap<string, Readonly<Counts>>;

/** Which firings one version has and the other has not. */
export class TriggerPairs {
    readonly #counts: ReadonlyMap<string, Counts>;
    readonly #titles: ReadonlyMap<string, string>;

    constructor(before: Program, after: Program) {
        const namesOf = ({ triggers }: Program): string[] => triggers.map(({ name }) => name);
        const names = mergedNames(namesOf(before), namesOf(after));
        this.#counts = new Map(names.map(name => [name, none()]));
        this.#titles = new Map([...before.triggers, ...after.triggers].map(({ name, title }) => [name, title]));
    }

    add(before: Account, after: Account): void {
        for (const [name, counts] of this.#counts) {
            const [was, is] = [before.fired.get(name) ?? NEVER, after.fired.get(name) ?? NEVER];
            if (was.size === 0 && is.size === 0) continue;
            counts.old += was.size;
            counts.new += is.size;
            for (const occasion of is) if (!was.has(occasion)) counts.gained++;
            for (const occasion of was) if (!is.has(occasion)) counts.lost++;
            if (was.size === 0) counts.membersGained++;
            if (is.size === 0) counts.membersLost++;
        }
    }

    counted(): CountedTriggers {
        return this.#counts;
    }

    addCounted(counts: CountedTriggers): void {
        addUp(this.#counts, counts);
    }

    figures(): TriggerDelta[] {
        return [...this.#counts].map(([name, counts]) => ({ name, title: this.#titles.get(name) ?? name, ...counts }));
    }
}

const NEVER: ReadonlySet<string> = new Set();
const none = (): Counts => ({ old: 0, new: 0, gained: 0, lost: 0, membersGained: 0, membersLost: 0 });
