import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Member } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { adopt } from './adopt.ts';
import { newState } from './new-state.ts';
import { createRulebook } from './rulebook.ts';
import { fromSnapshot, type Snapshot } from './snapshot.ts';
import { createTimeLine, type TimeLine, type TimeLineOptions } from './time-line.ts';

/** What a program does to its members. Lookups are computed once; any number of time lines may run side by side. */
export interface Engine {
    readonly program: Program;
    /** A member to whom nothing has happened. */
    open(member: Member, options: TimeLineOptions): TimeLine;
    /** A member as `snapshot` wrote it down: from there on all is as if it had never stopped. */
    resume(snapshot: Snapshot, options: TimeLineOptions): TimeLine;
}

/**
 * `prices`: what articles cost from when on, for lines without a price and for prices that are protected.
 * `announcements`: what else happens for everybody.
 */
export function createEngine(
    program: Program,
    prices: readonly ListPrice[] = [],
    announcements: readonly Announcement[] = [],
): Engine {
    const book = createRulebook(program, prices, announcements);
    return {
        program,
        open: (member, options) => createTimeLine(book, newState(book, member), options),
        resume(snapshot, options) {
            const state = fromSnapshot(snapshot);
            adopt(book, state);
            return createTimeLine(book, state, options);
        },
    };
}
