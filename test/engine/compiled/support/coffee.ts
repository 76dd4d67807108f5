import { readFileSync } from 'node:fs';
import type { Random } from '../../../../src/base/random.ts';
import { Rational } from '../../../../src/base/rational.ts';
import type { MemberHistory } from '../../../../src/engine/compiled/columns-of.ts';
import type { Line, Occurrence } from '../../../../src/model/occurrence.ts';
import type { Value } from '../../../../src/model/value.ts';
import { programOf } from '../../support/play.ts';
import { startOfDay } from './both.ts';

export const coffee = await programOf(readFileSync('examples/coffee/coffee.loyalty', 'utf8'));
export const COFFEE_SPAN = {
    begins: startOfDay('Europe/Berlin', '2026-01-01'),
    until: startOfDay('Europe/Berlin', '2027-03-01') - 1,
};

const GOODS = [
    ['LATTE', 'coffee', 400, 130],
    ['ESPRESSO', 'coffee', 250, 80],
    ['MUFFIN', 'pastry', 300, 110],
    ['COOKIE', 'pastry', 199, 60],
    ['BEANS-1KG', 'other', 1800, 1100],
    ['CUP', 'other', 1295, 500],
] as const;

/** Visits, some of them dear, some brought back by their order, some members gone for a while, all with birthdays. */
export function coffeeHistory(random: Random, id: string): MemberHistory {
    const occurrences: Occurrence[] = [];
    let at = COFFEE_SPAN.begins;
    for (let index = 0; index < 40; index++) {
        at += Math.floor(1440 * (random.next() < 0.06 ? 130 : 8) * random.next()) * 60_000;
        if (at > COFFEE_SPAN.until) break;
        const none = { tenders: undefined, redeems: [], shipping: undefined };
        const base = { ...none, id: `${id}-${index}`, member: id, at, sequence: index };
        const bought = occurrences.filter(({ event }) => event === 'purchase');
        const last = bought.at(-1 - random.int(3));
        if (last !== undefined && random.next() < 0.2) {
            const lines = last.lines.slice(0, 1 + random.int(2)).map((line, number): Line => {
                const quantity = line.quantity.floor() > 1n && random.next() < 0.5 ? Rational.ONE : line.quantity;
                return { ...line, index: number, quantity, price: Rational.ZERO, atListPrice: true };
            });
            occurrences.push({ ...base, event: 'return', lines, order: last.order, fields: new Map() });
            continue;
        }
        const lines = Array.from({ length: 1 + random.int(3) }, (_, line) => lineOf(random, line));
        const channel = [undefined, 'store', 'app', 'web'][random.int(4)];
        const fields = new Map<string, Value>(channel === undefined ? [] : [['channel', channel]]);
        occurrences.push({ ...base, event: 'purchase', lines, order: `o${id}${index}`, fields });
    }
    const joined = random.next() < 0.3 ? undefined : Math.floor(COFFEE_SPAN.begins / 86_400_000) + random.int(200) - 90;
    const fields = new Map<string, Value>([['birthday', 3000 + random.int(12_000)]]);
    return { member: { id, joined, referrer: undefined, fields }, occurrences };
}

function lineOf(random: Random, index: number): Line {
    const [sku, category, price, cost] = GOODS[random.int(GOODS.length)] ?? GOODS[0];
    return {
        index,
        sku,
        quantity: Rational.of(1 + random.int(random.next() < 0.1 ? 14 : 4)),
        price: Rational.of(price, 100),
        paid: false,
        cost: Rational.of(cost, 100),
        tax: undefined,
        giftCard: false,
        fields: new Map<string, Value>([['category', category]]),
    };
}
