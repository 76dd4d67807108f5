import type { ComparisonDocument, TierChange } from '../../model/documents/comparison.ts';
import type { Paired } from './pairing.ts';
import type { Scales } from './scales.ts';

/** From the tier held at the end in the old version to the one in the new, lowest first; only pairs that anyone makes. */
export function tierMoves(paired: readonly Paired[], scales: Scales): ComparisonDocument['tierMoves'] {
    return Object.fromEntries(scales.ladders.map(ladder => [ladder, movesOn(ladder, paired, scales)]));
}

function movesOn(ladder: string, paired: readonly Paired[], scales: Scales): ComparisonDocument['tierMoves'][string] {
    const counts = new Map<string, number>();
    for (const { before, after } of paired) {
        const key = JSON.stringify([before.tiers.get(ladder) ?? '', after.tiers.get(ladder) ?? '']);
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const tiers = ['', ...scales.tiersOf(ladder)];
    return tiers.flatMap(from =>
        tiers.flatMap(to => {
            const members = counts.get(JSON.stringify([from, to]));
            if (members === undefined) return [];
            return [{ from, to, change: changeOf(scales.tierChange(ladder, from, to)), members }];
        }),
    );
}

const changeOf = (ranks: number): TierChange => (ranks === 0 ? 'same' : ranks > 0 ? 'up' : 'down');
