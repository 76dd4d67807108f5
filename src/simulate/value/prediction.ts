import type { Day } from '../../base/calendar.ts';
import { plural } from '../../base/text.ts';
import type { KeptResults } from '../../model/kept-results.ts';
import type { CustomerRecord } from '../tally/records.ts';
import { type BgNbd, chanceActive, expectedPurchases } from './bg-nbd.ts';
import { type Buyer, cellsOf } from './buyer.ts';
import { expectedSpend, type GammaGamma } from './gamma-gamma.ts';
import { keptBgNbd, keptGammaGamma } from './kept-fits.ts';

/** What members who bought are expected to do in the days to come: statistics, not amounts. */
export interface Prediction {
    readonly bgNbd: BgNbd;
    readonly gammaGamma: GammaGamma;
    /** Of each member in the order asked: revenue in whole currency units. */
    readonly revenues: readonly number[];
    readonly revenue: number;
    /** Days with a purchase, of all. */
    readonly purchases: number;
    /** Members who still buy. */
    readonly active: number;
}

export const HORIZON_DAYS = 365;
export const FEWEST_REPEAT_BUYERS = 30;
export const FEWEST_DAYS = 90;

type Predicted = Prediction | { readonly notEstimated: string };

/** The last that was asked: several versions of a program that give no prices are asked of the same purchases. */
let last: { readonly asked: readonly (bigint | number)[]; readonly told: Predicted } | undefined;

/** `from` and `to`: first and last day of the data; `decimals` of the currency. Or why nothing can be said. */
export function predict(
    records: readonly CustomerRecord[],
    { from, to }: { readonly from: Day; readonly to: Day },
    decimals: number,
    results?: KeptResults,
): Predicted {
    const asked = [
        ...[from, to, decimals],
        ...records.flatMap(({ firstDay, lastDay, days, later }) => [firstDay, lastDay, days, later]),
    ];
    if (last?.asked.length === asked.length && last.asked.every((each, index) => each === asked[index]))
        return last.told;
    const told = predicted(records, { from, to }, decimals, results);
    last = { asked, told };
    return told;
}

function predicted(
    records: readonly CustomerRecord[],
    { from, to }: { readonly from: Day; readonly to: Day },
    decimals: number,
    results: KeptResults | undefined,
): Predicted {
    const buyers = records.map(each => ({ ...toBuyer(each, to), average: averageOf(each, decimals) }));
    const spenders = buyers.filter(({ repeats, average }) => repeats > 0 && average > 0);
    if (spenders.length < FEWEST_REPEAT_BUYERS)
        return {
            notEstimated: `too few repeat buyers: ${spenders.length}, at least ${FEWEST_REPEAT_BUYERS} are needed`,
        };
    const days = to - from + 1;
    if (days < FEWEST_DAYS)
        return { notEstimated: `the data cover ${plural(days, 'day')}, at least ${FEWEST_DAYS} are needed` };
    const bgNbd = keptBgNbd(cellsOf(buyers), results);
    const gammaGamma = keptGammaGamma(spenders, results);
    // Below 1 the mean of what is spent would be infinite.
    if (bgNbd === undefined || gammaGamma === undefined || gammaGamma.q <= 1)
        return { notEstimated: 'the models do not fit these purchases' };
    return { bgNbd, gammaGamma, ...expectations(buyers, bgNbd, gammaGamma) };
}

function expectations(
    buyers: readonly (Buyer & { readonly average: number })[],
    bgNbd: BgNbd,
    gammaGamma: GammaGamma,
): Pick<Prediction, 'revenues' | 'revenue' | 'purchases' | 'active'> {
    let [revenue, purchases, active] = [0, 0, 0];
    const revenues = buyers.map(buyer => {
        const expected = expectedPurchases(bgNbd, buyer, HORIZON_DAYS);
        const value = expected * expectedSpend(gammaGamma, buyer);
        purchases += expected;
        revenue += value;
        active += chanceActive(bgNbd, buyer);
        return value;
    });
    return { revenues, revenue, purchases, active };
}

const toBuyer = ({ firstDay, lastDay, days }: CustomerRecord, to: Day): Buyer => ({
    repeats: days - 1,
    lastAfterDays: lastDay - firstDay,
    seenForDays: Math.max(to, lastDay) - firstDay,
});

/** Of the days with a purchase after the first; never below zero. */
function averageOf({ later, days }: CustomerRecord, decimals: number): number {
    return days < 2 ? 0 : Math.max(0, Number(later) / 10 ** decimals / (days - 1));
}
