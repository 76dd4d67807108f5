import { sign } from './pair.ts';
import type { Paired } from './pairing.ts';
import type { Scales } from './scales.ts';

export type Ranking = (a: Paired, b: Paired) => number;

/** Greatest gain first: by worth, then by number of points that have none, then by tiers, then by name. */
export function byGain(scales: Scales): Ranking {
    return (a, b) => -compareGains(a, b, scales) || (a.member < b.member ? -1 : 1);
}

/** Greatest loss first. */
export function byLoss(scales: Scales): Ranking {
    return (a, b) => compareGains(a, b, scales) || (a.member < b.member ? -1 : 1);
}

/** Whether a member has more from the new version than from the old one, all in all: above zero, or below. */
export function gainSign({ difference, before, after }: Paired, scales: Scales): number {
    const units = scales.counted.map(name => difference.points.get(name) ?? 0n).find(each => each !== 0n) ?? 0n;
    const counted = units === 0n ? 0 : units > 0n ? 1 : -1;
    return sign(difference.gain) || counted || Math.sign(tierSum({ before, after }, scales));
}

function compareGains(a: Paired, b: Paired, scales: Scales): number {
    const gain = a.difference.gain - b.difference.gain;
    if (gain !== 0n) return sign(gain);
    for (const name of scales.counted) {
        const [left, right] = [a.difference.points.get(name) ?? 0n, b.difference.points.get(name) ?? 0n];
        if (left !== right) return left < right ? -1 : 1;
    }
    return tierSum(a, scales) - tierSum(b, scales);
}

const tierSum = ({ before, after }: Pick<Paired, 'before' | 'after'>, scales: Scales): number =>
    scales.tierChanges(before.tiers, after.tiers).reduce((a, b) => a + b, 0);
