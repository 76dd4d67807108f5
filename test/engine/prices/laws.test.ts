import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rational } from '../../../src/base/rational.ts';
import type { PricedResult, PriceRequest } from '../../../src/engine/prices/request.ts';
import { lesser, shareOut } from '../../../src/engine/prices/share-out.ts';
import { spreadOver } from '../../../src/engine/prices/spread.ts';
import type { Combination } from '../../../src/model/earn.ts';
import type { Price, PriceAction, PricePhase, Spread } from '../../../src/model/price.ts';
import {
    amountOff,
    brackets,
    bundle,
    buyGet,
    buyPay,
    combine,
    costPlus,
    eur,
    euros,
    itemIs,
    limit,
    newPrice,
    number,
    order,
    orderTotal,
    percent,
    percentOff,
    program,
    reward,
    rule,
    span,
    totalAtLeast,
} from './counter.ts';

const categories = ['coffee', 'pastry', 'tea'];
const cents = (max: number) => fc.integer({ min: 0, max }).map(value => euros(BigInt(value)));
const category = fc.constantFrom(...categories);

const lineText = fc
    .tuple(
        fc.constantFrom('0', '0.333', '1', '1', '1.25', '2', '3', '7', '12.5'),
        fc.oneof(cents(3000), cents(3000), fc.constant('0.00'), fc.constant('0.335')),
        category,
        cents(500),
        fc.constantFrom('0', '7', '19'),
        fc.boolean(),
    )
    .map(([quantity, price, kind, cost, tax, paid]) =>
        paid
            ? `${quantity} X at ${price} in ${kind} cost ${cost} tax ${tax}% paid`
            : `${quantity} X at ${price} in ${kind} cost ${cost} tax ${tax}%`,
    );
const lines = fc.array(lineText, { maxLength: 6 });

const wholePercent = fc.integer({ min: 1, max: 100 }).map(String);
const off: fc.Arbitrary<PriceAction> = fc.oneof(
    wholePercent.map(rate => percentOff(rate)),
    cents(900).map(amount => amountOff(amount)),
);
const action: fc.Arbitrary<PriceAction> = fc.oneof(
    off,
    cents(2000).map(amount => newPrice(amount)),
    fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }))
        .map(([pay, more]) => buyPay(pay + more, pay)),
    fc
        .tuple(
            fc.integer({ min: 1, max: 3 }),
            fc.integer({ min: 1, max: 3 }),
            fc.option(category, { nil: undefined }),
            fc.constantFrom('together' as const, 'by line' as const, 'by price' as const),
            fc.constantFrom('cheapest' as const, 'dearest' as const),
            fc.constantFrom(undefined, 1, 2),
        )
        .map(([buy, get, got, sets, free, atMost]) =>
            buyGet(buy, get, got === undefined ? undefined : itemIs('category', got), { sets, free, atMost }),
        ),
    fc
        .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }), category, category, cents(2000))
        .map(([a, b, first, second, price]) =>
            bundle(
                [
                    [a, itemIs('category', first)],
                    [b, itemIs('category', second)],
                ],
                price,
            ),
        ),
    fc
        .tuple(
            fc.constantFrom('graduated' as const, 'all-units' as const),
            fc.constantFrom('line' as const, 'order' as const),
            fc.constantFrom('quantity' as const, 'amount' as const),
            wholePercent,
        )
        .map(([mode, scope, by, rate]) =>
            brackets(mode, ['from 1: list price', `from 3: ${rate}% off`, 'from 8: 1.50 off', 'from 20: 4.00'], {
                by,
                scope,
            }),
        ),
);
const spreads = fc.constantFrom<Spread>(
    'by amount',
    'by quantity',
    'evenly',
    'first to last',
    'last to first',
    'cheapest first',
    'dearest first',
    'highest tax first',
);

const clauses = fc.record({
    where: fc.option(category, { nil: undefined }),
    total: fc.option(cents(4000), { nil: undefined }),
    floor: fc.constantFrom('none', 'cost', 'amount'),
    spread: spreads,
    limit: fc.constantFrom('none', 'units', 'money'),
    isReject: fc.boolean(),
});

const ruleOf = (
    name: string,
    phase: fc.Arbitrary<PricePhase>,
    actions: fc.Arbitrary<PriceAction>,
): fc.Arbitrary<Price> =>
    fc.tuple(phase, fc.array(actions, { minLength: 1, maxLength: 2 }), clauses).map(([phaseOf, list, given]) => {
        const { where, total, floor, spread, isReject } = given;
        return rule(name, phaseOf, list, {
            where: where === undefined ? [] : [itemIs('category', where)],
            when: total === undefined ? [] : [totalAtLeast(total)],
            floor: floor === 'none' ? undefined : floor === 'cost' && phaseOf === 'item' ? costPlus('5') : eur('2.35'),
            spread,
            limits: given.limit === 'none' ? [] : [limit('2.5', given.limit, isReject ? 'reject' : 'clip')],
        });
    });

