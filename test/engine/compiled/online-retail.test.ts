import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { Rational } from '../../../src/base/rational.ts';
import type { MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import type { Line, Occurrence } from '../../../src/model/occurrence.ts';
import type { Value } from '../../../src/model/value.ts';
import { programOf } from '../support/play.ts';
import { runBoth, startOfDay } from './support/both.ts';

const program = await programOf(readFileSync('examples/online-retail/online-retail.loyalty', 'utf8'));
const SPAN = {
    begins: startOfDay('Europe/London', '2010-12-01'),
    until: startOfDay('Europe/London', '2012-02-01') - 1,
};
const ARTICLES = ['MUG', 'PEN', 'POST', 'BAG'];

/** Some of what was bought comes back, in part, in several returns, or was never bought here. */
function history(random: Random, id: string): MemberHistory {
    const occurrences: Occurrence[] = [];
    let at = SPAN.begins;
    for (let index = 0; index < 50; index++) {
        at += Math.floor(1440 * (random.next() < 0.15 ? 100 : 10) * random.next()) * 60_000;
        if (at > SPAN.until) break;
        const isReturn = random.next() < 0.35;
        const lines = Array.from({ length: 1 + random.int(3) }, (_, line): Line => {
            const sku = ARTICLES[random.int(ARTICLES.length)];
            const quantity = Rational.of(1 + random.int(isReturn ? 9 : 24));
            const price = Rational.of(random.int(2000), 100);
            const category = sku === 'POST' ? 'postage' : 'merchandise';
            const fields = new Map<string, Value>([['category', category]]);
            const none = { cost: undefined, tax: undefined, giftCard: false };
            return { index: line, sku, quantity, price, paid: isReturn, ...none, fields };
        });
        const none = { order: undefined, tenders: undefined, redeems: [], shipping: undefined, fields: new Map() };
        const base = { ...none, id: `${id}-${index}`, member: id, at, sequence: index, lines };
        if (isReturn) occurrences.push({ ...base, event: 'return' });
        else occurrences.push({ ...base, event: 'purchase', order: `o${id}${index}` });
    }
    const joined = random.next() < 0.3 ? undefined : Math.floor(SPAN.begins / 86_400_000) + random.int(60) - 30;
    return { member: { id, joined, referrer: undefined, fields: new Map([['country', 'UK']]) }, occurrences };
}

describe('the program of the online retailer', () => {
    it('comes to the same by code as by the interpreter, outcome by outcome', () => {
        const random = new Random(11);
        const histories = Array.from({ length: 15 }, (_, index) => history(random, `m${100 + index}`));
        const both = runBoth(program, histories, SPAN);
        if (!('compiled' in both)) throw new Error(both.join('\n'));
        for (const [index, outcomes] of both.interpreted.entries()) expect(both.compiled[index]).toEqual(outcomes);
        const told = new Set(both.interpreted.flat().map(each => (each.kind === 'posting' ? each.flow : each.kind)));
        const postings = ['issued', 'released', 'expired', 'taken back'];
        expect([...told].toSorted()).toEqual(
            ['event', 'purchase', 'return', 'tier', 'trigger', 'watch', ...postings].toSorted(),
        );
    });
});
