import type { ColumnsPart } from '../../model/columns.ts';
import type { MemberEvents, Source } from '../source.ts';
import type { Done, Known } from './orders.ts';

/** Some of the members, with what is known of all. */
export class PartSource implements Source {
    readonly figures: Source['figures'];
    readonly prices: NonNullable<Source['prices']>;
    readonly announcements: NonNullable<Source['announcements']>;
    readonly rejects = [];
    readonly remarks = [];
    readonly #part: ColumnsPart;

    constructor({ figures, prices = [], announcements = [] }: Known, part: ColumnsPart) {
        this.figures = figures;
        this.prices = prices;
        this.announcements = announcements;
        this.#part = part;
    }

    get done(): Done {
        const { columns, from, until } = this.#part;
        const { begins, continues } = columns;
        let events = 0;
        for (let row = begins[from] ?? 0; row < (begins[until] ?? 0); row++) if (continues[row] === 0) events++;
        return { events, members: until - from };
    }

    readonly members = async function* (this: PartSource): AsyncGenerator<MemberEvents> {
        const { from, until, members } = this.#part;
        yield* members(from, until);
    }.bind(this);

    readonly columnParts = async function* (this: PartSource): AsyncGenerator<ColumnsPart> {
        yield this.#part;
    }.bind(this);

    readonly timeOrder = (): never => {
        throw new Error('threads have members, not the order of time over all of them');
    };
}
