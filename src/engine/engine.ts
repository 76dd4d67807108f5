import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Member } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import { adopt } from './adopt.ts';
import { migrate, refusals } from './migrate.ts';
import { finishMigration } from './migrate-points.ts';
import { newState } from './new-state.ts';
import { originOf } from './origin.ts';
import { createRulebook } from './rulebook.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { createTimeLine, type TimeLine, type TimeLineOptions } from './time-line.ts';

/** What a program does to its members. Lookups are computed once; any number of time lines may run side by side. */
export interface Engine {
    readonly program: Program;
    /** A member to whom nothing has happened. */
    open(member: Member, options: TimeLineOptions): TimeLine;
    /** Why a snapshot of another version cannot be taken up: sentences with a way out; none where it can. */
    refuses(snapshot: Snapshot): readonly string[];
    /**
     * A member as `snapshot` wrote it down: from there on all is as if it had never stopped. Where another version
     * wrote it, the program's migration is done first; throws what `refuses` says.
     */
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
        refuses(snapshot) {
            const { origin, state } = readSnapshot(snapshot);
            return refusals(state, origin, program);
        },
        resume(snapshot, options) {
            const { origin, state } = readSnapshot(snapshot);
            const [refused] = refusals(state, origin, program);
            if (refused !== undefined) throw new Error(refused);
            const isSame = origin.rules === originOf(program).rules;
            const migrated = isSame ? undefined : migrate(state, origin, program);
            adopt(book, state);
            return createTimeLine(book, state, options, running => {
                if (migrated !== undefined) finishMigration(running, migrated, origin);
            });
        },
    };
}
