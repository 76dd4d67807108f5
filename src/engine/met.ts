import type { Ladder } from '../model/tiers.ts';
import { holds } from './evaluate.ts';
import type { Running } from './running.ts';
import { tierState } from './tier-calendar.ts';
import { scopeOf, type View, withSurplus } from './view.ts';

/** Ranks of the tiers whose conditions hold, lowest first. Everyone meets the lowest; who holds a tier meets it, and those below, by less. */
export function metRanks(running: Running, ladder: Ladder, view: View): number[] {
    const scope = withSurplus(running, view, scopeOf(running, view), ladder);
    const held = tierState(running, ladder).rank;
    return ladder.tiers.flatMap(({ rank, when, keptWhen, entry }) => {
        if (rank === 0) return [0];
        if (entry !== 'qualification' || when === undefined) return [];
        const enough = rank <= held ? [when, keptWhen] : [when];
        return enough.some(each => each !== undefined && holds(each, scope, running.program)) ? [rank] : [];
    });
}

export const highest = (ranks: readonly number[]): number => Math.max(0, ...ranks);
