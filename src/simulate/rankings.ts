import { invariant } from '../base/invariant.ts';
import type { Instant } from '../base/zone.ts';
import type { Shared } from '../engine/shared.ts';
import { type Candidate, standingOf } from '../engine/standing.ts';
import { nextReview } from '../engine/tier-calendar.ts';
import type { TimeLine } from '../engine/time-line.ts';
import { turnsOf } from '../engine/windows.ts';
import type { Program } from '../model/program.ts';
import type { Ranking } from '../model/ranking.ts';
import { programZone } from './zone.ts';

/** When all members are looked at together, and what comes of it. */
export interface Rankings {
    /** The next instant of a ranking that is not after `to`. */
    readonly next: (to: Instant) => Instant | undefined;
    /** Takes the rankings of an instant; everything that happened before must have happened. */
    readonly take: (at: Instant, timeLines: Iterable<TimeLine>) => void;
}

interface Calendar {
    /** First instant of the data, or of the test. */
    readonly begins: Instant | undefined;
    /** Whether members are ranked who have done nothing yet and whose date of joining is not known. */
    readonly everyone?: boolean;
}

/** `undefined` where members are not compared with each other. */
export function rankingsOf(
    program: Program,
    shared: Shared,
    { begins, everyone = false }: Calendar,
): Rankings | undefined {
    const { rankings = [] } = program;
    if (rankings.length === 0 || begins === undefined) return undefined;
    const zone = programZone(program);
    const after = ({ review }: Ranking, day: number): Instant =>
        zone.startOfDay(nextReview(review, day, day, turnsOf(program)));
    const due = new Map(
        rankings.map(ranking => {
            const taken = shared.standing(ranking.name)?.at;
            if (taken !== undefined) return [ranking, after(ranking, zone.dayAt(taken))];
            // Tiers are not reviewed on the day on which a member begins.
            const first = zone.dayAt(begins) - (ranking.owner.kind === 'ladder' ? 0 : 1);
            return [ranking, after(ranking, first)];
        }),
    );
    return {
        next(to) {
            const soonest = Math.min(...due.values());
            return soonest <= to ? soonest : undefined;
        },
        take(at, timeLines) {
            const members = [...timeLines];
            for (const ranking of rankings) {
                const own = due.get(ranking);
                invariant(own !== undefined, 'every ranking has its next day');
                if (own !== at) continue;
                due.set(ranking, after(ranking, zone.dayAt(at)));
                const candidates = members.flatMap((each): Candidate[] => {
                    const candidate = each.candidate(ranking, at, everyone);
                    return candidate === undefined ? [] : [candidate];
                });
                shared.rank(ranking.name, standingOf(ranking, candidates, { at, day: zone.dayAt(at) }));
            }
        },
    };
}
