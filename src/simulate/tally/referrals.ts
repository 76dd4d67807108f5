import type { Member } from '../../model/occurrence.ts';
import { addUp } from './adding.ts';
import type { HistoryTally } from './tally.ts';

export interface ReferralCounts {
    readonly members: number;
    /** Members whose referrer is known. */
    readonly referred: number;
    /** Members who are named as a referrer. */
    readonly referrers: number;
    /** Those, and members with an event `referral`. */
    readonly recommending: number;
    /** Of members who were referred, less returns; minor units. */
    readonly revenueOfReferred: bigint;
}

export interface ReferralTally extends HistoryTally {
    readonly counts: () => ReferralCounts;
}

/** Who brought whom. */
export function createReferralTally(): ReferralTally {
    const sums = { members: 0, referred: 0, revenueOfReferred: 0n };
    const referrers = new Set<string>();
    const recommending = new Set<string>();
    const come = ({ referrer }: Member): void => {
        sums.members++;
        if (referrer === undefined) return;
        sums.referred++;
        referrers.add(referrer);
        recommending.add(referrer);
    };
    return {
        hears: ['event', 'purchase', 'return'],
        ofHistory: true,
        open(member: Member) {
            come(member);
            return memberReferrals(member.referrer !== undefined, sums, () => recommending.add(member.id));
        },
        count({ member, rows }) {
            come(member);
            let revenue = 0;
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isEvent(n) && rows.event(n) === 'referral') recommending.add(member.id);
                if (rows.isPurchase(n)) revenue += rows.net(n);
                else if (rows.isReturn(n)) revenue -= rows.netBack(n);
            }
            if (member.referrer !== undefined) sums.revenueOfReferred += BigInt(revenue);
        },
        counted: () => ({ sums, referrers, recommending }),
        add(other: {
            readonly sums: typeof sums;
            readonly referrers: Set<string>;
            readonly recommending: Set<string>;
        }) {
            addUp(sums, other.sums);
            addUp(referrers, other.referrers);
            addUp(recommending, other.recommending);
        },
        counts: () => ({ ...sums, referrers: referrers.size, recommending: recommending.size }),
    };
}

function memberReferrals(
    isReferred: boolean,
    sums: { revenueOfReferred: bigint },
    recommend: () => void,
): ReturnType<HistoryTally['open']> {
    return {
        take(outcome) {
            if (outcome.kind === 'event' && outcome.event === 'referral') recommend();
            if (!isReferred) return;
            if (outcome.kind === 'purchase') sums.revenueOfReferred += outcome.net;
            else if (outcome.kind === 'return') sums.revenueOfReferred -= outcome.net;
        },
        close() {},
    };
}
