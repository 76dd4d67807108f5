import type { Rational } from '../base/rational.ts';
import type { Instant } from '../base/zone.ts';
import type { Announcement } from '../model/announcement.ts';
import type { ListPrice } from '../model/contract.ts';
import type { Value } from '../model/value.ts';

/** What happens for everybody, known beforehand, of one event. */
export interface Announced {
    /** In the order of time, each once. */
    readonly moments: readonly Instant[];
    readonly at: ReadonlyMap<Instant, readonly Announcement[]>;
}

/** By event; changes of the list of prices are among them. */
export type Announcements = ReadonlyMap<string, Announced>;

export function toAnnouncements(prices: readonly ListPrice[], others: readonly Announcement[]): Announcements {
    const all = [...priceChanges(prices), ...others].toSorted((a, b) => a.at - b.at);
    const byEvent = Map.groupBy(all, ({ event }) => event);
    return new Map(
        [...byEvent].map(([event, announcements]) => {
            const at = Map.groupBy(announcements, each => each.at);
            return [event, { moments: [...at.keys()], at }];
        }),
    );
}

/** The first price of an article is no change. */
function priceChanges(prices: readonly ListPrice[]): Announcement[] {
    const last = new Map<string, Rational>();
    return prices
        .toSorted((a, b) => a.from - b.from)
        .flatMap(({ sku, from, price }) => {
            const before = last.get(sku);
            last.set(sku, price);
            if (before === undefined || before.eq(price)) return [];
            const fields = new Map<string, Value>([
                ['sku', sku],
                ['price', price],
                ['before', before],
            ]);
            return [{ event: 'price_change', at: from, fields }];
        });
}
