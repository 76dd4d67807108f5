import type { Program } from '../../model/program.ts';
import { needsTimeOrder } from '../replay.ts';
import type { SimulationRequest } from '../simulate.ts';
import type { Source } from '../source.ts';
import { isTied } from '../ties.ts';
import type { ColumnsOrder, Done, Known, Part } from './orders.ts';
import type { PoolOptions } from './pool.ts';

export interface Threads<Columns, Block> extends Pick<PoolOptions, 'threads' | 'entry' | 'heap'> {
    readonly reading: ColumnsOrder<Columns>;
    /** In the order of members. */
    readonly parts: () => AsyncIterable<Part<Block>>;
}

/** Why members can't be run apart from each other; `undefined` where they can. */
export function whyTogether(programs: readonly Program[]): string | undefined {
    if (programs.some(needsTimeOrder)) return 'members share something that is used up or given in the order of time';
    return programs.some(isTied)
        ? 'members of a group and those who send each other points belong together'
        : undefined;
}

/** Plain data, whatever object the source is. */
export const knownOf = ({ figures, prices, announcements }: Source): Known => ({
    figures,
    ...(prices && { prices }),
    ...(announcements && { announcements }),
});

/** Adds up what parts have done and tells it. */
export function noteDone(onProgress: SimulationRequest['onProgress']): (done: Done) => void {
    const all = { events: 0, members: 0 };
    return ({ events, members }) => {
        all.events += events;
        all.members += members;
        onProgress?.({ ...all });
    };
}
