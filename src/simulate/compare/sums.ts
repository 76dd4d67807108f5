import { addUp } from '../tally/adding.ts';
import type { Account } from './account.ts';
import type { Difference, Verdict } from './pair.ts';

/** As another thread posts it. */
export type CountedSums = Pick<Sums, 'members' | 'points' | 'gain' | 'apart' | 'credit' | 'heard'>;

/** What one version came to for all members, against the old one. */
export class Sums {
    readonly members: { [verdict in Verdict]: number } = { same: 0, better: 0, worse: 0, mixed: 0 };
    readonly points = new Map<string, bigint>();
    /** Parts of the scales by which the version is measured. */
    gain = 0n;
    /** Minor units of rewards that are in no order's price. */
    apart = 0n;
    credit = 0n;
    /** Members for whom a trigger fires in one version and not in the other. */
    heard = 0;

    add({ apart, credit }: Pick<Account, 'apart' | 'credit'>, difference: Difference): void {
        this.apart += apart;
        this.credit += credit;
        this.addDifference(difference);
    }

    addDifference({ verdict, gain, points }: Difference): void {
        this.members[verdict]++;
        this.gain += gain;
        for (const [name, units] of points) this.points.set(name, (this.points.get(name) ?? 0n) + units);
    }

    /** What the version came to for other members. */
    addAll({ members, points, gain, apart, credit, heard }: CountedSums): void {
        addUp(this.members, members);
        addUp<CountedSums['points']>(this.points, points);
        this.gain += gain;
        this.apart += apart;
        this.credit += credit;
        this.heard += heard;
    }

    get all(): number {
        const { same, better, worse, mixed } = this.members;
        return same + better + worse + mixed;
    }
}
