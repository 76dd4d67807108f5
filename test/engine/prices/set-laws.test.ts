import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rational } from '../../../src/base/rational.ts';
import { lesser } from '../../../src/base/whole.ts';
import { type Bundle, bundleShares } from '../../../src/engine/prices/bundle.ts';
import { type BuyGet, gotUnits } from '../../../src/engine/prices/buy-get.ts';
import { divide } from '../../../src/engine/prices/remainder.ts';
import type { Price, Remainder } from '../../../src/model/price.ts';
import {
    amountOff,
    bundle,
    buyGet,
    itemIs,
    newPrice,
    order,
    percentOff,
    program,
    rule,
    totalAtLeast,
} from './counter.ts';

const line = fc.record({
    units: fc.integer({ min: 0, max: 4 }),
    cents: fc.integer({ min: 1, max: 900 }),
    pool: fc.nat(2),
});
const basket = fc.array(line, { minLength: 1, maxLength: 4 });
const goodsOf = (lines: readonly { readonly units: number; readonly cents: number }[]) =>
    lines.map(({ units, cents }) => ({ amount: Rational.of(units * cents), quantity: Rational.of(units) }));
const indexes = (lines: readonly { readonly pool: number }[], pools: readonly number[]): Set<number> =>
    new Set(lines.flatMap(({ pool }, index) => (pools.includes(pool) ? [index] : [])));
const sum = (values: readonly bigint[]): number => Number(values.reduce((a, b) => a + b, 0n));

describe('what is got', () => {
    test('is as much as any way of making sets could give', () => {
        const action = buyGet(1, 1, itemIs('category', 'pastry'));
        fc.assert(
            fc.property(
                basket,
                fc.integer({ min: 1, max: 3 }),
                fc.integer({ min: 1, max: 3 }),
                fc.constantFrom('cheapest' as const, 'dearest' as const),
                (lines, buy, get, free) => {
                    const deal = { ...action, buy, get, free } as BuyGet; // `buyGet` makes nothing else
                    const taken = gotUnits(deal, goodsOf(lines), indexes(lines, [0, 1]), indexes(lines, [1, 2]));
                    const count = (pool: number): number =>
                        lines.reduce((all, each) => all + (each.pool === pool ? each.units : 0), 0);
                    let most = 0;
                    for (let both = 0; both <= count(1); both++) {
                        const sets = Math.floor((count(0) + both) / buy);
                        most = Math.max(most, Math.min(sets * get, count(2) + count(1) - both));
                    }
                    expect(sum(taken)).toBe(most);
                    for (const [index, units] of taken.entries()) {
                        const { units: there, pool } = lines[index] ?? { units: 0, pool: 0 };
                        expect(units >= 0n && units <= BigInt(pool === 0 ? 0 : there)).toBe(true);
                    }
                },
            ),
            { numRuns: 500 },
        );
    });
});

describe('a bundle', () => {
    test('is given as often as units can be shared out over its components', () => {
        const action = bundle([], '0.01') as Bundle; // `bundle` makes nothing else
        fc.assert(
            fc.property(
                basket,
                fc.integer({ min: 1, max: 3 }),
                fc.integer({ min: 1, max: 3 }),
                fc.constantFrom('cheapest' as const, 'dearest' as const),
                (lines, first, second, order) => {
                    const components = [first, second].map(units => ({ units, condition: itemIs('sku', 'X') }));
                    const shares = bundleShares(
                        { ...action, components, first: order },
                        goodsOf(lines),
                        [indexes(lines, [0, 1]), indexes(lines, [1, 2])],
                        { decimals: 2, articles: lines.map((_, index) => index) },
                    );
                    const count = (pool: number): number =>
                        lines.reduce((all, each) => all + (each.pool === pool ? each.units : 0), 0);
                    let sets = 0;
                    for (let both = 0; both <= count(1); both++) {
                        const [a, b] = [count(0) + both, count(2) + count(1) - both];
                        sets = Math.max(sets, Math.min(Math.floor(a / first), Math.floor(b / second)));
                    }
                    expect(sum(shares.map(({ units }) => units))).toBe(sets * (first + second));
                    for (const [index, { units, amount }] of shares.entries()) {
                        const { units: there, cents } = lines[index] ?? { units: 0, cents: 0 };
                        expect(units <= BigInt(there) && amount <= units * BigInt(cents)).toBe(true);
                    }
                },
            ),
            { numRuns: 500 },
        );
    });
});

