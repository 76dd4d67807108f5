import { minimise } from '../../base/statistics/minimise.ts';
import { hypergeometric, logGamma } from '../../base/statistics/special-functions.ts';
import { type Buyer, type BuyerCell, thinned } from './buyer.ts';

/**
 * The BG/NBD model of Fader, Hardie and Lee, "Counting Your Customers" the Easy Way (Marketing Science 24(2), 2005).
 * While a customer is active, purchases come at random at a rate of their own; after each, the customer may leave
 * for good. Rates are gamma distributed (r, alpha) over customers, chances to leave beta distributed (a, b).
 * Time is in weeks, as in the paper.
 */
export interface BgNbd {
    readonly r: number;
    readonly alpha: number;
    readonly a: number;
    readonly b: number;
    readonly logLikelihood: number;
}

const DAYS = 7;
/** Parameters are sought between exp(-9) and exp(9): beyond, the data do not tell them from their bounds. */
const WIDEST = 9;
const MOST_CELLS = 20_000;
const LARGEST = 500;

/** By maximum likelihood. Very many members are thinned evenly; their figures still come from all. */
export function fitBgNbd(cells: readonly BuyerCell[]): BgNbd | undefined {
    const minus = minusLogLikelihood(thinned(cells, MOST_CELLS));
    const start = [1, 3, 1, 3].map(Math.log);
    const { at, found, value } = minimise(
        logs => (logs.some(log => Math.abs(log) > WIDEST) ? Number.POSITIVE_INFINITY : minus(logs.map(Math.exp))),
        start,
    );
    const [r = 0, alpha = 0, a = 0, b = 0] = at.map(Math.exp);
    return found && Number.isFinite(value) ? { r, alpha, a, b, logLikelihood: -value } : undefined;
}

/** Equation 6 of the paper in logarithms. What depends on the repeats or on the day alone is computed once for all of the same. */
export function minusLogLikelihood(cells: readonly BuyerCell[]): (parameters: readonly number[]) => number {
    const members = new Map<number, number>();
    for (const cell of cells) members.set(cell.repeats, (members.get(cell.repeats) ?? 0) + cell.members);
    const most = cells.reduce((days, { seenForDays }) => Math.max(days, seenForDays), 0);
    const logs = new Float64Array(most + 1);
    return ([r = 1, alpha = 1, a = 1, b = 1]) => {
        let sum = 0;
        const constant = logGamma(a + b) - logGamma(r) - logGamma(b) + r * Math.log(alpha);
        for (const [x, count] of members)
            sum += count * (constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x));
        for (let day = 0; day <= most; day++) logs[day] = Math.log(alpha + day / DAYS);
        for (const { repeats: x, lastAfterDays, seenForDays, members: count } of cells) {
            const whole = (r + x) * (logs[seenForDays] ?? 0);
            sum -= count * whole;
            if (x === 0) continue;
            const exponent = whole - (r + x) * (logs[lastAfterDays] ?? 0);
            const share = a / (b + x - 1);
            // The odds of who came very often and then never again are too large for a number.
            sum += count * (exponent > LARGEST ? exponent + Math.log(share) : Math.log1p(share * Math.exp(exponent)));
        }
        return -sum;
    };
}

/** Chance that the customer still buys: one less the odds that they left after their last purchase. */
export function chanceActive({ r, alpha, a, b }: BgNbd, { repeats: x, lastAfterDays, seenForDays }: Buyer): number {
    if (x === 0) return 1;
    const ratio = (alpha + seenForDays / DAYS) / (alpha + lastAfterDays / DAYS);
    return 1 / (1 + (a / (b + x - 1)) * ratio ** (r + x));
}

/** Days with a purchase that are expected of a customer in the days to come: equation 10 of the paper. */
export function expectedPurchases(model: BgNbd, buyer: Buyer, days: number): number {
    const { r, alpha, b } = model;
    // The formula has a gap where a is 1.
    const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
    const [x, time] = [buyer.repeats, alpha + buyer.seenForDays / DAYS];
    const z = days / DAYS / (time + days / DAYS);
    // Euler's transformation of the paper's 2F1: its terms stay small however much somebody bought.
    const series = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
    return ((a + b + x - 1) / (a - 1)) * (1 - series) * chanceActive(model, buyer);
}
