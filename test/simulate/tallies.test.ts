import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/base/rational.ts';
import type { Outcome, PricedOrder, ReturnedOrder } from '../../src/model/outcome.ts';
import { DueHeap } from '../../src/simulate/due-heap.ts';
import { monthsOf } from '../../src/simulate/months.ts';
import { Gifts } from '../../src/simulate/tally/gifts.ts';
import { createLawTally } from '../../src/simulate/tally/laws.ts';
import { BERLIN } from './support/histories.ts';

const ann = { id: 'ann', joined: undefined, referrer: undefined, fields: new Map() };
const issued = (amount: bigint): Outcome => ({
    kind: 'posting',
    flow: 'issued',
    member: 'ann',
    at: 0,
    cause: 'e1',
    points: 'Star',
    amount,
    lot: 1,
    rule: 'Base',
    available: undefined,
    expires: undefined,
    asked: undefined,
    limitedBy: undefined,
});
const ledger = {
    issued: 5n,
    available: 5n,
    pending: 0n,
    spent: 0n,
    expired: 0n,
    account: undefined,
    received: 0n,
    sent: 0n,
    takenBack: 0n,
    debt: 0n,
};

describe('laws', () => {
    it('hold where postings come to what the ledger says', () => {
        expect(lawsAfter(5n)).toEqual({ checked: 1, broken: [] });
    });

    it('are broken where they do not, and the breach says by how much', () => {
        expect(lawsAfter(6n).broken).toEqual([
            {
                law: 'postings come to what ledgers say',
                member: 'ann',
                detail: 'Star: issued by postings 6, by the ledger 5',
            },
        ]);
    });

    it("are broken where the engine's own checks say so", () => {
        const breach = { law: 'points are conserved', member: 'ann', detail: 'Star' };
        expect(lawsAfter(5n, [breach]).broken).toEqual([breach]);
    });
});

function lawsAfter(amount: bigint, breaches: { law: string; member: string; detail: string }[] = []) {
    const tally = createLawTally();
    const member = tally.open(ann);
    member.take(issued(amount), 0);
    member.close({ points: new Map([['Star', ledger]]), tiers: new Map(), breaches, checks: new Map() });
    return tally.figures();
}

describe('months', () => {
    it('begin at local midnight, in summer and in winter', () => {
        const months = monthsOf(BERLIN.dayAt(Date.UTC(2026, 1, 10)), BERLIN.dayAt(Date.UTC(2026, 4, 2)), BERLIN);
        expect(months.names).toEqual(['2026-02', '2026-03', '2026-04', '2026-05']);
        expect(months.indexOf(Date.UTC(2026, 2, 31, 21, 59))).toBe(1);
        expect(months.indexOf(Date.UTC(2026, 2, 31, 22, 0))).toBe(2);
        expect(months.indexOf(Date.UTC(2026, 1, 28, 22, 59))).toBe(0);
        expect(months.indexOf(Date.UTC(2026, 1, 28, 23, 0))).toBe(1);
    });

    it('take in what lies outside at their ends', () => {
        const months = monthsOf(BERLIN.dayAt(Date.UTC(2026, 1, 10)), BERLIN.dayAt(Date.UTC(2026, 3, 2)), BERLIN);
        expect([months.indexOf(0), months.indexOf(Date.UTC(2030, 1))]).toEqual([0, 2]);
    });
});

