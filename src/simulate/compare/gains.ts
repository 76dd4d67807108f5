import { Rational } from '../../base/rational.ts';
import type { GainFigures } from '../../model/documents/comparison.ts';
import type { Program } from '../../model/program.ts';
import type { Paired } from './pairing.ts';
import type { Scales } from './scales.ts';
import { inUnits } from './shares.ts';

/** What a gain is measured in. */
export interface Measure {
    readonly unit: string;
    readonly decimals: number;
    /** Parts: so many are one unit. */
    readonly of: (paired: Paired) => bigint;
    readonly parts: bigint;
    /** Of all members, in units of the decimals. */
    readonly total: bigint;
}

/** Money; where nothing that changed is worth money, the first kind of points that changed. */
export function measureOf(paired: readonly Paired[], scales: Scales, program: Program, total: bigint): Measure {
    const { code, decimals } = program.currency;
    const { parts } = scales;
    const inMoney: Measure = { unit: code, decimals, of: ({ difference }) => difference.gain, parts, total };
    if (total !== 0n || paired.some(({ difference }) => difference.gain !== 0n)) return inMoney;
    const unitsOf = ({ difference }: Paired, name: string): bigint => difference.points.get(name) ?? 0n;
    const moved = scales.counted.find(name => paired.some(each => unitsOf(each, name) !== 0n));
    if (moved === undefined) return inMoney;
    const digits = scales.decimalsOf(moved);
    return {
        unit: moved,
        decimals: digits,
        of: each => unitsOf(each, moved),
        parts: 10n ** BigInt(digits),
        total: paired.reduce((sum, each) => sum + unitsOf(each, moved), 0n),
    };
}

const QUANTILES = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100] as const;

/** Not only means: how gains are distributed over all members. */
export function gainFigures(paired: readonly Paired[], measure: Measure): GainFigures {
    const { unit, decimals, of, parts, total } = measure;
    const gains = paired.map(of).sort(compare);
    const say = (gain: Rational): string => gain.toFixed(decimals);
    const sum = Rational.fromUnits(total, decimals);
    return {
        unit,
        total: say(sum),
        mean: say(gains.length === 0 ? Rational.ZERO : sum.div(Rational.of(gains.length))),
        quantiles: QUANTILES.map(percent => ({
            at: (percent / 100).toFixed(2),
            gain: say(Rational.of(gains[rankOf(percent, gains.length)] ?? 0n, parts)),
        })),
        histogram: histogramOf(gains, measure),
    };
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The least of which so many percent of members are at or below. */
const rankOf = (percent: number, members: number): number => Math.max(0, Math.ceil((percent * members) / 100) - 1);

interface Bin {
    /** Absent: open. */
    readonly from: Rational | undefined;
    readonly to: Rational | undefined;
}

function histogramOf(gains: readonly bigint[], { parts, total, decimals }: Measure): GainFigures['histogram'] {
    const losses = gains.filter(gain => gain < 0n).map(gain => -gain);
    const wins = gains.filter(gain => gain > 0n);
    const bins: readonly Bin[] = [
        ...binsOf(losses.sort(compare), parts)
            .map(({ from, to }) => ({ from: to?.neg(), to: from?.neg() }))
            .reverse(),
        { from: Rational.ZERO, to: Rational.ZERO },
        ...binsOf(wins, parts),
    ];
    const members = bins.map(() => 0);
    const sums = bins.map(() => 0n);
    const within = bins.map(bin => isIn(bin, parts));
    for (const gain of gains) {
        const index = within.findIndex(has => has(gain));
        members[index] = (members[index] ?? 0) + 1;
        sums[index] = (sums[index] ?? 0n) + gain;
    }
    const shares = inUnits(
        sums.map(sum => Rational.of(sum, parts)),
        total,
        decimals,
    );
    return bins.map(({ from, to }, index) => ({
        ...(from === undefined ? {} : { from: from.toDecimal() }),
        ...(to === undefined ? {} : { to: to.toDecimal() }),
        members: members[index] ?? 0,
        gain: Rational.fromUnits(shares[index] ?? 0n, decimals).toFixed(decimals),
    }));
}

/** Of gains the lower side belongs to a bin, of losses the one farther from zero does not. Told of gains in parts. */
function isIn({ from, to }: Bin, parts: bigint): (gain: bigint) => boolean {
    // Sides need not be whole numbers of parts, gains are.
    const [low, over] = [from, to].map(side => side?.mul(Rational.of(parts)));
    if (from !== undefined && to !== undefined && from.eq(to)) return gain => gain === 0n;
    if (from === undefined || from.isNegative()) {
        const [above, last] = [low?.floor(), over?.floor() ?? 0n];
        return gain => gain < 0n && gain <= last && (above === undefined || gain > above);
    }
    const [first, below] = [low?.ceil() ?? 0n, over?.ceil()];
    return gain => gain > 0n && gain >= first && (below === undefined || gain < below);
}

const MOST_BINS = 6;

/** Bins of amounts above zero, in parts, from zero on, at round numbers; amounts in rising order. */
function binsOf(amounts: readonly bigint[], parts: bigint): Bin[] {
    const [greatest, typical] = [amounts.at(-1), amounts[Math.floor(amounts.length / 10)]];
    if (greatest === undefined || typical === undefined) return [];
    const [low, high] = [Rational.of(typical, parts), Rational.of(greatest, parts)];
    const edges = STEPS.map(steps => edgesOf(steps, low, high)).find(each => each.length < MOST_BINS) ?? [];
    const sides = [Rational.ZERO, ...edges];
    return sides.map((from, index) => ({ from, to: sides[index + 1] }));
}

/** From fine to coarse. */
const STEPS = [[1, 2, 5], [1, 5], [1]] as const;
const LEAST_POWER = -4;
const MOST_POWER = 15;

/** Round numbers above `low` and not above `high`; at most five, the greatest. */
function edgesOf(steps: readonly number[], low: Rational, high: Rational): Rational[] {
    const edges: Rational[] = [];
    for (let power = LEAST_POWER; power <= MOST_POWER; power++) {
        for (const step of steps) {
            const edge =
                power < 0 ? Rational.of(step, 10n ** BigInt(-power)) : Rational.of(BigInt(step) * 10n ** BigInt(power));
            if (edge.gt(low) && edge.le(high)) edges.push(edge);
        }
    }
    return steps.length === 1 ? edges.slice(-(MOST_BINS - 1)) : edges;
}
