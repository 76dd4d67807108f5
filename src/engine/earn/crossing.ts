import { Rational } from '../../base/rational.ts';
import type { Ladder } from '../../model/tiers.ts';
import { highest, metRanks } from '../met.ts';
import type { Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import { qualifyingValue, scopeOf, type View, withTiers } from '../view.ts';
import type { Piece } from './rules.ts';

/** A tier that an event reaches when so much of it is done. */
interface Crossing {
    readonly share: Rational;
    readonly ladder: string;
    readonly tier: string;
}

/**
 * The pieces of an event that crosses thresholds (row 5), each with the tiers that it is earned at. `after` looks at
 * the member as if metrics had taken the event in.
 */
export function crossingPieces(running: Running, view: View, after: View, scope: Scope): [Piece, ...Piece[]] {
    const crossings = running.program.ladders
        .filter(({ crossing, upgrade }) => crossing !== 'old tier' && upgrade === 'immediately')
        .flatMap(ladder => crossingsOf(running, ladder, view, after, scope))
        .sort((a, b) => a.share.compare(b.share));
    const tiers = new Map<string, string>();
    const pieces: Piece[] = [];
    let [done, current] = [Rational.ZERO, scope];
    for (const { share, ladder, tier } of crossings) {
        if (share.gt(done)) pieces.push({ weight: share.sub(done), scope: current });
        tiers.set(ladder, tier);
        current = withTiers(running, scope, new Map(tiers));
        done = share;
    }
    const last: Piece = { weight: Rational.ONE.sub(done), scope: current };
    const [first, ...rest] = last.weight.isZero() ? pieces : [...pieces, last];
    return first === undefined ? [last] : [first, ...rest];
}

function crossingsOf(running: Running, ladder: Ladder, view: View, after: View, scope: Scope): Crossing[] {
    const held = ladder.tiers.findIndex(({ name }) => name === scope.tier(ladder.name));
    const reached = highest(metRanks(running, ladder, after));
    if (reached <= held) return [];
    const tierAt = (rank: number): string => ladder.tiers[rank]?.name ?? '';
    if (ladder.crossing === 'new tier') return [{ share: Rational.ZERO, ladder: ladder.name, tier: tierAt(reached) }];
    const start = qualifyingValue(running, view, scope, ladder);
    const end = qualifyingValue(running, after, scopeOf(running, after), ladder);
    if (start === undefined || end === undefined || end.le(start)) return [];
    return ladder.tiers.flatMap(({ rank, from, name }) => {
        // A tier that is reached by something else than the measure is reached when the event is over.
        if (rank <= held || rank > reached || from === undefined || from.le(start) || from.gt(end)) return [];
        return [{ share: from.sub(start).div(end.sub(start)), ladder: ladder.name, tier: name }];
    });
}
