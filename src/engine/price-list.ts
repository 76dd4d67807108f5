import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { ListPrice } from '../model/contract.ts';

/** What articles cost from when on. */
export interface PriceList {
    /** The price of an article that is valid at a moment; undefined before its first. */
    priceOf(sku: string, at: Instant): Rational | undefined;
    /** Changes strictly after `from` and before `until`, in their order. */
    changes(sku: string, from: Instant, until: Instant): readonly ListPrice[];
}

/** Of two prices from one moment on, the one named later holds. */
export function toPriceList(prices: readonly ListPrice[]): PriceList {
    const bySku = Map.groupBy(
        prices.toSorted((a, b) => a.from - b.from),
        ({ sku }) => sku,
    );
    return {
        priceOf: (sku, at) => bySku.get(sku)?.findLast(({ from }) => from <= at)?.price,
        changes: (sku, from, until) => {
            const known = bySku.get(sku) ?? [];
            return known.filter((each, index) => {
                return each.from > from && each.from < until && known[index + 1]?.from !== each.from;
            });
        },
    };
}
