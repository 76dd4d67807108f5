import type { MemberEvents, Source } from '../source.ts';
import type { Done, Known } from './orders.ts';

/** Some of the members, with what is known of all. */
export class PartSource implements Source {
    readonly figures: Source['figures'];
    readonly prices: NonNullable<Source['prices']>;
    readonly announcements: NonNullable<Source['announcements']>;
    readonly rejects = [];
    readonly remarks = [];
    readonly #members: () => Iterable<MemberEvents>;
    /** Of the first reading. */
    #done: Done | undefined;

    constructor({ figures, prices = [], announcements = [] }: Known, members: () => Iterable<MemberEvents>) {
        this.figures = figures;
        this.prices = prices;
        this.announcements = announcements;
        this.#members = members;
    }

    get done(): Done {
        return this.#done ?? { events: 0, members: 0 };
    }

    readonly members = async function* (this: PartSource): AsyncGenerator<MemberEvents> {
        let [events, members] = [0, 0];
        for (const each of this.#members()) {
            yield each;
            members++;
            events += each.occurrences.length;
        }
        this.#done ??= { events, members };
    }.bind(this);

    readonly timeOrder = (): never => {
        throw new Error('threads have members, not the order of time over all of them');
    };
}
