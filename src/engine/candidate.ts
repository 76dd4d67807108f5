import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Ranking } from '../model/ranking.ts';
import { evaluate, holds } from './evaluate.ts';
import { NOW } from './log.ts';
import { declared, type Running } from './running.ts';
import type { Candidate } from './standing.ts';
import { qualifyingValue, scopeOf, type View } from './view.ts';

/**
 * The member as a ranking of all at this instant sees it: as the windows stood at the last instant before, in the
 * program's time zone. Who has not joined, is not meant or has no value is not ranked.
 */
export function candidateOf(running: Running, ranking: Ranking, at: Instant, everyone: boolean): Candidate | undefined {
    const { book, state, program } = running;
    const place = { zone: book.programZone, turns: book.turns, joined: state.joined };
    const { joined } = state;
    const isMember = joined === undefined ? everyone || state.seen.size > 0 : place.zone.startOfDay(joined) < at;
    if (!isMember) return undefined;
    const view: View = { ...ALL_KNOWN, at: at - 1, closedBy: at };
    const here = { ...running, place };
    const scope = scopeOf(here, view);
    if (ranking.among !== undefined && !holds(ranking.among, scope, program)) return undefined;
    const value = ranking.measuresLadder
        ? qualifyingValue(here, view, scope, declared(book.ladders, ranking.owner.name))
        : evaluate(ranking.by, scope, program);
    return value instanceof Rational ? { member: state.member, joined, value } : undefined;
}

const ALL_KNOWN = {
    asOf: NOW,
    facts: undefined,
    before: undefined,
    supposed: undefined,
    expiringOn: undefined,
    onUnknown: undefined,
} as const;
