import type { Day } from '../base/calendar.ts';
import { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Ranking } from '../model/ranking.ts';
import type { Running } from './running.ts';

/** A member as a ranking sees it. */
export interface Candidate {
    readonly member: string;
    readonly joined: Day | undefined;
    readonly value: Rational;
}

/** What a ranking of all members came to. Plain data. */
export interface Standing {
    readonly at: Instant;
    /** The local day that begins then. */
    readonly day: Day;
    /** Number of members who were ranked. */
    readonly ranked: number;
    /** Number of members who are in. */
    readonly places: number;
    /** What the last who is in has; absent where nobody is. */
    readonly edge: Rational | undefined;
    readonly of: ReadonlyMap<string, Place>;
}

export interface Place {
    /** One more than the number of those who are before. */
    readonly rank: number;
    readonly value: Rational;
    readonly isIn: boolean;
}

/** What a ranking came to for one member; nobody is in before it was taken for the first time. */
export interface Ranked {
    readonly isIn: boolean;
    readonly edge: Rational | undefined;
    /** For explanations. */
    readonly standing?: Standing | undefined;
    readonly place?: Place | undefined;
}

/** Puts all candidates in order. Who has nothing is never among the first. */
export function standingOf(
    ranking: Ranking,
    candidates: readonly Candidate[],
    { at, day }: Pick<Standing, 'at' | 'day'>,
): Standing {
    const order = candidates.toSorted((a, b) => compare(a, b, ranking.side));
    const eligible = ranking.side === 'bottom' ? order.length : countWhile(order, ({ value }) => value.sign() > 0);
    const places = placesOf(ranking, order, eligible);
    const of = new Map<string, Place>();
    let rank = 1;
    for (const [index, { member, value }] of order.entries()) {
        if (!order[index - 1]?.value.eq(value)) rank = index + 1;
        of.set(member, { rank, value, isIn: index < places });
    }
    return { at, day, ranked: order.length, places, edge: order[places - 1]?.value, of };
}

/** How many of the first are in, those who are equal to the last of them among them or not. */
function placesOf({ extent, ties }: Ranking, order: readonly Candidate[], eligible: number): number {
    const asked = extent.kind === 'share' ? extent.amount.mul(Rational.of(order.length)) : extent.amount;
    const places = Math.min(Number(asked.ceil()), eligible);
    const edge = order[places - 1]?.value;
    const next = places < eligible ? order[places]?.value : undefined;
    if (edge === undefined || !next?.eq(edge) || ties === 'to the earlier member') return places;
    const first = order.findIndex(({ value }) => value.eq(edge));
    if (ties === 'left out') return first;
    return first + countWhile(order.slice(first), ({ value }) => value.eq(edge));
}

/** The best first, or the least; of equals who joined first, then by their ids. */
function compare(a: Candidate, b: Candidate, side: Ranking['side']): number {
    const order = side === 'top' ? b.value.compare(a.value) : a.value.compare(b.value);
    if (order !== 0) return order;
    const [first, second] = [a.joined ?? Number.POSITIVE_INFINITY, b.joined ?? Number.POSITIVE_INFINITY];
    if (first !== second) return first < second ? -1 : 1;
    return a.member < b.member ? -1 : 1;
}

function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
    const end = items.findIndex(item => !holds(item));
    return end < 0 ? items.length : end;
}

export function rankedNow({ shared, state }: Running, ranking: string): Ranked {
    const standing = shared.standing(ranking);
    const place = standing?.of.get(state.member);
    return { isIn: place?.isIn ?? false, edge: standing?.edge, standing, place };
}

/** Of every ranking, for what must know later how things were. */
export function placesNow(running: Running): ReadonlyMap<string, Ranked> {
    return new Map(
        [...running.book.rankings.keys()].map(name => {
            const { isIn, edge } = rankedNow(running, name);
            return [name, { isIn, edge }];
        }),
    );
}