const names = ['A', 'B', 'C', 'D', 'E'];
const group: fc.Arbitrary<Combination> = fc
    .tuple(
        fc.shuffledSubarray(names, { minLength: 2 }),
        fc.constantFrom('sum', 'best', 'first', 'exclusive'),
        fc.boolean(),
    )
    .map(([rules, mode, onWhatIsLeft]) => combine(rules, mode, onWhatIsLeft));

const shops = fc
    .tuple(
        fc.tuple(
            ...names.map(name =>
                ruleOf(name, fc.constantFrom<PricePhase>('item', 'item', 'order', 'shipping'), action),
            ),
        ),
        fc.array(group, { maxLength: 2 }),
        fc.constantFrom('phase start' as const, 'running total' as const),
        fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 2 }),
    )
    .map(([rules, combinations, priceConditionsSee, never]) =>
        program(
            rules.map(each => ({
                ...each,
                neverWith: never.flatMap(([a, b]) => (a === each.name && a !== b ? [b] : [])),
            })),
            { combinations, priceConditionsSee },
        ),
    );

const extras: fc.Arbitrary<Partial<PriceRequest>> = fc
    .tuple(
        fc.integer({ min: 0, max: 3 }),
        cents(900),
        fc.option(wholePercent, { nil: undefined }),
        fc.integer({ min: 0, max: 2 }),
    )
    .map(([times, amount, offered, free]) => ({
        shipping: 490n,
        rewards: [
            {
                reward: reward(
                    'Money',
                    { kind: 'money off', amount: number(amount), currency: 'EUR' },
                    { atMost: { kind: 'share', share: percent('50'), of: orderTotal, span } },
                ),
                times,
            },
            {
                reward: reward('Free', {
                    kind: 'units',
                    units: number('1'),
                    sku: 'X',
                    benefit: { kind: 'percent off', rate: percent('100') },
                    worth: undefined,
                }),
                times: free,
            },
        ],
        offers:
            offered === undefined ? [] : [{ trigger: 'Offer', discount: { kind: 'percent', rate: percent(offered) } }],
    }));

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const goodsDiscounts = (result: PricedResult) => result.discounts.filter(({ phase }) => phase !== 'shipping');

describe('whatever the rules, the order and what is redeemed', () => {
    test('shares add up: gross less discounts is paid, on each line and on the order, by rule and in all', () => {
        fc.assert(
            fc.property(shops, lines, extras, (shop, texts, more) => {
                const result = order(shop, texts, more);
                for (const line of result.lines) {
                    expect(line.gross - sum(line.discounts.map(({ amount }) => amount))).toBe(line.paid);
                }
                for (const { rule: name, amount } of goodsDiscounts(result)) {
                    const shares = result.lines.flatMap(line => line.discounts.filter(each => each.rule === name));
                    expect(sum(shares.map(each => each.amount))).toBe(amount);
                }
                expect(sum(goodsDiscounts(result).map(({ amount }) => amount))).toBe(result.discount);
                expect(result.gross - result.discount).toBe(result.paid);
                expect(sum(result.lines.map(({ net }) => net))).toBe(result.net);
                const { charged, discount, paid } = result.shipping ?? { charged: 0n, discount: 0n, paid: 0n };
                expect([charged - discount, paid >= 0n]).toEqual([paid, true]);
            }),
            { numRuns: 600 },
        );
    });

    test('no line falls below zero, and lines that were paid keep their price', () => {
        fc.assert(
            fc.property(shops, lines, extras, (shop, texts, more) => {
                for (const [index, line] of order(shop, texts, more).lines.entries()) {
                    expect(line.paid >= 0n).toBe(true);
                    if (texts[index]?.endsWith(' paid')) expect(line.paid).toBe(line.gross);
                }
            }),
            { numRuns: 600 },
        );
    });

    test('limits hold to the cent, and every use is told', () => {
        fc.assert(
            fc.property(shops, lines, extras, (shop, texts, more) => {
                const result = order(shop, texts, more);
                for (const { name, limits } of shop.prices) {
                    const use = result.uses.get(name);
                    const given = result.discounts.find(each => each.rule === name)?.amount ?? 0n;
                    expect(use?.money ?? 0n).toBe(given);
                    if (limits.some(({ of }) => of === 'money')) expect(given <= 250n).toBe(true);
                    if (limits.some(({ of }) => of === 'units'))
                        expect(use?.units.le(number('2.5')) ?? true).toBe(true);
                }
            }),
            { numRuns: 600 },
        );
    });

    test('a reward takes no more than its ceiling, and is granted no more often than asked', () => {
        fc.assert(
            fc.property(shops, lines, extras, (shop, texts, more) => {
                const result = order(shop, texts, more);
                const before = result.lines.map(({ paid, rewarded }) => paid + rewarded);
                const offered = sum(result.offers.map(({ discount }) => discount));
                const [money] = result.rewards;
                expect((money?.discount ?? 0n) * 2n <= sum(before) + offered).toBe(true);
                for (const { granted, times } of result.rewards) expect(granted <= times && granted >= 0).toBe(true);
            }),
        );
    });
});

