/** What is bought of: SKUs `NAME-001` …, with unit prices spread lognormally around a median in whole currency units. */
export interface CategoryProfile {
    readonly name: string;
    /** How often it is bought, relative to the others. */
    readonly weight: number;
    readonly skus: number;
    readonly medianPrice: number;
    /** Standard deviation of the logarithm of the price; 0 is one price for all. */
    readonly spread: number;
}

/** How the members of a made-up program behave. Shares are from 0 to 1, rates are per member and month. */
export interface Profile {
    readonly name: string;
    readonly about: string;
    /** Orders of an average active member in an average month. */
    readonly ordersPerMonth: number;
    /** Zipf-Mandelbrot exponent of activity over members: 0 makes all alike, 0.8 gives the top fifth about half of all. */
    readonly activityExponent: number;
    /** Average lines of an order, at least 1. */
    readonly linesPerOrder: number;
    /** Average units of a line, at least 1. */
    readonly unitsPerLine: number;
    readonly categories: readonly CategoryProfile[];
    /** Cost of the goods as a share of their price. */
    readonly costShare: number;
    /** Factors of the months, January first. */
    readonly seasons: readonly number[];
    /** Factor of the days from 1 to 24 December, on top of the month's. */
    readonly christmas: number;
    /** Factors of the weekdays, Monday first. */
    readonly weekdays: readonly number[];
    /** Local hours in which orders are placed, half-open. */
    readonly hours: readonly [open: number, close: number];
    /** Share of orders of which something comes back, and days after which it does so on average. */
    readonly returnShare: number;
    readonly returnAfterDays: number;
    /** Share of members who leave in a month. */
    readonly churn: number;
    /** Share of members who were there before the first month; the others join evenly. */
    readonly founders: number;
    readonly channels: readonly string[];
    /** Each of the program's other events, per active member and month. */
    readonly otherEvents: number;
    /** Share of members with a referrer. */
    readonly referred: number;
}

const EVEN_WEEK = [1, 1, 1, 1, 1, 1, 1];

export const profiles = {
    coffee: {
        name: 'coffee',
        about: 'A chain of coffee shops: small baskets, often, mostly in the morning, few returns.',
        ordersPerMonth: 4,
        activityExponent: 0.7,
        linesPerOrder: 1.5,
        unitsPerLine: 1.1,
        categories: [
            { name: 'coffee', weight: 6, skus: 12, medianPrice: 4, spread: 0.2 },
            { name: 'pastry', weight: 3, skus: 10, medianPrice: 3, spread: 0.25 },
            { name: 'other', weight: 1, skus: 15, medianPrice: 12, spread: 0.5 },
        ],
        costShare: 0.3,
        seasons: [1, 1, 1, 1, 1, 0.95, 0.85, 0.85, 1, 1.05, 1.1, 1.15],
        christmas: 1.1,
        weekdays: [1.1, 1.1, 1.1, 1.1, 1.2, 0.9, 0.6],
        hours: [7, 19],
        returnShare: 0.005,
        returnAfterDays: 3,
        churn: 0.03,
        founders: 0.5,
        channels: ['store', 'app', 'web'],
        otherEvents: 0.05,
        referred: 0.1,
    },
    retail: {
        name: 'retail',
        about: 'A department store: mixed baskets, a strong Christmas, one order in twelve comes back in part.',
        ordersPerMonth: 0.8,
        activityExponent: 0.8,
        linesPerOrder: 2.5,
        unitsPerLine: 1.3,
        categories: [
            { name: 'fashion', weight: 4, skus: 200, medianPrice: 29, spread: 0.6 },
            { name: 'home', weight: 3, skus: 150, medianPrice: 24, spread: 0.8 },
            { name: 'beauty', weight: 2, skus: 80, medianPrice: 14, spread: 0.5 },
            { name: 'electronics', weight: 1, skus: 60, medianPrice: 89, spread: 0.9 },
        ],
        costShare: 0.55,
        seasons: [0.8, 0.75, 0.9, 0.95, 0.95, 0.95, 0.9, 0.85, 1, 1.05, 1.4, 1.7],
        christmas: 1.4,
        weekdays: [0.8, 0.8, 0.9, 0.9, 1.1, 1.4, 1.1],
        hours: [8, 22],
        returnShare: 0.08,
        returnAfterDays: 12,
        churn: 0.04,
        founders: 0.6,
        channels: ['store', 'web', 'app'],
        otherEvents: 0.03,
        referred: 0.05,
    },
    b2b: {
        name: 'b2b',
        about: 'A supplier of farms: few customers, large quantities, spring and autumn, hardly any returns.',
        ordersPerMonth: 1.2,
        activityExponent: 0.9,
        linesPerOrder: 4,
        unitsPerLine: 20,
        categories: [
            { name: 'fertiliser', weight: 4, skus: 25, medianPrice: 42, spread: 0.4 },
            { name: 'seed', weight: 3, skus: 40, medianPrice: 65, spread: 0.6 },
            { name: 'tools', weight: 1, skus: 60, medianPrice: 35, spread: 1 },
        ],
        costShare: 0.7,
        seasons: [0.5, 0.9, 1.8, 1.9, 1.3, 0.8, 0.6, 0.9, 1.5, 1.1, 0.5, 0.3],
        christmas: 0.5,
        weekdays: [1.2, 1.2, 1.2, 1.1, 1, 0.2, 0],
        hours: [7, 17],
        returnShare: 0.015,
        returnAfterDays: 20,
        churn: 0.01,
        founders: 0.85,
        channels: ['sales', 'web', 'phone'],
        otherEvents: 0.05,
        referred: 0.02,
    },
} as const satisfies Record<string, Profile>;

/** Everyone buys alike, all year, all week: a profile to begin another from. */
export const plainProfile: Profile = {
    ...profiles.retail,
    name: 'plain',
    seasons: Array(12).fill(1),
    christmas: 1,
    weekdays: EVEN_WEEK,
};
