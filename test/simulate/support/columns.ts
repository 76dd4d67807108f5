import type { Random } from '../../../src/base/random.ts';
import { Rational } from '../../../src/base/rational.ts';
import { columnsOf, type MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import type { Line, Occurrence } from '../../../src/model/occurrence.ts';
import type { Value } from '../../../src/model/value.ts';
import type { Source } from '../../../src/simulate/source.ts';

const BEGIN = Date.parse('2010-12-01T00:00Z');
const DAY = 86_400_000;

/** Purchases and returns of a few articles over a year. */
export function historyOf(random: Random, id: string): MemberHistory {
    let at = BEGIN;
    const occurrences = Array.from({ length: 25 }, (_, index): Occurrence => {
        at += Math.floor(1440 * 28 * random.next() ** 2) * 60_000;
        const isReturn = index > 0 && random.next() < 0.3;
        const lines = Array.from({ length: 1 + random.int(3) }, (_, line): Line => {
            const quantity = Rational.of(1 + random.int(9));
            const fields = new Map<string, Value>([['category', line === 2 ? 'postage' : 'merchandise']]);
            const price = Rational.of(random.int(3000), 100);
            const none = { cost: undefined, tax: undefined, giftCard: false };
            return { index: line, sku: `A${random.int(4)}`, quantity, price, paid: isReturn, ...none, fields };
        });
        const none = { tenders: undefined, redeems: [], shipping: undefined, fields: new Map() };
        const event = isReturn ? 'return' : 'purchase';
        return { ...none, id: `${id}-${index}`, member: id, at, sequence: index, event, lines, order: undefined };
    });
    return { member: { id, joined: undefined, referrer: undefined, fields: new Map() }, occurrences };
}

/** In memory, as columns too, in parts of a few members. */
export function columnSource(histories: readonly MemberHistory[]): Source {
    const all = histories.flatMap(({ occurrences }) => occurrences).toSorted((a, b) => a.at - b.at);
    const days = all.map(({ at }) => Math.floor(at / DAY));
    const { columns, events } = columnsOf(histories);
    const members = (from: number, until: number) => histories.slice(from, until);
    return {
        async *members() {
            yield* histories;
        },
        async *timeOrder() {
            yield* all;
        },
        async *columnParts() {
            for (let from = 0; from < columns.memberCount; from += 7)
                yield { columns, events, from, until: Math.min(from + 7, columns.memberCount), members };
        },
        figures: {
            rows: all.length,
            members: histories.length,
            events: all.length,
            from: Math.min(...days),
            to: Math.max(...days),
            rejected: 0,
            repeated: 0,
        },
        rejects: [],
        remarks: [],
    };
}
