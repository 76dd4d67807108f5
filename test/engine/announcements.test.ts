import { describe, expect, it } from 'vitest';
import { failures } from './support/play.ts';

const holds = async (rules: string, history: string): Promise<void> =>
    expect(await failures(rules, history)).toEqual([]);

const HEADER =
    'program P "P" { currency EUR timezone "Europe/Berlin" channels email }\nitem { category : one of coffee, tea }\npoints Star {}\n';

describe('what happens for everybody', () => {
    it('a price that changes is known fourteen days before; the first price is no change', () =>
        holds(
            `${HEADER}trigger PriceMove before price_change by 14 days { send "price-notice" by email }`,
            `member ann { joined 2026-01-01 }
            member bob { joined 2026-02-20 }
            2026-01-01 price "UREA" 2_400 EUR
            2026-03-01 price "UREA" 2_250 EUR
            2026-04-01 price "UREA" 2_250 EUR
            2026-05-01 price "UREA" 2_300 EUR
            2026-02-14 expect ann not gets PriceMove
            2026-02-15 expect ann gets PriceMove
            2026-04-16 expect ann not gets PriceMove
            2026-04-17 expect ann gets PriceMove
            2026-06-01 expect ann has visits over lifetime is 0
            expect ann gets PriceMove 2 times
            expect bob gets PriceMove 1 times`,
        ));

    it('what changes at one moment is one occasion, for the first for which the conditions hold', () =>
        holds(
            `${HEADER}trigger Rises on price_change {
              when price_change.price > price_change.before
              when price_change.sku in distinct of item.sku over last 12 months
              give 5 Star
            }`,
            `member ann
            member bob
            2026-01-01 price "A" 10 EUR
            2026-01-01 price "B" 10 EUR
            2026-01-02 ann: purchase 1 units of "B"
            2026-03-01 price "A" 12 EUR
            2026-03-01 price "B" 11 EUR
            2026-03-02 expect ann balance 5 Star
            expect bob balance 0 Star
            2026-04-01 price "B" 9 EUR
            2026-04-02 expect ann balance 5 Star`,
        ));

    it('a new product is for those who bought its category', () =>
        holds(
            `${HEADER}trigger NewProduct on product_launch {
              when product_launch.category in distinct of item.category over last 24 months
              send "new-for-you" by email
            }
            trigger Asked on product_launch after 3 days at 9:00 {
              when distinct of item.category over last 24 months has tea
              ask "tea-or-coffee" by email
            }`,
            `member ann
            member bob
            2026-01-02 ann: purchase 10 EUR category = coffee
            2026-01-02 bob: purchase 10 EUR category = tea
            2026-03-01 product_launch sku = "KENYA", category = coffee
            2026-03-01 expect ann gets NewProduct
            expect bob not gets NewProduct
            2026-03-04 8:59 expect bob not gets Asked
            2026-03-04 9:00 expect bob gets Asked
            2026-03-04 9:00 expect ann not gets Asked
            2028-02-01 product_launch category = tea
            2028-02-01 expect bob not gets NewProduct`,
        ));

    it('an event of the author, at eight in New York, which is 14:00 in Berlin', () =>
        holds(
            `program P "P" { currency EUR timezone of member else "Europe/Berlin" channels email }
            points Star {}
            event harvest_fair for everybody { town : text }
            trigger Invitation before harvest_fair by 1 week at 8:00 { give 1 Star }`,
            `member ann { timezone = "America/New_York" }
            2026-01-02 ann: purchase 10 EUR
            2026-09-13 13:59 expect ann balance 0 Star
            2026-09-13 14:00 expect ann balance 1 Star
            2026-09-20 12:00 harvest_fair town = "Ulm"`,
        ));
});
