import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIGURES } from '../../../bench/ref-1/by-hand.ts';
import { columnsOfRows, drawRows, type Rows } from '../../../bench/ref-1/customers.ts';
import { figuresAsked, figuresOf } from '../../../bench/ref-1/figures.ts';
import { Random } from '../../../src/base/random.ts';
import { Rational } from '../../../src/base/rational.ts';
import type { MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import { compileFold, type Fold } from '../../../src/engine/compiled/fold.ts';
import type { Line, Occurrence } from '../../../src/model/occurrence.ts';
import type { Value } from '../../../src/model/value.ts';
import { programOf } from '../support/play.ts';
import { runBoth, startOfDay } from './support/both.ts';

const program = await programOf(readFileSync('bench/ref-1/ref-1.loyalty', 'utf8'));
const SPAN = { begins: startOfDay('UTC', '2023-01-01'), until: startOfDay('UTC', '2026-01-02') - 1 };
const CATEGORIES = ['grocery', 'fashion', 'fuel'];

/** A member who buys, gives back and redeems, with much on one day and nothing for months. */
function history(random: Random, id: string): MemberHistory {
    const occurrences: Occurrence[] = [];
    let at = SPAN.begins;
    for (let index = 0; index < 60; index++) {
        at += Math.floor(86_400 * (random.next() < 0.1 ? 120 : 12) * random.next()) * 1000;
        if (at > SPAN.until) break;
        const what = random.next();
        const none = {
            lines: [],
            order: undefined,
            tenders: undefined,
            redeems: [],
            shipping: undefined,
            fields: new Map(),
        };
        const base = { ...none, id: `${id}-${index}`, member: id, at, sequence: index };
        if (what < 0.7) {
            const count = 1 + random.int(3);
            const lines = Array.from({ length: count }, (_, line): Line => {
                const cents = 50 + random.int(random.next() < 0.1 ? 200_000 : 9000);
                const fields = new Map<string, Value>([['category', CATEGORIES[random.int(3)]]]);
                const price = { sku: undefined, quantity: Rational.ONE, price: Rational.of(cents, 100), paid: false };
                return { index: line, ...price, cost: undefined, tax: undefined, giftCard: false, fields };
            });
            occurrences.push({ ...base, event: 'purchase', lines, order: `o${id}${index}` });
        } else if (what < 0.8) {
            const fields = new Map<string, Value>([
                ['amount', Rational.of(1 + random.int(random.next() < 0.3 ? 200_000 : 9000), 100)],
            ]);
            occurrences.push({ ...base, event: 'refund', fields });
        } else {
            const reward = ['R100', 'R200', 'R500', 'R1000'][random.int(4)] ?? '';
            occurrences.push({ ...base, event: 'redemption', redeems: [{ reward, times: 1 }] });
        }
    }
    const fields = new Map<string, Value>([['birth_month', Rational.of(1 + random.int(12))]]);
    return { member: { id, joined: undefined, referrer: undefined, fields }, occurrences };
}

describe('the reference program', () => {
    it('comes to the same by code as by the interpreter, outcome by outcome', () => {
        const random = new Random(7);
        const histories = Array.from({ length: 10 }, (_, index) => history(random, `m${100 + index}`));
        const both = runBoth(program, histories, SPAN);
        if (!('compiled' in both)) throw new Error(both.join('\n'));
        for (const [index, outcomes] of both.interpreted.entries()) expect(both.compiled[index]).toEqual(outcomes);
        const told = new Set(both.interpreted.flat().map(each => (each.kind === 'posting' ? each.flow : each.kind)));
        const postings = ['issued', 'spent', 'expired', 'taken back', 'forgiven'];
        expect([...told].toSorted()).toEqual(
            ['event', 'purchase', 'redemption', 'tier', 'trigger', ...postings].toSorted(),
        );
    });

    it('comes to the same block by block, with code that is made once', () => {
        const rows = drawRows(400, 8000);
        const whole = foldOf(rows);
        whole.run(0, rows.customers);
        const expected = figuresOf(whole);
        const bodies = new Set<string>();
        for (let from = 0; from < rows.customers; from += 50) {
            const fold = foldOf(customersOf(rows, from, from + 50));
            bodies.add(fold.source);
            // What was bound before must not be what is counted now.
            fold.run(0, 50);
            const figures = figuresOf(fold);
            for (const figure of FIGURES)
                expect([figure, ...figures[figure]]).toEqual([figure, ...expected[figure].subarray(from, from + 50)]);
        }
        expect(bodies.size).toBeLessThan(5);
        whole.run(0, rows.customers);
        expect(figuresOf(whole)).toEqual(expected);
    });
});

function foldOf(rows: Rows): Fold {
    const { columns, events } = columnsOfRows(rows);
    const fold = compileFold({ program, columns, events, ...SPAN, figures: figuresAsked(program), tells: false });
    if (fold.kind === 'refused') throw new Error(fold.reasons.join('\n'));
    return fold;
}

function customersOf(rows: Rows, from: number, until: number): Rows {
    const [first, last] = [from, until].map(who => rows.customer.findIndex(each => each >= who));
    const [begin, end] = [first ?? 0, last === -1 || last === undefined ? rows.customer.length : last];
    return {
        customers: until - from,
        customer: rows.customer.slice(begin, end).map(who => who - from),
        time: rows.time.slice(begin, end),
        type: rows.type.slice(begin, end),
        amount: rows.amount.slice(begin, end),
        category: rows.category.slice(begin, end),
        transaction: rows.transaction.slice(begin, end),
        refunded: rows.refunded.slice(begin, end),
        birthMonth: rows.birthMonth.slice(from, until),
    };
}
