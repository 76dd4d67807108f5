import type { Member } from '../../model/occurrence.ts';
import type { Kind, MemberTally, PlainMember, Tally } from './tally.ts';

/** Kinds of outcomes that plain rows stand for. */
const PLAIN_KINDS: readonly Kind[] = ['event', 'purchase', 'return', 'posting', 'tier', 'trigger', 'watch'];

/** Several tallies as one, for members of plain rows; `undefined` where one of them must be told of outcomes. */
export function countingTogether(tallies: readonly Tally[]): ((plain: PlainMember) => void) | undefined {
    const isDeaf = ({ hears }: Tally): boolean => hears !== 'all' && !hears.some(kind => PLAIN_KINDS.includes(kind));
    if (!tallies.every(tally => tally.count !== undefined || isDeaf(tally))) return undefined;
    return plain => {
        for (const tally of tallies) {
            if (tally.count === undefined) tally.open(plain.member).close(plain.end);
            else tally.count(plain);
        }
    };
}

/** Several tallies as one, member by member; each of them takes what it hears. */
export function together(tallies: readonly Tally[]): (member: Member) => MemberTally {
    const hearers = new Map<Kind, readonly number[]>();
    const hearersOf = (kind: Kind): readonly number[] => {
        const found =
            hearers.get(kind) ??
            tallies.flatMap(({ hears }, index) => (hears === 'all' || hears.includes(kind) ? [index] : []));
        hearers.set(kind, found);
        return found;
    };
    return member => {
        const opened = tallies.map((tally): MemberTally => tally.open(member));
        const hearing = opened.flatMap(({ hear }) => hear ?? []);
        return {
            hear(occurrence) {
                for (const hear of hearing) hear(occurrence);
            },
            take(outcome, month) {
                for (const index of hearersOf(outcome.kind)) opened[index]?.take(outcome, month);
            },
            close(end) {
                for (const each of opened) each.close(end);
            },
        };
    };
}
