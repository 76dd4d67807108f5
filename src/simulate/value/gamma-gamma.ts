import { minimise } from '../../base/statistics/minimise.ts';
import { logGamma } from '../../base/statistics/special-functions.ts';
import { thinned } from './buyer.ts';

/**
 * The gamma-gamma model of spending of Fader, Hardie and Lee, "RFM and CLV" (Journal of Marketing Research 42(4), 2005;
 * Hardie's note of 2013): what a customer spends at a time varies around an average of their own, averages vary over
 * customers, and neither hangs together with how often they buy.
 */
export interface GammaGamma {
    readonly p: number;
    readonly q: number;
    readonly gamma: number;
}

/** What a customer spent on average on so many days; whole currency units. */
export interface Spender {
    readonly repeats: number;
    readonly average: number;
}

const WIDEST = 9;
const MOST_SPENDERS = 20_000;

/** By maximum likelihood, over those who came again and spent something. */
export function fitGammaGamma(spenders: readonly Spender[]): GammaGamma | undefined {
    const sorted = spenders.toSorted((a, b) => a.average - b.average || a.repeats - b.repeats);
    const some = thinned(sorted, MOST_SPENDERS);
    const scale = some.reduce((sum, { average }) => sum + average, 0) / some.length;
    const minus = minusLogLikelihood(some.map(each => ({ ...each, average: each.average / scale })));
    const { at, found, value } = minimise(
        logs => (logs.some(log => Math.abs(log) > WIDEST) ? Number.POSITIVE_INFINITY : minus(logs.map(Math.exp))),
        [1, 1, 0],
    );
    const [p = 0, q = 0, gamma = 0] = at.map(Math.exp);
    return found && Number.isFinite(value) ? { p, q, gamma: gamma * scale } : undefined;
}

function minusLogLikelihood(spenders: readonly Spender[]): (parameters: readonly number[]) => number {
    const counts = new Map<number, number>();
    for (const { repeats } of spenders) counts.set(repeats, (counts.get(repeats) ?? 0) + 1);
    const logs = spenders.map(({ repeats, average }) => ({
        repeats,
        total: repeats * average,
        log: Math.log(repeats * average),
        each: Math.log(average),
    }));
    return ([p = 1, q = 1, gamma = 1]) => {
        let sum = 0;
        for (const [x, count] of counts)
            sum += count * (logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(gamma));
        for (const { repeats: x, total, log, each } of logs)
            sum += p * x * log - each - (p * x + q) * Math.log(gamma + total);
        return -sum;
    };
}

/** What is expected of a customer at a time: between their own average and that of all, the nearer to theirs the more is known. */
export function expectedSpend({ p, q, gamma }: GammaGamma, { repeats, average }: Spender): number {
    return (p * (gamma + repeats * average)) / (p * repeats + q - 1);
}
