import { regularisedBeta } from './special-functions.ts';

/** An estimate with the bounds of its 95% interval. */
export interface Estimate {
    readonly value: number;
    readonly low: number;
    readonly high: number;
}

/** So many standard errors to either side hold 95% of a normal distribution. */
export const Z95 = 1.959963984540054;

/** So many of so many. */
export interface Proportion {
    readonly part: number;
    readonly of: number;
}

/** Wilson's score interval of a proportion (1927). */
export function wilson({ part, of }: Proportion): Estimate {
    const value = part / of;
    const z2 = Z95 * Z95;
    const middle = (value + z2 / (2 * of)) / (1 + z2 / of);
    const half = (Z95 / (1 + z2 / of)) * Math.sqrt((value * (1 - value)) / of + z2 / (4 * of * of));
    return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The first proportion less the second: Newcombe's hybrid score interval (1998, method 10). */
export function differenceOfProportions(first: Proportion, second: Proportion): Estimate {
    const [a, b] = [wilson(first), wilson(second)];
    const value = a.value - b.value;
    return {
        value,
        low: value - Math.hypot(a.value - a.low, b.high - b.value),
        high: value + Math.hypot(a.high - a.value, b.value - b.low),
    };
}

/** What is known of some numbers: how many, their mean, and the variance of the sample. */
export interface Sample {
    readonly count: number;
    readonly mean: number;
    readonly variance: number;
}

/** The first mean less the second: Welch's interval for unequal variances (1947). Needs two numbers on each side. */
export function differenceOfMeans(first: Sample, second: Sample): Estimate {
    const [a, b] = [first.variance / first.count, second.variance / second.count];
    const value = first.mean - second.mean;
    if (a + b === 0) return { value, low: value, high: value };
    const freedom = (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1));
    const half = studentQuantile(freedom) * Math.sqrt(a + b);
    return { value, low: value - half, high: value + half };
}

/** Beyond this, 2.5% of Student's distribution lies: found by halving. */
export function studentQuantile(freedom: number): number {
    let [low, high] = [0, 1e4];
    for (let round = 0; round < 100; round++) {
        const middle = (low + high) / 2;
        const beyond = regularisedBeta(freedom / (freedom + middle * middle), freedom / 2, 0.5) / 2;
        if (beyond > 0.025) low = middle;
        else high = middle;
    }
    return (low + high) / 2;
}

/**
 * Promoters less detractors as a share, with the adjusted Wald interval: three answers are added, three quarters of one to
 * promoters and to detractors each (Rocks, The American Statistician 70(4), 2016). The value itself is as measured.
 */
export function netPromoters(promoters: number, detractors: number, answers: number): Estimate {
    const of = answers + 3;
    const [up, down] = [(promoters + 0.75) / of, (detractors + 0.75) / of];
    const middle = up - down;
    const half = Z95 * Math.sqrt((up + down - middle * middle) / of);
    return {
        value: (promoters - detractors) / answers,
        low: Math.max(-1, middle - half),
        high: Math.min(1, middle + half),
    };
}
