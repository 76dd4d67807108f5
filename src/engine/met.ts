import type { Ladder } from '../model/tiers.ts';
import { holds } from './evaluate.ts';
import type { Running } from './running.ts';
import { scopeOf, type View, withSurplus } from './view.ts';

/** Ranks of the tiers whose conditions hold, lowest first. Everyone meets the lowest. */
export function metRanks(running: Running, ladder: Ladder, view: View): number[] {
    const scope = withSurplus(running, view, scopeOf(running, view), ladder);
    return ladder.tiers.flatMap(({ rank, when, entry }) => {
        if (rank === 0) return [0];
        if (entry !== 'qualification' || when === undefined) return [];
        return holds(when, scope, running.program) ? [rank] : [];
    });
}

export const highest = (ranks: readonly number[]): number => Math.max(0, ...ranks);
