import { expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';

const HEAD =
    'program P {\n  currency EUR, USD\n  timezone "Europe/Berlin"\n  version "2"\n}\npoints Star { worth 0.02 EUR }\n';

/** Each contradiction, the clause that it is found at, and the way out that the message names. */
test.each([
    [
        'a locked price below its floor',
        'contract C {\n  term 12 months\n  lock price at 5 EUR for term\n  floor 6 EUR\n}',
        'contract/lock-below-floor',
    ],
    [
        'a commitment without a term',
        'contract C {\n  discount 5%\n  commit 5_000 EUR per term\n}',
        'contract/term-missing',
    ],
    [
        'a shortfall without a commitment',
        'contract C {\n  term 12 months\n  discount 5%\n  shortfall pays 10% of missing\n}',
        'contract/commitment-missing',
    ],
    [
        'a tier above another with a lower threshold',
        'tiers S {\n  qualify by spend over last 12 months\n  tier A\n  tier B from 300 EUR\n  tier C from 200 EUR\n}',
        'tiers/order',
    ],
    [
        'an expiry shorter than the pending period',
        'points Mile {\n  pending 60 days\n  expire after 1 month\n}',
        'points/expiry',
    ],
    [
        'a gift that is gone before it can be used',
        'earn E on purchase { give 1 Star per 1 EUR expiring in 5 days pending 10 days }',
        'points/expiry',
    ],
    [
        'a gift that is pending longer than its points live',
        'points Mile {\n  worth 0.01 EUR\n  expire after 1 month\n}\nearn E on purchase { give 1 Mile per 1 EUR pending 60 days }',
        'points/expiry',
    ],
    [
        'a gift that is gone before points are released',
        'points Mile {\n  worth 0.01 EUR\n  pending 30 days\n}\nearn E on purchase { give 1 Mile per 1 EUR expiring in 14 days }',
        'points/expiry',
    ],
    [
        'a gift that waits until after its last day',
        'earn E on purchase { give 1 Star expiring on 2026-11-30 pending until 2026-12-04 }',
        'program/period',
    ],
    [
        'a gift to what is no member',
        'event praise { stars : number }\nearn E on praise { give 1 Star to praise.stars }',
        'types/mismatch',
    ],
    [
        'points that live longer and end by silence',
        'points Mile {\n  worth 0.01 EUR\n  expire after 3 months inactive\n}\ntrigger T on purchase { extend Mile by 1 month }',
        'rules/pointless-clause',
    ],
    [
        'points of a rule that gives none go first',
        'earn E on purchase { give 1 Star per 1 EUR }\npoints Other { spend those of E first }',
        'rules/pointless-clause',
    ],
    [
        'a silence that one event ends twice',
        'event visit {}\ntrigger T without purchase or visit or purchase for 90 days { tag "x" }',
        'rules/pointless-clause',
    ],
    [
        'a review on one day twice',
        'tiers S {\n  qualify by spend over last 12 months\n  review yearly on 1 March, 1 March\n  tier A\n  tier B from 300 EUR\n}',
        'rules/pointless-clause',
    ],
    [
        'a row of which all may be missed',
        'event visit {}\nearn E on visit { give 1 Star every 3 days in a row allowing 3 missed }',
        'rules/range',
    ],
    ['days with a field', 'event visit { n : number }\nmetric m { days with visit.n }', 'types/aggregate'],
    [
        'a life to a day that is none',
        'event visit { n : number }\nearn E on visit { give 1 Star expiring on visit.n }',
        'types/mismatch',
    ],
    [
        'a ceiling of what is dropped',
        'tiers S {\n  qualify by spend over calendar year\n  surplus dropped at most 5 EUR\n  tier A\n  tier B from 3 EUR\n}',
        'rules/pointless-clause',
    ],
    [
        'points of a trigger for each store',
        'event visit { store : text }\ntrigger T on visit { give 1 Star limit 5 Star per store per member }',
        'rules/unit',
    ],
    ['credit that goes first and is not held', 'wallet Card { spend credit first }', 'rules/pointless-clause'],
    ['a bonus that goes first and is never given', 'wallet Card { spend bonus first }', 'rules/pointless-clause'],
    [
        'a floor of a gift above its ceiling',
        'earn E on purchase { give 1 Star per 1 EUR at least 10 Star at most 5 Star }',
        'rules/range',
    ],
    [
        'a floor of a gift that is always the same',
        'earn E on purchase { give 10 Star at least 5 Star }',
        'rules/pointless-clause',
    ],
    [
        'a tier that is kept by more than it takes to reach it',
        'tiers S {\n  qualify by spend over calendar year\n  review yearly on 1 January\n  tier A\n  tier B from 300 EUR kept from 400 EUR\n}',
        'rules/range',
    ],
    [
        'a tier for life that says by what it is kept',
        'tiers S {\n  qualify by spend over calendar year\n  review yearly on 1 January\n  tier A\n  tier B from 300 EUR kept from 200 EUR forever\n}',
        'rules/pointless-clause',
    ],
    [
        'days of a month that end before they begin',
        'earn E on purchase {\n  during day 20 through 10 of month\n  give 1 Star\n}',
        'program/period',
    ],
    [
        'two exclusive rules of one priority',
        'price A on order {\n  exclusive priority 1\n  discount 5%\n}\nprice B on order {\n  exclusive priority 1\n  discount 8%\n}',
        'rules/priority',
    ],
    ['a price after itself', 'price A on item {\n  after A\n  discount 5%\n}', 'rules/after-itself'],
    [
        'a price after one of a later phase',
        'price A on item {\n  after B\n  discount 5%\n}\nprice B on order { discount 8% }',
        'rules/pointless-clause',
    ],
    [
        'an exclusive price that waits',
        'price A on item {\n  exclusive priority 1\n  after B\n  discount 5%\n}\nprice B on item { discount 8% }',
        'rules/pointless-clause',
    ],
    [
        'a commitment for longer than the term',
        'contract C {\n  term 1 month\n  commit 5_000 EUR per calendar quarter\n  shortfall pays 10% of missing\n}',
        'contract/commitment-too-long',
    ],
    [
        'a share of units that are missing',
        'contract C {\n  commit 500 units per calendar month\n  shortfall pays 10% of missing\n}',
        'rules/unit',
    ],
    [
        'an amount for each missing unit of money',
        'contract C {\n  commit 500 EUR per calendar month\n  shortfall pays 2 EUR per missing unit\n}',
        'rules/unit',
    ],
    [
        'a promise that no sum measures',
        'contract C {\n  commit 500 units of visits per calendar month\n  shortfall pays 2 EUR per missing unit\n}',
        'rules/unit',
    ],
    [
        'a number of units that is spread with tax',
        'price A on order {\n  discount 5 EUR\n  spread by quantity including tax\n}',
        'rules/pointless-clause',
    ],
    [
        'days of a term whose early end has a price of its own',
        'contract C {\n  term 1 month\n  commit 5_000 EUR per term prorated\n  early end pays 10 EUR\n}',
        'rules/pointless-clause',
    ],
    [
        'a cap for each article of a discount that is spread evenly',
        'price A on order {\n  discount 5 EUR\n  spread evenly\n  limit 1 EUR per sku per order\n}',
        'rules/pointless-clause',
    ],
    [
        'a budget in another currency',
        'price A on order { discount 5 EUR }\nbudget B {\n  covers A\n  at most 500 USD\n}',
        'rules/unit',
    ],
    [
        'a period that ends before it begins',
        'price A on order {\n  during 2026-08-31 through 2026-06-01\n  discount 5 EUR\n}',
        'program/period',
    ],
    ['a rule that is a share of itself', 'earn A on purchase { give 10% of A }', 'rules/circular'],
    [
        'grace without a review',
        'tiers S {\n  qualify by spend over last 12 months\n  grace 30 days\n  tier A\n  tier B from 3 EUR\n}',
        'tiers/timing',
    ],
    [
        'a reward for status points',
        'points Night { use status }\nreward Room { costs 10 Night  give "a room" }',
        'rules/status-points',
    ],
    ['more than all held out', 'trigger T on purchase {\n  hold out 100%\n  tag "a"\n}', 'rules/range'],
    ['a migration from this very version', 'migrate from version "2" { offers dropped }', 'migrate/same-version'],
    [
        'a tier migrated to two places',
        'tiers S {\n  qualify by spend over last 12 months\n  tier A\n  tier B from 3 EUR\n}\nmigrate from version "1" {\n  tier Old to A\n  tier Old to B\n}',
        'migrate/twice',
    ],
    [
        'more answers than occasions',
        'trigger T on purchase { tag "a" }\nassume "all" { response 101% to T }',
        'rules/range',
    ],
])('%s is found where it stands', async (_, text, code) => {
    const { findings } = await compile([{ uri: 'file:///p.loyalty', text: HEAD + text }]);
    const found = findings.filter(each => each.code === code);
    expect(
        found.map(({ code }) => code),
        findings.map(({ code, message }) => `${code} ${message}`).join('\n'),
    ).toEqual([code]);
    const [finding] = found;
    expect(finding?.severity).toBe('error');
    // In the contradiction itself, not in the header.
    expect(finding?.span.start).toBeGreaterThanOrEqual(HEAD.length);
    expect(finding?.message).toMatch(/must/);
});
