import type { Member } from '../../model/occurrence.ts';
import type { Kind, MemberTally, Tally } from './tally.ts';

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