describe('a bundle of different articles', () => {
    interface Want {
        readonly units: number;
        readonly lines: ReadonlySet<number>;
        readonly different: boolean;
    }

    /** All ways to take the units of the components of one set from what is left of the lines. */
    function waysOf(wants: readonly Want[], free: readonly number[], articles: readonly number[]): number[][] {
        const [want, ...rest] = wants;
        if (want === undefined) return [[...free]];
        const take = (left: readonly number[], units: number, from: number): number[][] => {
            if (units === 0) return [[...left]];
            return left.flatMap((there, index) => {
                if (index < from || there === 0 || !want.lines.has(index)) return [];
                const isTaken = free.some(
                    (before, other) => before !== left[other] && articles[other] === articles[index],
                );
                if (want.different && isTaken) return [];
                return take(left.with(index, there - 1), units - 1, index);
            });
        };
        return take(free, want.units, 0).flatMap(left => waysOf(rest, left, articles));
    }

    function setsOf(wants: readonly Want[], free: readonly number[], articles: readonly number[]): number {
        const ways = waysOf(wants, free, articles);
        const different = new Map(ways.map(left => [left.join(), left]));
        return Math.max(0, ...[...different.values()].map(left => 1 + setsOf(wants, left, articles)));
    }

    test('is given as often as any way of making sets could, with no article twice in one', () => {
        const action = bundle([], '0.01') as Bundle; // `bundle` makes nothing else
        const lines = fc.array(
            fc.record({
                units: fc.integer({ min: 0, max: 3 }),
                cents: fc.integer({ min: 1, max: 900 }),
                pool: fc.nat(2),
                article: fc.nat(2),
            }),
            { minLength: 1, maxLength: 4 },
        );
        const size = fc.integer({ min: 1, max: 2 });
        fc.assert(
            fc.property(lines, size, size, fc.boolean(), (basket, first, second, both) => {
                const articles = basket.map(({ article }) => basket.findIndex(each => each.article === article));
                const wants = [
                    { units: first + 1, lines: indexes(basket, [0, 1]), different: true },
                    { units: second, lines: indexes(basket, [1, 2]), different: both },
                ];
                const components = wants.map(({ units, different }) => ({
                    units,
                    different,
                    condition: itemIs('sku', 'X'),
                }));
                const shares = bundleShares(
                    { ...action, components },
                    goodsOf(basket),
                    wants.map(want => want.lines),
                    { decimals: 2, articles },
                );
                const free = basket.map(({ units }) => units);
                expect(sum(shares.map(({ units }) => units))).toBe(
                    setsOf(wants, free, articles) * (first + 1 + second),
                );
            }),
            { numRuns: 300 },
        );
    });
});

describe('shares', () => {
    test('add up by every rule for what is left over, none below zero, and zero gets zero', () => {
        const rules = fc.constantFrom<Remainder>('largest fractions', 'largest line', 'first lines', 'last line');
        const weights = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 8 });
        fc.assert(
            fc.property(fc.bigInt({ min: 0n, max: 2000n }), weights, rules, (units, given, remainder) => {
                const shares = divide(
                    units,
                    given.map(weight => Rational.of(weight)),
                    remainder,
                );
                expect(sum(shares)).toBe(given.some(weight => weight > 0) ? Number(units) : 0);
                for (const [index, share] of shares.entries())
                    expect(share >= 0n && (given[index] !== 0 || share === 0n)).toBe(true);
            }),
            { numRuns: 500 },
        );
    });
});

describe('the best set', () => {
    test('costs the member no more than any other set of its rules', () => {
        const action = fc.oneof(
            fc.integer({ min: 1, max: 60 }).map(rate => percentOff(String(rate))),
            fc.integer({ min: 1, max: 9 }).map(amount => amountOff(String(amount))),
            fc.integer({ min: 1, max: 9 }).map(amount => newPrice(String(amount))),
            fc.constant(buyGet(1, 1)),
        );
        const names = ['A', 'B', 'C'];
        const ruleNamed = (name: string): fc.Arbitrary<Price> =>
            fc
                .tuple(action, fc.constantFrom('item' as const, 'order' as const), fc.boolean(), fc.subarray(names))
                .map(([what, phase, isBig, never]) =>
                    rule(name, phase, [what], {
                        when: isBig ? [totalAtLeast('12')] : [],
                        neverWith: never.filter(each => each !== name),
                    }),
                );
        const baskets = fc.array(
            fc
                .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }))
                .map(([n, p]) => `${n} X at ${p}.00`),
            { minLength: 1, maxLength: 3 },
        );
        fc.assert(
            fc.property(fc.tuple(...names.map(ruleNamed)), baskets, (prices, lines) => {
                const group = { rules: names, kind: 'price', mode: 'sum', bestSet: true, onWhatIsLeft: false } as const;
                const span = { file: '', start: 0, end: 0, line: 0, column: 0 };
                const best = order(program(prices, { combinations: [{ ...group, span }] }), lines).paid;
                const others = [0, 1, 2, 3, 4, 5, 6, 7].map(
                    set => order(program(prices.filter((_, index) => set & (1 << index))), lines).paid,
                );
                expect(best).toBe(others.reduce(lesser));
            }),
            { numRuns: 300 },
        );
    });
});