const addingUp = (actions: fc.Arbitrary<PriceAction>, phase: PricePhase) =>
    fc
        .tuple(...names.map(name => ruleOf(name, fc.constant(phase), actions)))
        .map(rules => rules.map(each => ({ ...each, floor: undefined, limits: [] })));

describe('item prices', () => {
    test('a line that no rule matches changes nothing for the others', () => {
        const rules = fc.tuple(...names.map(name => ruleOf(name, fc.constant<PricePhase>('item'), action)));
        fc.assert(
            fc.property(
                rules,
                fc.array(group, { maxLength: 1 }),
                lines,
                fc.nat(6),
                (prices, combinations, texts, place) => {
                    const matching = prices.map(each => ({
                        ...each,
                        when: [],
                        where: each.where.length > 0 ? each.where : [itemIs('category', 'tea')],
                    }));
                    const shop = program(matching, { combinations });
                    const at = Math.min(place, texts.length);
                    const before = order(shop, texts).lines;
                    const after = order(shop, texts.toSpliced(at, 0, '3 Y at 0.01 in hardware')).lines.toSpliced(at, 1);
                    expect(after.map(({ paid, discounts }) => ({ paid, discounts }))).toEqual(
                        before.map(({ paid, discounts }) => ({ paid, discounts })),
                    );
                },
            ),
            { numRuns: 300 },
        );
    });

    test('the order of rules does not matter where they only add up', () => {
        fc.assert(
            fc.property(
                addingUp(action, 'item'),
                fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
                lines,
                (rules, places, texts) => {
                    const shuffled = places.flatMap(place => rules[place] ?? []);
                    const paid = (prices: readonly Price[]) =>
                        order(program(prices), texts).lines.map(line => line.paid);
                    expect(paid(shuffled)).toEqual(paid(rules));
                },
            ),
            { numRuns: 300 },
        );
    });
});

describe('order prices', () => {
    test('the order of rules does not matter for what each gives, while the order can bear all', () => {
        const small = fc.integer({ min: 1, max: 15 }).map(rate => percentOff(String(rate)));
        fc.assert(
            fc.property(
                addingUp(small, 'order').map(rules =>
                    rules.map(each => ({ ...each, actions: each.actions.slice(0, 1), spread: 'by amount' as const })),
                ),
                fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
                fc.array(
                    cents(3000).filter(price => price.length > 4),
                    { minLength: 1, maxLength: 5 },
                ),
                (rules, places, prices) => {
                    const texts = prices.map(price => `1 X at ${price} in coffee`);
                    const shuffled = places.flatMap(place => rules[place] ?? []);
                    const given = (list: readonly Price[]) =>
                        order(program(list), texts)
                            .discounts.map(({ rule: name, amount }) => `${name} ${amount}`)
                            .toSorted();
                    expect(given(shuffled)).toEqual(given(rules));
                },
            ),
            { numRuns: 300 },
        );
    });
});

describe('shares', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: -500, max: 2000 }), fc.integer({ min: 1, max: 12 })), {
        maxLength: 6,
    });

    test('of a line: within one unit of what each rule computed, adding up to the rounded sum or to what the line has', () => {
        fc.assert(
            fc.property(parts, fc.bigInt({ min: 0n, max: 2000n }), (pairs, most) => {
                const exact = pairs.map(([n, d]) => Rational.of(n, d));
                const all = exact.reduce((a, b) => a.add(b), Rational.ZERO);
                const shares = shareOut(exact, most);
                const rounded = all.round('half up');
                expect(sum(shares)).toBe(lesser(rounded, most));
                if (rounded > most) return;
                for (const [index, share] of shares.entries()) {
                    expect(
                        Rational.of(share)
                            .sub(exact[index] ?? Rational.ZERO)
                            .abs()
                            .lt(Rational.ONE),
                    ).toBe(true);
                }
            }),
        );
    });

    test('of an order: they add up to the discount or to what the lines have, none has more, and zero gets zero', () => {
        const bearer = fc.record({
            weight: fc.integer({ min: 0, max: 900 }).map(value => Rational.of(value)),
            quantity: fc.integer({ min: 1, max: 30 }).map(value => Rational.of(value, 4)),
        });
        fc.assert(
            fc.property(
                fc.bigInt({ min: 0n, max: 3000n }),
                spreads,
                fc.array(bearer, { maxLength: 6 }),
                fc.nat(100),
                (discount, spread, all, gone) => {
                    const bearers = all.map(each => ({
                        ...each,
                        left: each.weight.mul(Rational.of(gone, 100)).floor(),
                    }));
                    const shares = spreadOver(discount, spread, bearers);
                    const most = sum(bearers.map(({ left }) => left));
                    expect(sum(shares)).toBe(lesser(discount, most));
                    for (const [index, share] of shares.entries()) {
                        expect(share >= 0n && share <= (bearers[index]?.left ?? 0n)).toBe(true);
                    }
                },
            ),
        );
    });
});