describe('what falls due', () => {
    it('comes in the order of time, then of members, whatever the order in which it was noted', () => {
        const notes = fc.uniqueArray(
            fc.record({ at: fc.integer({ min: 0, max: 30 }), member: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
            { selector: ({ at, member }) => `${at} ${member}` },
        );
        fc.assert(
            fc.property(notes, fc.integer({ min: 0, max: 30 }), (all, until) => {
                const heap = new DueHeap();
                for (const note of all) heap.add(note);
                const taken = [];
                for (let next = heap.take(until); next !== undefined; next = heap.take(until)) taken.push(next);
                const expected = all
                    .filter(({ at }) => at <= until)
                    .toSorted((a, b) => a.at - b.at || (a.member < b.member ? -1 : 1));
                expect(taken).toEqual(expected);
            }),
        );
    });
});

describe('discounts', () => {
    const line = fc.record({
        net: fc.bigInt({ min: 0n, max: 5000n }),
        amounts: fc.array(fc.bigInt({ min: 0n, max: 900n }), { minLength: 1, maxLength: 4 }),
    });

    it('of goods that come back whole, in any number of returns, are undone to the cent', () => {
        fc.assert(
            fc.property(
                fc.array(line, { minLength: 1, maxLength: 4 }),
                fc.integer({ min: 1, max: 5 }),
                (lines, returns) => {
                    const gifts = new Gifts(() => undefined);
                    const given = total(gifts.onPurchase(purchase(lines)));
                    const undone = Array.from({ length: returns }, (_, step) =>
                        gifts.onReturn(part(lines, step, returns)),
                    ).flat();
                    expect(byRule(undone)).toEqual(byRule(gifts.onPurchase(purchase(lines))));
                    expect(total(undone)).toBe(given);
                },
            ),
        );
    });

    it('of a reward that has a cost of its own are that cost, and are undone with it', () => {
        const gifts = new Gifts((_, granted) => 80n * BigInt(granted));
        const order = purchase([{ net: 0n, amounts: [250n] }], 'reward');
        expect(gifts.onPurchase(order)).toEqual([]);
        const redemption = {
            member: 'ann',
            at: 0,
            cause: 'e1',
            kind: 'redemption',
            reward: 'rule 0',
            times: 1,
            granted: 1,
        } as const;
        expect(gifts.onRedemption({ ...redemption, points: 150n, value: 250n, why: '' })).toBe(80n);
        expect(total(gifts.onReturn(part([{ net: 0n, amounts: [250n] }], 0, 1)))).toBe(80n);
    });
});

interface SomeLine {
    readonly net: bigint;
    readonly amounts: readonly bigint[];
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const total = (given: readonly { readonly amount: bigint }[]): bigint => sum(given.map(({ amount }) => amount));

function byRule(given: readonly { readonly rule: string; readonly amount: bigint }[]): [string, bigint][] {
    const groups = Map.groupBy(given, ({ rule }) => rule);
    return [...groups]
        .map(([rule, each]): [string, bigint] => [rule, total(each)])
        .filter(([, amount]) => amount !== 0n);
}

function purchase(lines: readonly SomeLine[], phase: 'item' | 'reward' = 'item'): Outcome & PricedOrder {
    const priced = lines.map(({ net, amounts }, index) => ({
        index,
        sku: undefined,
        quantity: Rational.ONE,
        gross: net + sum(amounts),
        paid: net,
        net,
        discounts: amounts.map((amount, rule) => ({ rule: `rule ${rule}`, amount })),
    }));
    const all = priced.flatMap(({ discounts }) => discounts);
    const discounts = byRule(all).map(([rule, amount]) => ({ rule, phase, amount }));
    const paid = sum(lines.map(({ net }) => net));
    const money = { gross: paid + total(all), discount: total(all), paid, net: paid, cost: undefined };
    return {
        kind: 'purchase',
        member: 'ann',
        at: 0,
        cause: 'e1',
        order: undefined,
        lines: priced,
        ...money,
        discounts,
    };
}

/** The `step`th of `of` equal parts of every line, cumulative rounding as the engine does it. */
function part(lines: readonly SomeLine[], step: number, of: number): ReturnedOrder {
    const upTo = (amount: bigint, steps: number): bigint =>
        amount - Rational.of(amount * BigInt(of - steps), of).round('half up');
    const share = (amount: bigint): bigint => upTo(amount, step + 1) - upTo(amount, step);
    const parts = lines.map(({ net, amounts }, index) => ({
        purchase: 'e1',
        line: index,
        gross: share(net + sum(amounts)),
        paid: share(net),
    }));
    const paid = sum(parts.map(each => each.paid));
    return { kind: 'return', order: undefined, paid, net: paid, orphan: 0n, parts };
}
